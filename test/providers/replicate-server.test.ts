import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Replicate from 'replicate';
import { makeClip } from '../kit/media/media.js';
import { startReplicateServer, type ReplicateServer } from './replicate-server.js';

/** The provider's own client against our server: it speaks the protocol where that client says so. */
let folder: string;
let server: ReplicateServer;
let client: Replicate;
const input = { prompt: 'a street', duration: 5, start_image: 'data:image/jpeg;base64,AAAA' };
const request = { model: 'kwaivgi/kling-v2.1', input };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replicate-'));
  server = await startReplicateServer(await makeClip({ file: path.join(folder, 'made.mp4'), seconds: 0.5 }));
  const { REPLICATE_API_TOKEN: auth, REPLICATE_BASE_URL: baseUrl } = server.env;
  client = new Replicate({ auth, baseUrl, useFileOutput: false });
  server.course({ runMs: 300, startMs: 50 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
afterEach(() => server.faults.clear());

describe("the provider's own client", () => {
  it('runs a model to its output, for the full price', async () => {
    const before = server.bill();
    const output = await client.run(request.model as `${string}/${string}`, {
      input,
      wait: { mode: 'poll' },
    });
    expect((await fetch(output as unknown as string)).headers.get('content-type')).toBe('video/mp4');
    expect(server.bill().charged).toBe(before.charged + 1);
    expect(server.predictions.at(-1)).toMatchObject({ status: 'succeeded', billedUsd: '0.2500' });
  });

  it('cancels, for the price of what ran, and for nothing before it began', async () => {
    server.course({ runMs: 10_000, startMs: 0 });
    const running = await client.predictions.create(request);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await client.predictions.cancel(running.id)).status).toBe('canceled');
    expect(Number(server.predictions.at(-1)!.billedUsd)).toBeGreaterThan(0.02);
    expect(Number(server.predictions.at(-1)!.billedUsd)).toBeLessThan(0.25);
    server.course({ startMs: 10_000 });
    const starting = await client.predictions.create(request);
    expect((await client.predictions.cancel(starting.id)).status).toBe('aborted');
    expect(server.predictions.at(-1)!.billedUsd).toBe('0.0000');
  });

  it('reads the list page by page, newest first', async () => {
    server.course({ runMs: 10, startMs: 0 });
    for (let n = 0; n < 120; n++) await client.predictions.create(request);
    const ids: string[] = [];
    for await (const page of client.paginate(async () => await client.predictions.list()))
      ids.push(...page.map(({ id }) => id));
    expect(ids).toEqual(server.predictions.map(({ id }) => id).toReversed());
  });

  it('is refused without the token, without a prompt and for a model that is not there', async () => {
    const stranger = new Replicate({ auth: 'r8_wrong', baseUrl: server.env.REPLICATE_BASE_URL });
    await expect(stranger.predictions.create(request)).rejects.toThrow(/401/);
    await expect(client.predictions.create({ ...request, input: { duration: 5 } })).rejects.toThrow(/422/);
    await expect(client.predictions.create({ ...request, model: 'nobody/nothing' })).rejects.toThrow(/404/);
  });

  it('repeats a POST whose connection broke, and pays twice: which is why we let it send nothing twice', async () => {
    const before = server.predictions.length;
    server.faults.once('create', 'unanswered');
    await client.predictions.create(request);
    expect(server.predictions.length).toBe(before + 2);
  });
});
