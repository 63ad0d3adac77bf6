import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { LaunchRequest } from '../api/launcher/launcher.js';
import { LocalProcessLauncher } from '../api/launcher/local-process.js';

let folder: string;
let launcher: LocalProcessLauncher;
let changes: EventTarget;

/** A program in place of the runner: waits to be told to stop, or exits as its attempt says. */
const PROGRAM = `
const attempt = Number(process.env.REGENERATION_ATTEMPT);
if (attempt > 1) process.exit(attempt === 2 ? 0 : 1);
setInterval(() => {}, 1000);
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launcher-'));
  await writeFile(join(folder, 'program.mjs'), PROGRAM);
  launcher = new LocalProcessLauncher({
    program: join(folder, 'program.mjs'),
    environment: {},
    concurrency: 2,
    log: pino({ level: 'silent' }),
  });
  changes = new EventTarget();
  launcher.onChange(() => changes.dispatchEvent(new Event('change')));
});
afterEach(async () => {
  await launcher.stop();
  await rm(folder, { recursive: true });
});

const request = (name: string, attempt = 1): LaunchRequest => ({
  name,
  regenerationId: name,
  attempt,
  jobId: 'job',
  clipIndex: 0,
  deadlineSeconds: 60,
});

const outcome = async (name: string): Promise<string> => (await launcher.launch(request(name))).outcome;
const phase = async (name: string): Promise<string | undefined> => (await launcher.jobs()).get(name)?.phase;

describe('the local launcher', () => {
  it('runs as many Jobs as it may, and says when it has no room', async () => {
    expect(await outcome('a')).toBe('launched');
    expect(await outcome('b')).toBe('launched');
    expect(await outcome('c')).toBe('busy');
    const changed = once(changes, 'change');
    await launcher.delete('a');
    await changed;
    expect(await outcome('c')).toBe('launched');
  });

  it('starts a Job of one name once', async () => {
    await launcher.launch(request('a'));
    await launcher.launch(request('a'));
    expect(await outcome('b')).toBe('launched');
  });

  it.each([
    [2, 'succeeded'],
    [3, 'failed'],
  ])('tells how a Job ended (attempt %i: %s)', async (attempt, state) => {
    const changed = once(changes, 'change');
    await launcher.launch(request('a', attempt));
    expect(await phase('a')).toBe('running');
    await changed;
    expect(await phase('a')).toBe(state);
  });

  it('knows nothing of a Job that it never started, and deletes it all the same', async () => {
    expect(await phase('a')).toBeUndefined();
    await launcher.delete('a');
  });

  it('ends a Job at its deadline', async () => {
    const changed = once(changes, 'change');
    await launcher.launch({ ...request('a'), deadlineSeconds: 0 });
    await changed;
    expect(await phase('a')).toBe('failed');
  });

  it('takes its Jobs with it when it stops', async () => {
    await launcher.launch(request('a'));
    await launcher.stop();
    expect(await phase('a')).toBe('failed');
    expect(await outcome('b')).toBe('busy');
  });
});
