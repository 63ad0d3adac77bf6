import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { ApiClient } from '../kit/server/client.js';
import { createDemoFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { demoJobId } from '../kit/server/editing.js';
import { brokenInvariants } from '../kit/database/invariants.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { JOB, PROGRESS, QUOTE, REGENERATE, REGENERATION, type JobAnswer } from '../kit/server/operations.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';

let fixture: DemoFixture;
let server: TestServer;
let api: ApiClient;
let db: PrismaClient;
let jobId: string;
let foreignJobId: string;

beforeAll(async () => {
  fixture = await createDemoFixture();
  server = await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir });
  api = await ApiClient.asDemoUser(server.url);
  db = createPrismaClient(fixture.databaseUrl);
  jobId = await demoJobId(api);
  foreignJobId = await insertJob(db, { userId: randomUUID() });
}, 120_000);
afterAll(async () => {
  expect(await brokenInvariants(db)).toEqual([]);
  await api.close();
  await server.stop();
  await db.$disconnect();
  await fixture.drop();
});

const CLIPS = 'query ($id: ID!) { clips(jobId: $id) { totalClips clips { lyricsPreview } } }';
const CLIP = 'query ($id: ID!, $index: Int!) { clip(jobId: $id, clipIndex: $index) { clipIndex } }';
const REGENERATIONS = 'query ($id: ID!) { regenerations(jobId: $id) { id } }';
const ask = async (clipIndex: unknown, instruction: string, id = jobId): Promise<(string | undefined)[]> => [
  await api.rejection(QUOTE, { jobId: id, clipIndex, instruction }),
  await api.rejection(REGENERATE, { input: { jobId: id, clipIndex, instruction } }),
];

/** The code with which a subscription is refused. */
async function progressRejection(id: string): Promise<unknown> {
  const { value } = await api.subscribe(PROGRESS, { id }).next();
  return (value as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
}

describe('an id', () => {
  it.each([
    ['unknown', () => randomUUID(), 'NOT_FOUND'],
    ['malformed', () => "x' OR 1=1", 'NOT_FOUND'],
    ['empty', () => '', 'NOT_FOUND'],
    ["somebody else's", () => foreignJobId, 'FORBIDDEN'],
  ])('that is %s is refused wherever a job is named', async (_what, makeId, code) => {
    const id = makeId();
    for (const query of [JOB, CLIPS, REGENERATIONS]) expect(await api.rejection(query, { id })).toBe(code);
    expect(await api.rejection(CLIP, { id, index: 0 })).toBe(code);
    expect(await ask(0, 'brighter', id)).toEqual([code, code]);
  });

  it.each([
    ['unknown', () => randomUUID()],
    ['malformed', () => 'nonsense'],
  ])('that is %s is refused wherever a regeneration is named', async (_what, makeId) => {
    const id = makeId();
    expect(await api.rejection(REGENERATION, { id })).toBe('NOT_FOUND');
    expect(await api.rejection('mutation ($id: ID!) { cancelRegeneration(id: $id) { id } }', { id })).toBe(
      'NOT_FOUND',
    );
    expect(await progressRejection(id)).toBe('NOT_FOUND');
  });

  it('of a regeneration that is somebody else’s is refused', async () => {
    const stranger = randomUUID();
    const theirs = await insertJob(db, { userId: stranger, status: 'completed' });
    const { id } = await db.clipRegeneration.create({
      data: {
        jobId: theirs,
        userId: stranger,
        clipIndex: 0,
        status: 'canceled',
        completedAt: new Date(),
        originalPrompt: '',
        userInstruction: 'secret wish',
        videoModel: 'local',
        baseVersionNumber: 1,
        inputHash: '',
        estimatedCost: {},
        estimatedSeconds: 1,
        deadlineAt: new Date(),
      },
    });
    expect(await api.rejection(REGENERATION, { id })).toBe('FORBIDDEN');
    expect(await progressRejection(id)).toBe('FORBIDDEN');
    await db.clipRegeneration.delete({ where: { id } });
  });
});

describe('an instruction or clip index', () => {
  it.each([
    ['empty', ''],
    ['blank', ' \n\t '],
    ['1001 characters long', 'x'.repeat(1001)],
    ['emoji alone', '🌃'.repeat(1000)],
    ['invisible alone', '\u200b\u202e\u2066'],
    ['a link alone', 'https://example.com/night'],
  ])('that is %s is refused before anything is spent', async (_what, instruction) => {
    expect(await ask(0, instruction)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it.each([
    [-1, 'BAD_USER_INPUT'],
    [6, 'NOT_FOUND'],
    [1.5, 'BAD_USER_INPUT'],
    ['two', 'BAD_USER_INPUT'],
  ])('clip %s is refused', async (clipIndex, code) => {
    expect(await ask(clipIndex, 'brighter')).toEqual([code, code]);
  });

  it('that never was quoted like this is stale', async () => {
    const input = { jobId, clipIndex: 0, instruction: 'brighter', quoteToken: 'forged.token' };
    expect(await api.rejection(REGENERATE, { input })).toBe('QUOTE_STALE');
  });
});

describe('a job', () => {
  it.each(['queued', 'processing'])('that is %s cannot be edited yet', async (status) => {
    const id = await insertJob(db, { userId: DEMO_USER_ID, status, videoUrl: null });
    expect(await api.rejection(CLIPS, { id })).toBe('JOB_NOT_COMPLETED');
    expect(await ask(0, 'brighter', id)).toEqual(['JOB_NOT_COMPLETED', 'JOB_NOT_COMPLETED']);
    await db.job.delete({ where: { id } });
  });

  it('without its video_generator stage says so, and the list of jobs still stands', async () => {
    const id = await insertJob(db, { userId: DEMO_USER_ID });
    await db.jobStage.deleteMany({ where: { jobId: id, stageName: 'video_generator' } });
    const { errors } = await api.send(CLIPS, { id });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'JOB_NOT_COMPLETED', status: 400 } });
    expect(errors?.[0]?.message).toMatch(/video_generator/);
    const { job } = await api.data<JobAnswer>(JOB, { id });
    expect(job).toMatchObject({
      errorMessage: expect.stringMatching(/video_generator/) as string,
      clips: [],
    });
    expect(await demoJobId(api)).toBe(id);
    await db.job.delete({ where: { id } });
  });

  it('without an audio_parser stage has clips without lyrics', async () => {
    const id = await insertJob(db, { userId: DEMO_USER_ID });
    await db.jobStage.deleteMany({ where: { jobId: id, stageName: 'audio_parser' } });
    const { clips } = await api.data<{ clips: { clips: { lyricsPreview: string | null }[] } }>(CLIPS, { id });
    expect(clips.clips.map(({ lyricsPreview }) => lyricsPreview)).toEqual(Array(6).fill(null));
    await db.job.delete({ where: { id } });
  });
});

describe('an idempotency key', () => {
  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(201)],
    ['not to be stored: NUL', 'a\0'],
    ['not to be stored: half a surrogate pair', 'a\ud800'],
  ])('that is %s is refused', async (_what, idempotencyKey) => {
    const input = { jobId, clipIndex: 0, instruction: 'make it brighter', idempotencyKey };
    expect(await api.rejection(REGENERATE, { input })).toBe('BAD_USER_INPUT');
  });
});

/** Status and code with which a request is refused; `fetch` would set Host itself. */
async function refusalOf(method: string, path: string, headers: Record<string, string>): Promise<unknown[]> {
  const request = httpRequest(`${server.url}${path}`, { method, headers });
  const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
  const body = await text(response);
  const { error, errors } = JSON.parse(body) as {
    error?: { code: string };
    errors?: { extensions: { code: string } }[];
  };
  return [response.statusCode, error?.code ?? errors?.[0]?.extensions.code];
}

describe('a caller', () => {
  it('without a token gets 401 and nothing else, on the websocket 4403', async () => {
    const nobody = new ApiClient(server.url, null);
    const { status, errors } = await nobody.send('{ viewer { id } }');
    expect([status, errors?.[0]?.extensions]).toEqual([401, { code: 'UNAUTHENTICATED', status: 401 }]);
    await expect(nobody.subscribe(PROGRESS, { id: randomUUID() }).next()).rejects.toMatchObject({
      code: 4403,
    });
  });

  it('from a page of another origin gets no websocket', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      origin: 'http://elsewhere.example',
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/403/);
  });

  it.each([
    ['under a foreign host name', { Host: 'evil.example' }],
    ['under a host name that begins as ours', { Host: 'localhost.evil.example' }],
    ['through a proxy', { 'X-Forwarded-For': '203.0.113.7' }],
    ['through a proxy that names a host', { 'X-Forwarded-Host': 'clips.example' }],
    ['through a proxy of the standard', { Forwarded: 'for=203.0.113.7' }],
    ['through a cache', { Via: '1.1 cache' }],
    ['from a foreign page', { Origin: 'https://elsewhere.example' }],
    ['from a page on another port of this machine', { Origin: 'http://localhost:1' }],
    ['from a page without an origin, such as a sandboxed frame', { Origin: 'null' }],
  ])('%s gets no demo token', async (_how, headers) => {
    expect(await refusalOf('POST', '/auth/demo', headers)).toEqual([403, 'FORBIDDEN']);
  });

  it('on our page, or with no page at all, gets a demo token', async () => {
    for (const headers of [{}, { Origin: server.url }] as Record<string, string>[])
      expect((await fetch(`${server.url}/auth/demo`, { method: 'POST', headers })).status).toBe(200);
  });

  it.each([
    ['POST', '/graphql'],
    ['GET', '/imports'],
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/metrics'],
    ['GET', '/media/x'],
    ['GET', '/playground'],
    ['GET', '/jobs/1/clips/0/thumbnail'],
  ])('under a foreign host name gets nothing while nobody has to sign in: %s %s', async (method, path) => {
    expect(await refusalOf(method, path, { Host: 'evil.example' })).toEqual([403, 'FORBIDDEN']);
  });

  it('under a foreign host name gets no websocket while nobody has to sign in', async () => {
    const headers = { Host: 'evil.example', Origin: 'http://evil.example' };
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers,
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/403/);
  });

  it('who writes a wrong query learns what is wrong with it', async () => {
    const { errors } = await api.send('{ jobz { totalCount } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', status: 400 });
  });

  it.each([
    ['names an operation that is not there', 'query A { viewer { id } }', 'B', /Unknown operation named "B"/],
    [
      'subscribes over HTTP',
      'subscription A { regenerationProgress(regenerationId: "x") { type } }',
      'A',
      /websocket/,
    ],
    [
      'names another one in a subscription',
      'subscription A { regenerationProgress(regenerationId: "x") { type } }',
      'B',
      /Unknown operation/,
    ],
  ])('who %s learns that', async (_, query, operationName, sentence) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${api.token}` },
      body: JSON.stringify({ query, operationName }),
    });
    const { errors } = (await response.json()) as { errors: unknown[] };
    const extensions = { code: 'BAD_USER_INPUT', status: 400 };
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringMatching(sentence), extensions }),
    ]);
  });

  it('gets no more than 64 KiB in', async () => {
    const { status } = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${api.token}` },
      body: JSON.stringify({ query: `{ viewer { id } } # ${'x'.repeat(65 * 1024)}` }),
    });
    expect(status).toBe(413);
  });

  it('is redirected to a thumbnail that is there', async () => {
    const thumbnail = `${server.url}/jobs/${jobId}/clips/0/thumbnail`;
    expect((await fetch(thumbnail)).status).toBe(401);
    const headers = { Authorization: `Bearer ${api.token}` };
    const redirect = await fetch(thumbnail, { headers, redirect: 'manual' });
    expect(redirect.status).toBe(302);
    const image = await fetch(redirect.headers.get('location')!);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect((await fetch(`${server.url}/jobs/${jobId}/clips/9/thumbnail`, { headers })).status).toBe(404);
  });
});
