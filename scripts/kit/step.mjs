import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A step that failed; the message is one sentence. */
export class StepError extends Error {
  name = 'StepError';
}

/**
 * Prints what it does and runs a Node program quietly; shows its output only if it fails.
 *
 * @param what The step in a sentence, e.g. "Building the web app".
 * @param program Path of a JavaScript file, relative to the checkout.
 */
export async function runStep(what, program, args, env = {}) {
  console.log(`${what}…`);
  showFailure(what, await capture([join(ROOT, program), ...args], { env }));
}

/** Throws if a program failed, and shows what it printed. */
export function showFailure(what, { code, output }) {
  if (code === 0) return;
  process.stderr.write(output);
  throw new StepError(`${what} failed; the reason stands above.`);
}

/**
 * Runs a Node program; returns its exit code and everything that it printed.
 *
 * @param beside Gives it the lowest priority.
 */
export async function capture(argv, { env = {}, beside = false } = {}) {
  return await captureProgram(process.execPath, argv, { env: { ...process.env, ...env } }, beside);
}

/** Runs a program in the checkout; returns its exit code and everything that it printed. */
export function captureProgram(program, args, options = {}, beside = false) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    if (beside && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    }
    child.on('error', (error) => done({ code: 1, output: `${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
