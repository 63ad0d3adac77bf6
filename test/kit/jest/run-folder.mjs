import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const MEMORY = '/dev/shm';
/** Databases of a run take about 300 MB at once. Containers have 64 MB here, unless they ask for more. */
const ENOUGH_BYTES = 2e9;

/**
 * Gives the run its own temporary folder, which every process that a test starts inherits. Processes write there, and
 * the folder identifies those that outlive the run.
 */
export function createRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'clip-chatbot-test-'));
  chmodSync(folder, 0o755); // root's test database runs under an account of its own
  process.env.TMPDIR = folder;
  createDatabaseFolder(folder);
  return folder;
}

/**
 * The run's databases lie in memory, if there is room: a database costs 34 ms of CPU there and 66 ms on ext4, which is slow to
 * create and delete hundreds of files, and 1,000 sequences of the model 5 s less.
 */
function createDatabaseFolder(folder) {
  const isInMemory = hasRoom();
  const databases = isInMemory ? memoryFolder(folder) : join(folder, 'databases');
  mkdirSync(databases);
  chmodSync(databases, 0o755);
  if (isInMemory) symlinkSync(databases, join(folder, 'databases'));
  // Copying files flushes all databases first: 99 ms on ext4.
  process.env.TEST_DATABASE_STRATEGY = isInMemory ? 'FILE_COPY' : 'WAL_LOG';
}

function hasRoom() {
  if (process.platform !== 'linux' || !existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH_BYTES;
}

const memoryFolder = (folder) => join(MEMORY, basename(folder));

/** Ends the processes that the tests left behind and removes the folder; returns a line for each process. */
export function removeRunFolder(folder) {
  const leftovers = process.platform === 'linux' ? processesMarkedBy(folder) : [];
  for (const { pid } of leftovers) process.kill(pid, 'SIGKILL');
  for (const each of [folder, memoryFolder(folder)])
    rmSync(each, { recursive: true, force: true, maxRetries: 5 });
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
