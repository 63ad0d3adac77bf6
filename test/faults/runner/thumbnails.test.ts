import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { followToEnd } from '../../kit/server/editing.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { CANCEL } from '../../kit/server/operations.js';
import { until } from '../../kit/server/until.js';
import { ffmpegGate, ffmpegScript, type FfmpegGate } from './ffmpeg-gate.js';
import { darken, openSetup, outcomeOf, withCopy, type Setup } from '../fault-fixture.js';

const PLACEHOLDER_LOGGED = 'The clip gets a placeholder instead of a thumbnail';

/** One server for all tests; each change uses its own video, and each test rewrites the server's ffmpeg script. */
let shared: Setup;
beforeAll(async () => {
  shared = await openSetup(async ({ dataDir }) => ({
    FFMPEG_PATH: await ffmpegScript(dataDir, 'thumbnail', ':'),
  }));
}, 120_000);
afterAll(async () => await shared.close());

async function gatedSetup(): Promise<{ setup: Setup; gate: FfmpegGate }> {
  const setup = await withCopy(shared, shared);
  return { setup, gate: await ffmpegGate(setup.fixture.dataDir, 'thumbnail') };
}

/** The thumbnail in storage that a regeneration has made. */
async function storedThumbnail({ db, fixture }: Setup, regenerationId: string): Promise<string> {
  const { thumbnailUrl } = await db.clipVersion.findFirstOrThrow({ where: { regenerationId } });
  expect(thumbnailUrl).toMatch(/^clip-thumbnails\//);
  const file = join(fixture.dataDir, 'storage', thumbnailUrl!);
  expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
  return file;
}

const spread = async (file: string): Promise<number> =>
  Math.max(...(await sharp(file).stats()).channels.map(({ stdev }) => stdev));

describe('the thumbnail of a changed clip', () => {
  it('is made beside the recomposition, which does not wait for it', async () => {
    const { setup, gate } = await gatedSetup();
    const id = await darken(setup);
    await gate.reached();
    await until(
      async () =>
        (await setup.db.regenerationEvent.count({ where: { regenerationId: id, type: 'RECOMPOSING' } })) > 0,
      { what: 'the recomposition begins' },
    );
    const first = join(setup.fixture.dataDir, 'storage/clip-thumbnails', setup.jobId, id, '1');
    expect(existsSync(join(first, 'thumbnail.jpg'))).toBe(false);
    expect(setup.server.output()).not.toContain(PLACEHOLDER_LOGGED);
    await gate.open();
    expect(await outcomeOf(setup, id)).toMatchObject({ end: 'REGENERATION_COMPLETE', broken: [] });
    await storedThumbnail(setup, id);
  }, 60_000);

  it('is a placeholder where none can be made, and the log says so', async () => {
    const setup = await withCopy(shared, shared);
    await ffmpegScript(setup.fixture.dataDir, 'thumbnail', 'exit 1');
    const id = await darken(setup);
    expect(await outcomeOf(setup, id)).toMatchObject({
      end: 'REGENERATION_COMPLETE',
      broken: [],
      scratch: [],
    });
    await storedThumbnail(setup, id);
    await setup.server.untilLogged(PLACEHOLDER_LOGGED);
  }, 60_000);

  it('is made by the next attempt where a runner dies before it', async () => {
    const setup = await openSetup({ CRASH_POINT: 'after-clip-kept' });
    const id = await darken(setup);
    expect(await outcomeOf(setup, id)).toMatchObject({ end: 'REGENERATION_COMPLETE', broken: [] });
    await storedThumbnail(setup, id);
    expect(setup.server.output()).not.toContain(PLACEHOLDER_LOGGED);
    await setup.close();
  }, 60_000);

  it('is kept with the clip of a change that is canceled before it is done', async () => {
    const setup = await withCopy(shared, shared);
    const closed = join(setup.fixture.dataDir, 'closed');
    await writeFile(closed, '');
    const waits = `: > ${closed}.reached; while [ -e ${closed} ]; do sleep 0.05; done; exit 1`;
    await ffmpegScript(setup.fixture.dataDir, 'thumbnail', waits);
    const id = await darken(setup);
    await until(() => existsSync(`${closed}.reached`), { limitMs: 40_000, what: 'the thumbnail begins' });
    await setup.api.data(CANCEL, { id });
    await until(() => setup.server.output().includes('"asked to end"'), {
      what: 'the runner receives the stop signal',
    });
    await rm(closed);
    expect((await followToEnd(setup.api, id)).at(-1)?.type).toBe('REGENERATION_CANCELED');
    await storedThumbnail(setup, id);
    expect(await brokenInvariants(setup.db)).toEqual([]);
  }, 60_000);
});

describe('the address of a thumbnail', () => {
  it('leads to a signed URL for the owner alone, and to nothing where there is none', async () => {
    const setup = await withCopy(shared, shared);
    const { db, jobId, server, api } = setup;
    const headers = { Authorization: `Bearer ${api.token}` };
    const ask = async (path: string, init: RequestInit = { headers }): Promise<Response> =>
      await fetch(`${server.url}/jobs/${path}/thumbnail`, { redirect: 'manual', ...init });
    const found = await ask(`${jobId}/clips/1`);
    expect(found.status).toBe(302);
    const image = Buffer.from(await (await fetch(found.headers.get('location')!)).arrayBuffer());
    expect(await sharp(image).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 180 });
    expect(await spread(await firstThumbnail(setup))).toBeGreaterThan(5);

    expect((await ask(`${jobId}/clips/1`, {})).status).toBe(401);
    expect((await ask(`${crypto.randomUUID()}/clips/1`)).status).toBe(404);
    expect((await ask('no-id/clips/1')).status).toBe(404);
    expect((await ask(`${jobId}/clips/99`)).status).toBe(404);
    expect((await ask(`${jobId}/clips/-1`)).status).toBe(400);
    await db.clipVersion.updateMany({ where: { jobId, clipIndex: 1 }, data: { thumbnailUrl: null } });
    await db.clipThumbnail.deleteMany({ where: { jobId, clipIndex: 1 } });
    expect((await ask(`${jobId}/clips/1`)).status).toBe(404);
    await db.job.update({ where: { id: jobId }, data: { userId: crypto.randomUUID() } });
    expect((await ask(`${jobId}/clips/0`)).status).toBe(403);
  }, 60_000);
});

/** The thumbnail of an imported clip is a real frame: a placeholder has almost only one color. */
async function firstThumbnail({ db, jobId, fixture }: Setup): Promise<string> {
  const { thumbnailUrl } = await db.clipVersion.findFirstOrThrow({ where: { jobId, clipIndex: 1 } });
  return join(fixture.dataDir, 'storage', thumbnailUrl!);
}
