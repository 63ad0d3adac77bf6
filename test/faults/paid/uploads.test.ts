import { Decimal } from 'decimal.js';
import { unknownExternalIds } from '../../../core/regeneration/ledger.js';
import { footageEdit } from '../../../runner/video/edit/edit-window.js';
import { footageOf } from '../../../runner/video/footage.js';
import { startingPictures } from '../../../runner/video/pictures.js';
import { createPredictionModel } from '../../../runner/video/prediction-model.js';
import { polling } from '../../../runner/video/prediction-pauses.js';
import { replicate } from '../../../runner/video/providers/replicate/provider.js';
import type { VideoModel } from '../../../runner/video/video-model.js';
import { probeMedia } from '../../../runner/ffmpeg/probe.js';
import { createModelRuns, type ModelRuns, type Run } from '../../kit/paid/paid-run.js';
import { startReplicateServer, type ReplicateServer } from '../../providers/replicate-server.js';

/** Footage on its way to the provider, which takes it late, or not at all. */
let runs: ModelRuns;
let provider: ReplicateServer;

beforeAll(async () => {
  runs = await createModelRuns();
  provider = await startReplicateServer(runs.footage);
});
afterAll(async () => {
  await provider.close();
  await runs.drop();
});
beforeEach(() => {
  provider.faults.clear();
  provider.course({ runMs: 100, startMs: 0 });
});

/** What the provider has been sent before is unknown to it, as to a new run. */
async function newModel(): Promise<VideoModel> {
  const { db, deps } = runs;
  return createPredictionModel({
    api: replicate.name,
    client: await replicate.connect(provider.env, {
      pictures: startingPictures(deps),
      footage: footageOf(deps.ffmpeg),
      models: replicate.models,
    }),
    unrecordedIds: async (ids) => await unknownExternalIds(db, replicate.name, ids),
    patience: { postMs: 3000, lookForMs: 2500, uploadMs: 500 },
    pausesOf: polling,
    log: deps.log,
  });
}

/** An edit of four seconds. */
async function edited(): Promise<Run & { uploads: number; orders: number }> {
  const [uploads, orders] = [provider.requests('upload'), provider.requests('create')];
  const probe = await probeMedia(runs.footage, runs.deps.ffmpeg, new AbortController().signal);
  const limits = replicate.models['luma_modify']!.footage!;
  const edit = footageEdit(probe, limits, { clipSeconds: 4, aspectRatio: '16:9' });
  const run = await runs.run(await newModel(), { model: 'luma_modify', edit });
  return {
    ...run,
    uploads: provider.requests('upload') - uploads,
    orders: provider.requests('create') - orders,
  };
}

it('is sent again where the provider does not answer in time, and ordered once', async () => {
  provider.faults.once('upload', 'hang');
  const { failure, waiting, uploads, orders } = await edited();
  expect([failure, uploads, orders]).toEqual([null, 2, 1]);
  expect(waiting[0]).toMatch(
    /^Waiting: the video provider does not take the footage right now\. Trying again in \d+ s\.$/,
  );
}, 30_000);

it.each([
  [401, /does not accept our access \(REPLICATE_API_TOKEN\)/],
  [402, /has no credit left/],
  [413, /larger than the video provider takes/],
])(
  'that is answered with %s fails in words, and nothing is ordered or charged',
  async (status, sentence) => {
    provider.faults.once('upload', { status });
    const { id, failure, orders } = await edited();
    expect(failure).toMatchObject({
      code: 'VIDEO_MODEL_FAILED',
      message: expect.stringMatching(sentence) as string,
    });
    expect(orders).toBe(0);
    const calls = await runs.db.paidCall.findMany({ where: { regenerationId: id } });
    expect(calls.map(({ cost }) => new Decimal(String(cost ?? 'NaN')).toFixed(4))).toEqual(['0.0000']);
  },
  30_000,
);
