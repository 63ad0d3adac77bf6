import { once } from 'node:events';
import { join } from 'node:path';
import { ownObject } from '../../../api/garbage/stored-object.js';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { JobRepository } from '../../../core/job/job-repository.js';
import { addPreview, missingPreviews } from '../../../core/previews/missing.js';
import { storedPreview, type Preview } from '../../../core/previews/preview.js';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import { brokenInvariants } from '../../kit/database/invariants.js';
import { countFrames } from '../../kit/media/media.js';
import { confirmChange, download, followToEnd } from '../../kit/server/editing.js';
import { runnersOf } from '../../kit/server/runners.js';
import { until } from '../../kit/server/until.js';
import { openSetup, type Setup } from '../fault-fixture.js';

const SHOWN = `subscription ($id: ID!) { jobChanged(jobId: $id) { job {
  videoUrl previewVideoUrl previewsRevision waveform { url } clips { posterUrl filmstrip { url } } } } }`;
interface Shown {
  videoUrl: string;
  previewVideoUrl: string | null;
  previewsRevision: number;
  waveform: { url: string } | null;
  clips: { posterUrl: string | null; filmstrip: { url: string } | null }[];
}
type Page = AsyncIterableIterator<{ data?: { jobChanged: { job: Shown } } | null }>;

let setup: Setup;
beforeAll(async () => {
  setup = await openSetup({ OUTPUT_RESOLUTION: '540', LOG_LEVEL: 'info' });
}, 120_000);
afterAll(async () => await setup.close());

const openPage = (): Page => setup.api.subscribe(SHOWN, { id: setup.jobId }) as Page;
const rows = async (): Promise<number> =>
  await setup.db.mediaPreview.count({ where: { jobId: setup.jobId } });
const job = async () => (await new JobRepository(setup.db).find(setup.jobId, DEMO_USER_ID))!;

/** What the page shows once it has heard that all of it is there. */
async function whenAllIsThere(page: Page, files: number): Promise<Shown> {
  for await (const { data } of page)
    if (data!.jobChanged.job.previewsRevision === files) return data!.jobChanged.job;
  throw new Error('The page heard no more');
}

/** A changed video as a release without previews leaves it, and the last clip's file is gone. */
async function makeOld(): Promise<string> {
  const id = await confirmChange(setup.api, setup.jobId, 1, 'make it darker');
  await followToEnd(setup.api, id);
  await until(() => runnersOf(setup.server).length === 0, { limitMs: 30_000, what: 'the end of the runner' });
  const storage = createLocalDiskStorage(join(setup.fixture.dataDir, 'storage'));
  const gone = (await job()).clips.at(-1)!.currentVideoKey!;
  await storage.delete(gone);
  await setup.db.mediaPreview.deleteMany();
  await setup.db.mediaMeasurement.deleteMany();
  return gone;
}

it('51: an opened video of an earlier release gets its pictures, wave and small rendition, once and through a killed server', async () => {
  const gone = await makeOld();
  // Clips with the original of the changed one, the song and the video.
  const files = (await missingPreviews(setup.db, await job())).map(({ key }) => key);
  expect(files).toHaveLength(6);
  const before = openPage();
  await before.next();
  await until(async () => (await rows()) > 0, { limitMs: 60_000, what: 'the first picture' });
  const killed = once(setup.server.process, 'exit');
  setup.server.process.kill('SIGKILL');
  await killed;
  await before.return?.();
  await setup.restart();

  const [page, tab] = await Promise.all([openPage(), openPage()].map((one) => whenAllIsThere(one, 6)));
  expect(tab!.previewsRevision).toBe(6);
  const { clips, waveform, previewVideoUrl, videoUrl } = page!;
  expect(clips.map(({ posterUrl, filmstrip }) => [posterUrl !== null, filmstrip !== null])).toEqual([
    [true, true],
    [true, true],
    [false, false],
  ]);
  const [video, small] = ['video.mp4', 'small.mp4'].map((name) => join(setup.fixture.dataDir, name));
  await download(videoUrl, video!);
  await download(previewVideoUrl!, small!);
  expect(await countFrames(small!)).toBe(await countFrames(video!));
  await download(clips[0]!.filmstrip!.url, join(setup.fixture.dataDir, 'filmstrip.jpg'));
  await download(waveform!.url, join(setup.fixture.dataDir, 'waveform.dat'));

  const made = await setup.db.mediaPreview.findMany({ where: { jobId: setup.jobId } });
  expect(made.map(({ key }) => key).sort()).toEqual(files.toSorted());
  expect(made.find(({ key }) => key === gone)?.preview).toEqual({});
  const keys = made.flatMap(({ preview }) => keysOf(storedPreview.parse(preview)));
  const named = await setup.db.$queryRaw<{ key: string }[]>`
    SELECT media_pointers(ARRAY[${setup.jobId}::uuid]) AS key`;
  expect(named.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  expect(keys.every((key) => ownObject(key) !== null)).toBe(true);
  expect(await brokenInvariants(setup.db)).toEqual([]);
  // What is gone is not missing any more, and two tabs have started one program.
  expect(await missingPreviews(setup.db, await job())).toEqual([]);
  await setup.server.untilLogged('Made what was missing');
  expect(setup.server.output().match(/Made what was missing/g)).toHaveLength(1);

  await setup.api.data('mutation ($id: ID!) { deleteJob(input: { jobId: $id }) { deletedJobId } }', {
    id: setup.jobId,
  });
  expect(await addPreview(setup.db, setup.jobId, files[0]!, { preview: {} })).toBe(false);
}, 180_000);

const keysOf = ({ poster, filmstrip, waveform, small }: Preview): string[] =>
  [poster, filmstrip?.key, waveform?.key, small].filter((key) => key !== undefined);
