import { RegenerationFailure } from '../../core/errors.js';
import { parseApiEnv, type ApiEnv } from '../../api/config/env.js';
import { withFiles } from '../../api/config/files.js';
import { StartupError } from '../../core/util/startup-error.js';
import { CLI_EXIT } from '../../core/util/exit-codes.js';
import type { Check } from './check.js';
import { checkDatabase } from './database.js';
import { checkFfmpeg } from './ffmpeg.js';
import { checkLauncher } from './launcher.js';
import { checkAuth, checkPromptModel, checkVideoModels } from './providers.js';
import { checkStorage } from './storage.js';

const CHECKS: Record<string, Check> = {
  database: checkDatabase,
  storage: checkStorage,
  runners: checkLauncher,
  ffmpeg: checkFfmpeg,
  'video models': checkVideoModels,
  'language model': checkPromptModel,
  'sign-in': checkAuth,
};

/** `npm run doctor`: checks everything that a server with this environment needs. */
async function main(source: NodeJS.ProcessEnv): Promise<number> {
  const env = await settings(source);
  if (env === null) return CLI_EXIT.failed;
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  let wrong = 0;
  for (const [name, check] of Object.entries(CHECKS)) {
    const finding = await check(env, stop.signal).then(
      (right) => ({ sign: '✓', sentence: right }),
      (error: unknown) => ({ sign: '✗', sentence: sentenceOf(error) }),
    );
    if (finding.sign === '✗') wrong++;
    process.stdout.write(`${finding.sentence.replace(/^/gm, `${finding.sign} ${name}: `)}\n`);
  }
  return wrong === 0 ? CLI_EXIT.done : CLI_EXIT.failed;
}

async function settings(source: NodeJS.ProcessEnv): Promise<ApiEnv | null> {
  try {
    return await withFiles(parseApiEnv(source));
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stdout.write(`${error.message.replace(/^/gm, '✗ settings: ')}\n`);
    return null;
  }
}

/** Adds the cause of a storage failure, such as ECONNREFUSED. */
function sentenceOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return error instanceof RegenerationFailure && cause?.code !== undefined
    ? `${message} (${cause.code})`
    : message;
}

void main(process.env).then((code) => process.exit(code));
