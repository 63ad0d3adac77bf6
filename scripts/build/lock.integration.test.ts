import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

let checkout: string;
let lock: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'lock-'));
  for (const name of ['build/lock.mjs', 'kit/step.mjs']) {
    cpSync(join(import.meta.dirname, '..', name), join(checkout, 'scripts', name));
  }
  mkdirSync(join(checkout, '.cache'));
  lock = join(checkout, '.cache', 'prepare.lock');
});
afterEach(() => rmSync(checkout, { recursive: true }));

/** A process that logs when it takes and releases the lock; resolves to what it printed. */
async function worker(milliseconds = 0): Promise<string> {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(join(checkout, 'scripts/build/lock.mjs'))};
    const note = (what) => appendFileSync(${JSON.stringify(join(checkout, 'log'))}, what);
    await withLock(async () => {
      note('(');
      await new Promise((done) => setTimeout(done, ${milliseconds}));
      note(')');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return printed;
}

const log = (): string =>
  existsSync(join(checkout, 'log')) ? readFileSync(join(checkout, 'log'), 'utf8') : '';

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  return child.pid!;
}

function writeLock(pid: number, host: string, ageSeconds = 0): void {
  writeFileSync(lock, JSON.stringify({ pid, host, id: 'a' }));
  const time = Date.now() / 1000 - ageSeconds;
  utimesSync(lock, time, time);
}

it('lets one in at a time, also where all come upon the lock of a process that died', async () => {
  writeLock(await deadProcess(), hostname());
  await Promise.all(Array.from({ length: 6 }, async () => await worker(30)));
  expect(log()).toBe('()'.repeat(6));
  expect(existsSync(lock)).toBe(false);
});

it.each([
  ['a process that lives', () => writeLock(process.pid, hostname()), process.pid],
  ['a process of another machine', () => writeLock(1, 'elsewhere'), 1],
])('waits for %s, and says so once', async (_, hold, pid) => {
  hold();
  const printed = worker();
  await sleep(1000);
  expect(log()).toBe('');
  rmSync(lock);
  expect(await printed).toBe(`Process ${pid} is preparing this checkout; waiting for it…\n`);
  expect(log()).toBe('()');
});

it('does not wait for one that has been silent for half a minute', async () => {
  writeLock(process.pid, hostname(), 31);
  expect(await worker()).toBe('');
  writeLock(1, 'elsewhere', 31);
  expect(await worker()).toBe('');
  writeFileSync(lock, '');
  utimesSync(lock, 1, 1);
  expect(await worker()).toBe('');
});
