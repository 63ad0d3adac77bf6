import { Decimal } from 'decimal.js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { unknownExternalIds } from '../../core/regeneration/ledger.js';
import { footageOf } from '../../runner/video/footage.js';
import { probeMedia } from '../../runner/ffmpeg/probe.js';
import { startingPictures } from '../../runner/video/pictures.js';
import { createPredictionModel } from '../../runner/video/prediction-model.js';
import { polling } from '../../runner/video/prediction-pauses.js';
import type { AnswersLater, Prediction } from '../../runner/video/providers/client.js';
import { comfyui } from '../../runner/video/providers/comfyui/provider.js';
import { ProviderRegistry } from '../../runner/video/providers/registry.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { booksOf, callOf, eachBook } from '../kit/paid/paid-fixture.js';
import { createModelRuns, type ModelRuns, type Run } from '../kit/paid/paid-run.js';
import { ApiClient } from '../kit/server/client.js';
import { meanLuma } from '../kit/media/media.js';
import { createShortFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { startServer } from '../kit/server/server.js';
import { until } from '../kit/server/until.js';
import { startComfyUi, type ComfyUiServer } from './comfyui-server.js';
import { WORKFLOW } from './comfyui-workflow.js';

const PATIENCE = { postMs: 3000, lookForMs: 2500, uploadMs: 3000 };
const FULL_USD = 0.25;

let runs: ModelRuns;
let server: ComfyUiServer;
let another: ComfyUiServer;

beforeAll(async () => {
  runs = await createModelRuns();
  [server, another] = await Promise.all([startComfyUi(runs.footage), startComfyUi(runs.footage)]);
}, 60_000);
afterAll(async () => {
  await Promise.all([server.close(), another.close()]);
  await runs.drop();
});
beforeEach(() => {
  server.faults.clear();
  server.course({ runMs: 100, end: 'succeeded' });
});

async function connect(urls = server.url, workflow: object = WORKFLOW): Promise<AnswersLater> {
  const settings = { COMFYUI_URL: urls, COMFYUI_WORKFLOW: JSON.stringify(workflow) };
  const { deps } = runs;
  const sources = {
    pictures: startingPictures(deps),
    footage: footageOf(deps.ffmpeg),
    models: comfyui.models,
  };
  return (await comfyui.connect(settings, sources)) as AnswersLater;
}

describe('a clip of ComfyUI in the ledger', () => {
  afterEach(async () => expect(await brokenInvariants(runs.db)).toEqual([]));

  /** Runs to the end; says how many prompts the server took for it. */
  async function run(workflow?: object): Promise<Run & { taken: number }> {
    const before = server.prompts.length;
    const { name: api } = comfyui;
    const model = createPredictionModel({
      ...{ api, patience: PATIENCE, pausesOf: polling, log: runs.deps.log },
      client: await connect(server.url, workflow),
      unrecordedIds: async (ids) => await unknownExternalIds(runs.db, api, ids),
    });
    const ended = await runs.run(model, { model: 'comfyui' });
    return { ...ended, taken: server.prompts.length - before };
  }

  it('is made by the workflow with its values and picture, fetched, and billed by seconds of the GPU', async () => {
    const { id, failure, outputPath, taken } = await run();
    expect([failure, taken]).toEqual([null, 1]);
    expect((await readFile(outputPath)).equals(await readFile(runs.footage))).toBe(true);
    const { id: promptId, clientId, workflow } = server.prompts.at(-1)!;
    expect(workflow['4']!.inputs['text']).toMatch(/^a street /);
    expect(workflow['7']!.inputs).toMatchObject({ width: 1248, height: 704, length: 121 });
    const picture = await readFile(server.inputPath(String(workflow['6']!.inputs['image'])));
    expect(picture.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(clientId).toBe(promptId);
    expect(await callOf(runs.db, id)).toMatchObject({
      ...{ apiName: 'comfyui', externalId: promptId, state: 'settled', outcome: 'succeeded', posts: 1 },
    });
    const history = (await (await fetch(`${server.url}/history/${promptId}`)).json()) as Record<
      string,
      never
    >;
    const [start, end] = (history[promptId]!['status']['messages'] as [string, { timestamp: number }][]).map(
      ([, { timestamp }]) => timestamp,
    ) as [number, number];
    // Of the 5 s of video that the full price is for. As decimals, since a millisecond more may be just half of the last place.
    const secondsOfVideo = new Decimal(end - start).div(1000).div(WORKFLOW.clip_chatbot.secondsPerSecond);
    expect(await booksOf(runs.db, id)).toEqual(eachBook(secondsOfVideo.times(FULL_USD).div(5).toFixed(4)));
  });

  it('may start from the footage and its last picture: both are sent in the form of the workflow', async () => {
    const { '13': save, ...others } = WORKFLOW;
    const { failure } = await run({
      ...others,
      '20': { class_type: 'LoadVideo', inputs: { file: '{{video}}' } },
      '21': { class_type: 'LoadImage', inputs: { image: '{{last_picture}}' } },
      '30': save,
      clip_chatbot: { ...WORKFLOW.clip_chatbot, shortSide: 256 },
    });
    expect(failure).toBeNull();
    const { workflow } = server.prompts.at(-1)!;
    const [video, picture] = [workflow['20']!.inputs['file'], workflow['21']!.inputs['image']].map((name) =>
      server.inputPath(String(name)),
    );
    const probe = await probeMedia(video!, runs.deps.ffmpeg, AbortSignal.timeout(10_000));
    expect(probe.video).toMatchObject({ width: 464, height: 256, frameCount: 121 });
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 464, height: 256 });
    // The footage of five seconds is held for the last frame, so the picture is the video's end.
    const ends = await Promise.all([meanLuma(video!, 120), meanLuma(picture!)]);
    expect(Math.abs(ends[0] - ends[1])).toBeLessThan(2);
  });

  it.each(['unanswered', 'hang', 'garbage', { status: 502 }, 'lost'] as const)(
    'whose answer is %j is found again by its id, and else posted once more',
    async (fault) => {
      server.faults.once('POST /prompt', fault);
      const { id, failure, taken } = await run();
      expect([failure, taken]).toEqual([null, 1]);
      const isTaken = fault !== 'lost' && typeof fault !== 'object';
      expect(await callOf(runs.db, id)).toMatchObject({ outcome: 'succeeded', posts: isTaken ? 1 : 2 });
    },
  );

  it('is polled until its end, whatever the answers in between', async () => {
    server.course({ runMs: 300 });
    server.faults.once('GET /history', 'garbage', { status: 500 });
    const { failure, taken } = await run();
    expect([failure, taken]).toEqual([null, 1]);
  });

  it.each<[what: string, end: 'failed' | 'still' | 'nothing', sentence: RegExp]>([
    ['fails', 'failed', /could not make the clip: Allocation on device \(node 8, KSampler\)\. /],
    ['saves a still picture', 'still', /the workflow saved preview\.png, clip_\d+_\.png, and no video/],
    ['saves nothing', 'nothing', /the workflow saved nothing/],
  ])('that %s says so, and costs nothing', async (_, end, sentence) => {
    server.course({ end });
    const { id, failure, taken } = await run();
    expect([failure?.message, taken]).toEqual([expect.stringMatching(sentence), 1]);
    expect(await booksOf(runs.db, id)).toEqual(eachBook('0.0000'));
  });

  it('that is refused names node and input; one before whose POST something fails is posted later', async () => {
    const wrong = { ...WORKFLOW, '3': { class_type: 'VAELoader', inputs: { vae_name: 'gone.safetensors' } } };
    const refused = await run(wrong);
    expect([refused.failure?.message, refused.taken]).toEqual([
      expect.stringMatching(
        /node 3 \(VAELoader\), input vae_name: Value not in list \(.*gone.*\)\. An admin/,
      ),
      0,
    ]);
    expect(await booksOf(runs.db, refused.id)).toEqual(eachBook('0.0000'));
    server.faults.once('POST /upload/image', { status: 500 });
    const late = await run();
    expect([late.failure, late.taken, late.waiting[0]]).toEqual([
      null,
      1,
      expect.stringMatching(/ComfyUI cannot be reached/i),
    ]);
  });
});

describe('prompts at ComfyUI', () => {
  async function posted(client: AnswersLater): Promise<Prediction> {
    const values = { prompt: 'a cat', negative: '', seed: 1, width: 64, height: 64, frames: 49, fps: 24 };
    const picture = `data:image/jpeg;base64,${(await readFile(runs.footage)).toString('base64')}`;
    const input = { prompt_id: randomUUID(), seconds: 3, ...values, first_picture: picture };
    const signal = AbortSignal.timeout(10_000);
    return await client.create({ slug: 'comfyui', input, cancelAfterSeconds: 0 }, signal);
  }
  const ask = (): AbortSignal => AbortSignal.timeout(10_000);

  it('are canceled by removal while they wait, and interrupted only while they run', async () => {
    server.course({ runMs: null });
    const client = await connect();
    const first = await posted(client);
    const second = await posted(client);
    expect((await client.get(first.id, ask())).status).toBe('processing');
    await client.cancel!(second.id, ask());
    expect(await client.get(second.id, ask())).toMatchObject({ status: 'aborted', began: false });
    expect((await client.get(first.id, ask())).status).toBe('processing');
    await client.cancel!(first.id, ask());
    await until(async () => (await client.get(first.id, ask())).status === 'canceled', { what: 'the end' });
    await client.cancel!(first.id, ask());
  });

  it('are posted to no other address than that of the setting, wherever it points', async () => {
    const detour = createServer((request, response) => {
      response.writeHead(307, { location: `${server.url}${request.url}` }).end();
    });
    await once(detour.listen(0, '127.0.0.1'), 'listening');
    const before = server.prompts.length;
    const client = await connect(`http://127.0.0.1:${(detour.address() as AddressInfo).port}`);
    await expect(posted(client)).rejects.toMatchObject({
      sentence: expect.stringMatching(/cannot be reached/),
    });
    await expect(client.get(randomUUID(), ask())).rejects.toThrow('fetch failed');
    expect(server.prompts).toHaveLength(before);
    detour.closeAllConnections();
    detour.close();
  });

  it('say how far they are, by steps of the sampler', async () => {
    server.course({ runMs: null });
    const client = await connect();
    const [{ id }, waiting] = [await posted(client), await posted(client)];
    expect(await client.get(waiting.id, ask())).toMatchObject({ status: 'starting', done: 0 });
    expect(await client.get(id, ask())).toMatchObject({ status: 'processing', done: null });
    await until(() => server.sockets === 2, { what: 'two sockets' });
    server.tellProgress('9', 1, 1);
    server.tellProgress('8', 5, 20);
    const done = async (): Promise<number | null> => (await client.get(id, ask())).done;
    await until(async () => (await done()) === 0.225, { what: 'a quarter of the steps' });
    for (const each of [waiting.id, id]) await client.cancel!(each, ask());
    await until(async () => (await client.get(id, ask())).status === 'canceled', { what: 'the end' });
    await client.get(waiting.id, ask());
    await until(() => server.sockets === 0, { what: 'no socket' });
  });

  it('are found in the history by another program, and are gone with it', async () => {
    const { id } = await posted(await connect());
    const client = await connect();
    await until(async () => (await client.get(id, ask())).status === 'succeeded', { what: 'the end' });
    server.restart({ keepsHistory: true });
    const { urls } = await client.get(id, ask());
    expect(urls).toEqual([expect.stringMatching(/\/view\?filename=clip_\d+_\.mp4&subfolder=&type=output$/)]);
    expect((await client.list!(new Date(0), ask())).map((each) => each.id)).toContain(id);
    server.course({ runMs: null });
    const lost = await posted(client);
    server.restart({ keepsHistory: false });
    for (const gone of [id, lost.id])
      await expect(client.get(gone, ask())).rejects.toMatchObject({ status: 404 });
  });

  it('go to the server with the shortest queue, and past one that does not answer', async () => {
    [server, another].forEach((each) => each.course({ runMs: null }));
    const client = await connect(`${server.url},${another.url}/`);
    const before = [server, another].map(({ prompts }) => prompts.length);
    const made = await Promise.all([1, 2, 3, 4].map(async () => await posted(client)));
    const taken = (): number[] => [server, another].map(({ prompts }, at) => prompts.length - before[at]!);
    expect(taken()).toEqual([2, 2]);
    server.faults.always('GET /queue', { status: 503 });
    await posted(client);
    expect(taken()).toEqual([2, 3]);
    // What one server has cannot be known while it does not answer.
    const stranger = await connect(`${server.url},${another.url}`);
    await expect(stranger.get(randomUUID(), ask())).rejects.toMatchObject({ status: 503 });
    await expect(stranger.list!(new Date(0), ask())).rejects.toMatchObject({ status: 503 });
    server.faults.clear();
    for (const { id } of made)
      expect(await stranger.get(id, ask())).toMatchObject({ status: expect.stringMatching(/ing$/) });
    [server, another].forEach((each) => each.restart({ keepsHistory: true }));
  });
});

it('has a card that its workflow makes', () => {
  const env = {
    COMFYUI_URL: server.url,
    COMFYUI_WORKFLOW: JSON.stringify(WORKFLOW),
    COMFYUI_USD_PER_GPU_SECOND: '0.0005',
  };
  expect(new ProviderRegistry([comfyui]).withSettings(env).models).toMatchObject({
    comfyui: {
      ...{ label: 'Wan 2.2 here', textAlone: false, seed: true, durations: [3, 5] },
      ...{ price: { usd: '0.001' }, priceKnown: true, secondsPerSecond: 2 },
    },
  });
});

it('makes a whole change in a runner, from a workflow in a file', async () => {
  const fixture = await createShortFixture();
  const file = join(fixture.dataDir, 'wan.json');
  const env = {
    ...{ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir },
    ...{ COMFYUI_URL: server.url, COMFYUI_WORKFLOW_FILE: file, VIDEO_MODEL: 'comfyui' },
  };
  try {
    await writeFile(
      file,
      JSON.stringify({ ...WORKFLOW, '13': { ...WORKFLOW['13'], class_type: 'SaveImage' } }),
    );
    await expect(startServer(env)).rejects.toThrow(/wan\.json: No node saves a video/);
    await writeFile(file, JSON.stringify(WORKFLOW, null, 2));
    const before = server.prompts.length;
    const started = await startServer(env);
    const api = await ApiClient.asDemoUser(started.url);
    const id = await confirmChange(api, await demoJobId(api), 1, 'make it darker');
    const end = (await followToEnd(api, id)).at(-1)!;
    await api.close();
    await started.stop();
    expect(end.type).toBe('REGENERATION_COMPLETE');
    expect(server.prompts.slice(before)).toEqual([expect.objectContaining({ id: expect.any(String) })]);
  } finally {
    await fixture.drop();
  }
}, 120_000);
