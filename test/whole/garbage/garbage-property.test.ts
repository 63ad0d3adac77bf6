import fc from 'fast-check';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { endRegeneration, releaseLease, restartRegeneration } from '../../../core/regeneration/lifecycle.js';
import {
  admitChange,
  claim,
  createGarbageFixture,
  importedJob,
  publishCheckpoint,
  runKeys,
  storeClip,
  storeVideo,
  type GarbageFixture,
} from '../../kit/rows/garbage-fixture.js';
import { claimOf } from '../../kit/rows/claim.js';
import { byEffort } from '../../kit/effort.js';

/** Histories of a test, and how many tests share them. */
const RUNS = 5;
const BATCHES = byEffort({ quick: [1], full: [1, 2, 3] });

let fixture: GarbageFixture;
beforeAll(async () => {
  fixture = await createGarbageFixture();
});
afterAll(() => fixture.drop());

/** One change of a clip, and its course. */
interface Change {
  clipIndex: number;
  /** Takes over the results of the last change of this clip. */
  retry: boolean;
  /** Runners that are lost on the way, each leaving its clip behind; the last one stores up to `reaches`. */
  lostRunners: number;
  reaches: 'nothing' | 'clip' | 'video';
  ends: 'completed' | 'failed' | 'canceled' | 'active';
  /** A lost runner stores its final video after the end. */
  lateUpload: boolean;
}

const change: fc.Arbitrary<Change> = fc.record({
  clipIndex: fc.integer({ min: 0, max: 1 }),
  retry: fc.boolean(),
  lostRunners: fc.integer({ min: 0, max: 2 }),
  reaches: fc.constantFrom('nothing', 'clip', 'video'),
  ends: fc.constantFrom('completed', 'failed', 'canceled', 'active'),
  lateUpload: fc.boolean(),
});

/** A history of which something is always collected, whatever else is drawn. */
const LOST_AND_FAILED: Change = {
  clipIndex: 0,
  retry: false,
  lostRunners: 1,
  reaches: 'video',
  ends: 'failed',
  lateUpload: true,
};

/** Applies a change to a job, with the lifecycle's own functions. Returns its id, or null if it was refused. */
async function happen(jobId: string, planned: Change, last: Map<number, string>): Promise<void> {
  const { db } = fixture;
  const retryOf = planned.retry ? (last.get(planned.clipIndex) ?? null) : null;
  const id = await admitChange(db, jobId, { clipIndex: planned.clipIndex, retryOf });
  if (id === null) return;
  last.set(planned.clipIndex, id);
  let fence = await claim(db, id);
  for (let attempt = 1; attempt <= planned.lostRunners; attempt++) {
    await fixture.put(runKeys(jobId, id, fence).clip);
    await releaseLease(db, claimOf(id, fence), { giveBack: false });
    await restartRegeneration(db, id, attempt, 0);
    if (planned.lateUpload) await fixture.put(runKeys(jobId, id, fence).video);
    fence = await claim(db, id);
  }
  if (planned.reaches !== 'nothing' || planned.ends === 'completed')
    await storeClip(fixture, jobId, id, fence);
  if (planned.reaches === 'video' || planned.ends === 'completed')
    await storeVideo(fixture, jobId, id, fence);
  if (planned.ends === 'completed') expect(await publishCheckpoint(fixture, id, fence)).toBe(true);
  const failed = { status: 'failed', message: 'No.', code: 'TIMEOUT', retryable: true } as const;
  const canceled = { status: 'canceled', message: 'Canceled.' } as const;
  if (planned.ends === 'failed') await endRegeneration(db, claimOf(id, fence), failed);
  if (planned.ends === 'canceled') await endRegeneration(db, claimOf(id, fence), canceled);
}

interface Checkpoint {
  clip?: { key: string; thumbnailKey: string };
  video?: { key: string };
}

/** The objects that must stay, derived from the rows differently than in the collector. */
async function mustStay(db: PrismaClient, keys: string[]): Promise<string[]> {
  const stay = new Set<string | null>();
  const jobs = await db.job.findMany({
    include: {
      ...{ versions: true, thumbnails: true, stages: true, previews: true },
      regenerations: { include: { events: true } },
    },
  });
  for (const job of jobs) {
    stay.add(job.audioUrl).add(job.videoUrl);
    // The original final video is stored beside the song, and stays when a change has made another.
    const imported = job.audioUrl!.split('/').slice(1, 3).join('/');
    for (const key of keys) if (key.includes(imported)) stay.add(key);
    for (const version of job.versions) stay.add(version.videoUrl).add(version.thumbnailUrl);
    for (const { thumbnailUrl } of job.thumbnails) stay.add(thumbnailUrl);
    const generated = job.stages[0]!.metadata as { clips: { clips: { video_url: string }[] } };
    for (const clip of generated.clips.clips) stay.add(clip.video_url);
    for (const run of job.regenerations) {
      const current = job.versions.find((one) => one.clipIndex === run.clipIndex && one.isCurrent);
      const active = ['queued', 'processing', 'canceling'].includes(run.status);
      if (active) for (const key of keys) if (key.includes(`/${run.id}/`)) stay.add(key);
      const { clip, video } = run.checkpoint as Checkpoint;
      const mayBeRetried = ['failed', 'canceled'].includes(run.status);
      if (active) stay.add(video?.key ?? null);
      if (active || (mayBeRetried && run.baseVersionNumber === current?.versionNumber))
        stay.add(clip?.key ?? null).add(clip?.thumbnailKey ?? null);
      for (const { data } of run.events) stay.add((data as { videoKey?: string }).videoKey ?? null);
    }
  }
  // What was made of a file goes with it.
  for (const { key, preview } of jobs.flatMap(({ previews }) => previews))
    if (stay.has(key)) stay.add((preview as { poster: string }).poster);
  return keys.filter((key) => stay.has(key));
}

it.each(BATCHES)(
  'after any history, a sweep leaves what a pointer names and what an active run may have stored, and nothing else (%i)',
  async () => {
    const histories = fc.array(fc.array(change, { maxLength: 5 }), { minLength: 1, maxLength: 3 });
    let collected = 0;
    const property = fc.asyncProperty(histories, async (jobs) => {
      for (const changes of jobs) {
        const jobId = await importedJob(fixture);
        const last = new Map<number, string>();
        for (const planned of changes) await happen(jobId, planned, last);
      }
      const before = await fixture.keys();
      const collector = fixture.collector({ graceMs: 0 });
      await collector.sweep();
      expect(collector.counts.failures).toBe(0);
      const expected = await mustStay(fixture.db, before);
      expect(await fixture.keys()).toEqual(expected);
      expect(collector.counts.objects).toBe(before.length - expected.length);
      expect(collector.counts.bytes).toBe(10 * collector.counts.objects);
      collected += collector.counts.objects;
    });
    await fc.assert(
      property.afterEach(async () => {
        await fixture.db.job.deleteMany();
        await fixture.collector({ graceMs: 0 }).sweep();
        // Nothing is left of jobs that the database does not know.
        expect(await fixture.keys()).toEqual([]);
      }),
      { numRuns: RUNS, examples: [[[[LOST_AND_FAILED]]]] },
    );
    expect(collected).toBeGreaterThan(0);
  },
);
