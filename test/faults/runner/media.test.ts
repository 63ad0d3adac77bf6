import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../../core/storage/file-hash.js';
import { confirmChange, followToEnd } from '../../kit/server/editing.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import type { ProgressEvent } from '../../kit/server/operations.js';
import { itRequires } from '../../kit/jest/requirements.js';
import { until } from '../../kit/server/until.js';
import { ffmpegGate, ffmpegScript, type FfmpegGate } from './ffmpeg-gate.js';
import { darken, openSetup, outcomeOf, scratchFolders, withCopy, type Setup } from '../fault-fixture.js';

const RETRY = `mutation ($id: ID!) { retryRegeneration(id: $id) { regenerationId } }`;

/** One server for all tests; each change uses its own video, and each test rewrites the server's ffmpeg script. */
let shared: Setup;
/** This change waits for its deadline while the other tests run. */
let hung: ReturnType<typeof hangs>;

beforeAll(async () => {
  hung = hangs();
  hung.catch(() => undefined);
  shared = await openSetup(async (fixture) => ({ FFMPEG_PATH: await harmlessFfmpeg(fixture.dataDir) }));
}, 120_000);
afterAll(async () => {
  await Promise.allSettled([hung]);
  await shared.close();
});

const harmlessFfmpeg = async (folder: string): Promise<string> => await ffmpegScript(folder, 'joining', ':');

/** What users see of a video, as hashes of its bytes. */
async function shown({
  db,
  jobId,
  fixture,
}: Setup): Promise<{ videoUrl: string; sha256: string; clips: string[] }> {
  const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
  const versions = await db.clipVersion.findMany({ where: { jobId, isCurrent: true } });
  const sha256 = await sha256OfFile(join(fixture.dataDir, 'storage', job.videoUrl!));
  return { videoUrl: job.videoUrl!, sha256, clips: versions.map(({ videoUrl }) => videoUrl).sort() };
}

/** Checks that a failed change left everything as it was, and returns how it ended. */
async function failure(setup: Setup, id: string, before: unknown): Promise<ProgressEvent> {
  const end = (await followToEnd(setup.api, id)).at(-1)!;
  expect(end.type).toBe('REGENERATION_FAILED');
  expect(await shown(setup)).toEqual(before);
  expect(await brokenInvariants(setup.db)).toEqual([]);
  await until(() => scratchFolders(setup).length === 0, { limitMs: 3000, what: 'scratch is removed' });
  return end;
}

const retry = async ({ api }: Setup, id: string): Promise<string> => {
  const { retryRegeneration } = await api.data<{ retryRegeneration: { regenerationId: string } }>(RETRY, {
    id,
  });
  return retryRegeneration.regenerationId;
};

/** A change that waits before it joins the final video, and the folder of its upload. */
async function beforeUpload(): Promise<{
  setup: Setup;
  id: string;
  before: unknown;
  gate: FfmpegGate;
  folder: string;
}> {
  const setup = await withCopy(shared, shared);
  const gate = await ffmpegGate(setup.fixture.dataDir, 'joining');
  const before = await shown(setup);
  const id = await darken(setup);
  await gate.reached();
  const outputs = join(setup.fixture.dataDir, 'storage/video-outputs', setup.jobId);
  await mkdir(outputs, { recursive: true });
  return { setup, id, before, gate, folder: join(outputs, id) };
}

describe('a storage', () => {
  it('34: that fails at the upload leaves every pointer where it was; a retry pays nothing again', async () => {
    const { setup, id, before, gate, folder } = await beforeUpload();
    await writeFile(folder, 'no folder can be made here');
    await gate.open();
    const end = await failure(setup, id, before);
    expect(end).toMatchObject({
      message: 'A file could not be read from or written to the storage.',
      error: { code: 'STORAGE_FAILED', retryable: true },
    });
    await rm(folder);
    const next = await retry(setup, id);
    const costs = await setup.db.jobCost.findMany({ where: { regenerationId: { in: [id, next] } } });
    expect(await outcomeOf(setup, next)).toMatchObject({
      end: 'REGENERATION_COMPLETE',
      charged: [],
      broken: [],
    });
    expect(costs.map(({ regenerationId }) => regenerationId)).toEqual([id]);
  }, 120_000);

  itRequires(
    'root',
    '35: that is full in the middle of the upload keeps no part of it, and says so',
    async () => {
      const { setup, id, before, gate, folder } = await beforeUpload();
      await mkdir(folder);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
      try {
        await gate.open();
        const end = await failure(setup, id, before);
        expect(end).toMatchObject({
          message: 'There is no disk space left to store the video. Free some space, then try again.',
          error: { code: 'STORAGE_FAILED', retryable: true },
        });
        const left = await readdir(folder, { recursive: true, withFileTypes: true });
        expect(left.filter((entry) => entry.isFile())).toEqual([]);
      } finally {
        execFileSync('umount', ['-l', folder]);
      }
    },
    120_000,
  );
});

describe('a disk for scratch files', () => {
  itRequires(
    'root',
    '35: that is full fails the change in words, and is empty afterwards',
    async () => {
      const setup = await withCopy(shared, shared);
      const gate = await ffmpegGate(setup.fixture.dataDir, 'joining');
      const before = await shown(setup);
      const workDir = join(setup.fixture.dataDir, 'work');
      await mkdir(workDir, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', workDir]);
      try {
        const id = await darken(setup);
        await gate.reached();
        await writeFile(join(workDir, 'somebody-else'), Buffer.alloc(32 << 20)).catch(() => undefined);
        await gate.open();
        expect(await failure(setup, id, before)).toMatchObject({
          message: 'There is no disk space left to put the video together.',
          error: { code: 'RECOMPOSITION_FAILED', retryable: true },
        });
      } finally {
        execFileSync('umount', ['-l', workDir]);
      }
    },
    120_000,
  );
});

/** A video whose ffmpeg does something else when it joins. It can use the file `mark` to remember that it did. */
async function withJoining(instead: (mark: string) => string): Promise<{ setup: Setup; before: unknown }> {
  const setup = await withCopy(shared, shared);
  const { dataDir } = setup.fixture;
  await ffmpegScript(dataDir, 'joining', instead(join(dataDir, `mark-${setup.jobId}`)));
  return { setup, before: await shown(setup) };
}

/** A change whose ffmpeg hangs while it renders: how it ends, and whether that ffmpeg began. */
async function hangs(): Promise<{ end: ProgressEvent; began: boolean; log: string }> {
  let mark!: string;
  const setup = await openSetup(async ({ dataDir }) => {
    mark = join(dataDir, 'mark');
    const path = await ffmpegScript(dataDir, 'rendering', `: > ${mark}; exec sleep 600`);
    return { FFMPEG_PATH: path, REGENERATION_DEADLINE_SECONDS: '15' };
  });
  const before = await shown(setup);
  const end = await failure(setup, await darken(setup), before);
  const began = existsSync(mark);
  const log = setup.server.output();
  await setup.close();
  return { end, began, log };
}

/** Writes half a file in place of the whole one, then dies. */
const CRASH = 'for last; do :; done; head -c 100000 /dev/urandom > "$last"; kill -9 $$';

describe('an ffmpeg', () => {
  it('36: that crashes once is run again, within the attempt and for the same charge', async () => {
    const { setup } = await withJoining((mark) => `[ -e ${mark} ] || { : > ${mark}; ${CRASH}; }`);
    const id = await darken(setup);
    expect(await outcomeOf(setup, id)).toMatchObject({
      end: 'REGENERATION_COMPLETE',
      charged: ['video_generator'],
      broken: [],
      scratch: [],
    });
    expect(await setup.db.clipRegeneration.findUnique({ where: { id } })).toMatchObject({ attempt: 1 });
  }, 120_000);

  it('36: that crashes every time ends the change in words, and nothing of it is published', async () => {
    const { setup, before } = await withJoining(() => CRASH);
    const end = await failure(setup, await darken(setup), before);
    expect(end).toMatchObject({
      message: 'FFmpeg was stopped before it could put the video together, probably because memory ran out.',
      error: { code: 'RECOMPOSITION_FAILED', retryable: true },
    });
  }, 120_000);

  it('36: that hangs is killed at the limit of the change, which costs nothing', async () => {
    const { end, began, log } = await hung;
    expect(began).toBe(true);
    expect(log).toMatch(/"reason":"(deadline|terminated)","msg":"The run was stopped"/);
    expect(end).toMatchObject({ error: { code: 'TIMEOUT', retryable: true, charged: '0.0000' } });
  }, 120_000);

  it('36: that gets a corrupt clip ends the change in words, and other clips can be changed', async () => {
    const setup = await withCopy(shared, shared);
    await harmlessFfmpeg(setup.fixture.dataDir);
    await corruptClip(setup);
    const before = await shown(setup);
    const end = await failure(setup, await darken(setup), before);
    expect(end.message).toMatch(/footage cannot be used.*damaged\.$/);
    expect(end.error).toMatchObject({ code: 'VIDEO_MODEL_FAILED', charged: '0.0000' });
    const other = await followToEnd(setup.api, await confirmChange(setup.api, setup.jobId, 0, 'brighter'));
    expect(other.at(-1)?.type).toBe('REGENERATION_COMPLETE');
  }, 120_000);
});

/** The clip that the change takes gets a file of its own, which is no video; the others share theirs. */
async function corruptClip({ db, jobId, fixture }: Setup): Promise<void> {
  const file = `video-clips/corrupt-${jobId}.mp4`;
  await writeFile(join(fixture.dataDir, 'storage', file), 'this is not a video');
  await db.clipVersion.updateMany({
    where: { jobId, clipIndex: 1, isCurrent: true },
    data: { videoUrl: file },
  });
}
