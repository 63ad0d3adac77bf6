import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives the run its own temporary folder, which every process that a test starts inherits. Processes write there, and
 * the folder identifies those that outlive the run.
 */
export function createRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'clip-chatbot-test-'));
  chmodSync(folder, 0o755); // root's test database runs under an account of its own
  process.env.TMPDIR = folder;
  return folder;
}

/** Ends the processes that the tests left behind and removes the folder; returns a line for each process. */
export function removeRunFolder(folder) {
  const leftovers = process.platform === 'linux' ? processesMarkedBy(folder) : [];
  for (const { pid } of leftovers) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return leftovers.map(({ pid, command }) => `process ${pid} still ran: ${command}`);
}

function processesMarkedBy(folder) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({
      pid: Number(name),
      command: read(name, 'cmdline'),
      environment: read(name, 'environ'),
    }))
    .filter(({ command, environment }) => command.includes(folder) || environment.includes(folder))
    .filter(({ command }) => !command.includes('jest-worker')); // jest ends them itself
}

function read(pid, file) {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return ''; // it has ended, or belongs to another user
  }
}
