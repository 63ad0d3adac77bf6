import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A step that failed; the message is one sentence. */
export class StepError extends Error {
  name = 'StepError';
}

/**
 * Runs a Node program quietly; its output is shown only when it fails.
 *
 * @param what How the step is called in a sentence, e.g. "Building the web app".
 * @param program Path of a JavaScript file, relative to the checkout.
 */
export async function runStep(what, program, args, env = {}) {
  const { code, output } = await capture([join(ROOT, program), ...args], env);
  if (code === 0) return;
  process.stderr.write(output);
  throw new StepError(`${what} failed; the reason stands above.`);
}

/** Runs a Node program; returns its exit code and everything that it printed. */
export function capture(argv, env = {}) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(process.execPath, argv, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    }
    child.on('error', (error) => done({ code: 1, output: `${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
