import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './step.mjs';

/** Runs jest over the project's ES modules with its output shown and `env` added; returns the exit code. */
export function runJest(args, env = {}) {
  const nodeOptions = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings'];
  const flags = ['plain-wasm', 'compiled-once'].flatMap((name) => [
    '--import',
    pathToFileURL(join(ROOT, `test/kit/jest/${name}.mjs`)).href,
  ]);
  // Expressions that read instructions are long. V8 would compile each twice: before its first match, and before its second.
  flags.push('--no-regexp-tier-up');
  const child = spawn(process.execPath, [...flags, join(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env, NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') },
    stdio: 'inherit',
  });
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)));
}
