import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import pino from 'pino';
import type { ApiError } from '../../core/errors.js';
import { until } from '../../test/kit/server/until.js';
import { Imports, type ImportsSettings } from './imports.js';
import { importLimits } from './limits.js';

const OPEN_LIMIT = 6;
const JOB_ID = '0f6a1c7e-3c1d-4b8e-9a52-6d1f2b3c4d5e';

/** An import program that ends well, and leaves the folder of all imports as a file: nothing below it can be removed. */
const SPOILER = `
  const { rmSync, writeFileSync } = require('node:fs');
  const imports = require('node:path').join(process.argv.at(-1), '../..');
  rmSync(imports, { recursive: true });
  writeFileSync(imports, '');
  console.log(JSON.stringify({ type: 'done', jobId: '${JOB_ID}' }));`;

let root: string;
let logged: string[];
let imports: Imports;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'imports-'));
  await writeFile(join(root, 'program.cjs'), SPOILER);
  logged = [];
  imports = new Imports(settings());
});
afterEach(async () => {
  await imports.stop();
  await rm(root, { recursive: true });
});

function settings(): ImportsSettings {
  return {
    folder: join(root, 'imports'),
    limits: importLimits(1),
    demo: null,
    openLimit: OPEN_LIMIT,
    freeBytes: 0,
    concurrency: 1,
    program: join(root, 'program.cjs'),
    environment: {},
    deadlineSeconds: 30,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  };
}

const unremoved = (): string[] => logged.filter((line) => line.includes('could not be removed'));
const bringIn = async (name: string) => {
  const open = imports.of('somebody')[0] ?? (await imports.begin('somebody'));
  await imports.receive(open, { name, promisedBytes: null, body: Readable.from([Buffer.from('bytes')]) });
  return open;
};

describe('an import whose files cannot be removed', () => {
  it('is done like any other, and makes room for the next', async () => {
    await bringIn('clip.mp4');
    const open = await bringIn('song.mp3');
    imports.start(open, '');
    await until(() => unremoved().length > 0);
    expect(open).toMatchObject({ status: 'done', jobId: JOB_ID, problems: [] });
    await imports.cancel(open);
    expect(imports.of('somebody')).toEqual([]);
  });

  it('is canceled like any other', async () => {
    const open = await bringIn('clip.mp4');
    await rm(join(root, 'imports'), { recursive: true });
    await writeFile(join(root, 'imports'), '');
    await imports.cancel(open);
    expect(unremoved()).toHaveLength(1);
  });
});

describe('imports that are begun at the same time', () => {
  const bodies = new Map<string, PassThrough>();
  /** Begins an import, and keeps a file of it on its way. */
  const beginBusy = async (userId: string): Promise<unknown> => {
    const open = await imports.begin(userId);
    const body = new PassThrough();
    bodies.set(open.id, body);
    const received = imports.receive(open, { name: 'clip.mp4', promisedBytes: null, body });
    received.catch(() => undefined);
    return open;
  };
  const codes = (results: PromiseSettledResult<unknown>[]): string[] =>
    results.map((result) => (result.status === 'fulfilled' ? 'begun' : (result.reason as ApiError).code));
  afterEach(() => bodies.forEach((body) => body.destroy()));

  it('are three of one person, never more, and leave no other folder', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 27 }, () => imports.begin('somebody')));
    expect(codes(begun).filter((code) => code !== 'RATE_LIMITED')).toEqual(['begun', 'begun', 'begun']);
    expect(imports.of('somebody')).toHaveLength(3);
    expect(await readdir(join(root, 'imports'))).toHaveLength(3);
  });

  it('are three of one person, and further ones are refused while files are on their way', async () => {
    for (let index = 0; index < 3; index++) await beginBusy('somebody');
    const more = await Promise.allSettled(Array.from({ length: 5 }, () => imports.begin('somebody')));
    expect(new Set(codes(more))).toEqual(new Set(['RATE_LIMITED']));
  });

  it('are bounded for all people together; an abandoned one makes room', async () => {
    const people = Array.from({ length: 9 }, (_, index) => `person-${index}`);
    const begun = codes(await Promise.allSettled(people.map(beginBusy)));
    expect(begun.filter((each) => each === 'begun')).toHaveLength(OPEN_LIMIT);
    expect(new Set(begun.slice(OPEN_LIMIT))).toEqual(new Set(['SERVICE_UNAVAILABLE']));
    const [first] = imports.of('person-0');
    bodies.get(first!.id)!.end('bytes');
    await until(() => first!.arriving === 0);
    await expect(imports.begin('late')).rejects.toMatchObject({ details: { retryAfter: 60 } });
    first!.touchedAt = Date.now() - 61_000;
    await imports.begin('late');
    expect(imports.of('person-0')).toEqual([]);
  });
});

it('a disk with too little left takes no import and no file, and operators read so', async () => {
  const open = await imports.begin('somebody');
  expect(imports.problem()).toBeNull();
  const { bavail, bsize } = await statfs(root);
  const full = new Imports({ ...settings(), freeBytes: 2 * bavail * bsize });
  await expect(full.begin('somebody')).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
  expect(full.of('somebody')).toEqual([]);
  expect(full.problem()).toMatch(/less than IMPORT_FREE_MEBIBYTES \(\d/);
  const file = { name: 'clip.mp4', promisedBytes: null, body: Readable.from([Buffer.from('bytes')]) };
  await expect(full.receive(open, file)).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
  expect(open).toMatchObject({ arriving: 0, bytes: 0 });
  await full.stop();
});
