import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { packagePath } from '../../../core/util/package-path.js';
import { asRunner } from '../database/postgres.js';
import { until } from './until.js';

export interface TestServer {
  /** As it prints it: http://localhost:<port>, or its PUBLIC_URL. */
  url: string;
  process: ChildProcess;
  /** All that it printed so far. */
  output: () => string;
  /** Waits until its log contains this: a line may arrive after the corresponding answer. */
  untilLogged(text: string | RegExp): Promise<void>;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const PLAINLY = ['--require', packagePath('test/kit/server/plain-server.cjs')];

/**
 * Starts the bundled server as its own process on a free port, and waits until it says where it is. Its runners have
 * the role that is theirs.
 * @param flags of Node; none where the server is measured as people start it
 */
export async function startServer(
  env: Record<string, string>,
  flags: readonly string[] = PLAINLY,
): Promise<TestServer> {
  const { PATH, HOME, TMPDIR, OUTPUT_RESOLUTION, FFMPEG_PATH, FFPROBE_PATH } = process.env;
  const machine = { PATH, HOME, TMPDIR, OUTPUT_RESOLUTION, FFMPEG_PATH, FFPROBE_PATH };
  const runner = env.DATABASE_URL === undefined ? {} : { RUNNER_DATABASE_URL: asRunner(env.DATABASE_URL) };
  const child = spawn(process.execPath, [...flags, packagePath('dist/api.js')], {
    env: { ...machine, PORT: '0', ...runner, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const collect = (chunk: Buffer): void => void (printed += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return {
    url: await address(child, () => printed),
    process: child,
    output: () => printed,
    untilLogged: async (text) =>
      await until(() => (typeof text === 'string' ? printed.includes(text) : text.test(printed)), {
        what: `${text} in the log`,
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function address(child: ChildProcess, printed: () => string): Promise<string> {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  while (!limit.aborted) {
    const url = /Clip chatbot\s+(https?:\S+)[\s\S]*Ctrl-C/.exec(printed())?.[1];
    if (url !== undefined) return url;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${printed()}`);
}
