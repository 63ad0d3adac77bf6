import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { demoJobId, followToEnd } from '../kit/server/editing.js';
import { freePort } from '../kit/proxies/free-port.js';
import { makeClip } from '../kit/media/media.js';
import {
  JOB,
  REGENERATE,
  REGENERATION,
  type JobAnswer,
  type RegenerateAnswer,
} from '../kit/server/operations.js';
import { startOpenAiServer, type OpenAiServer } from '../providers/openai-server.js';
import { startReplicateServer, type ReplicateServer } from '../providers/replicate-server.js';
import { asRunner } from '../kit/database/postgres.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { tokenFor } from '../kit/server/tokens.js';

const random = (name: string): string => `${name}${randomBytes(12).toString('hex')}`;
/** A recognizable value for every variable that holds a secret, beside those of the providers. */
const SECRETS = {
  MEDIA_URL_SECRET: random('mediasecret'),
  REPLICATE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
  S3_ACCESS_KEY_ID: random('s3keyid'),
  S3_SECRET_ACCESS_KEY: random('s3secret'),
};
const JWT_SECRET = random('jwtsecret');

let fixture: DemoFixture;
let server: TestServer;
let api: ApiClient;
let database: pg.Client;
let replicate: ReplicateServer;
let openAi: OpenAiServer;
/** All answers to all clients. */
const answers: string[] = [];

beforeAll(async () => {
  fixture = await createShortFixture();
  database = new pg.Client({ connectionString: fixture.databaseUrl });
  await database.connect();
  replicate = await startReplicateServer(
    await makeClip({ file: join(fixture.dataDir, 'made.mp4'), seconds: 5 }),
  );
  replicate.course({ runMs: 300, startMs: 50 });
  openAi = await startOpenAiServer();
  server = await startServer({
    ...{ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir, LOG_LEVEL: 'trace' },
    ...{ AUTH_JWT_SECRET: JWT_SECRET, RUNNER_CONCURRENCY: '1', ...(await knownAddress()) },
    ...{ ...SECRETS, ...replicate.env, ...openAi.env },
  });
  api = new ApiClient(server.url, await tokenFor(DEMO_USER_ID, '1h', JWT_SECRET));
}, 120_000);
afterAll(async () => {
  await api?.close();
  await server?.stop();
  await database.end();
  await Promise.all([replicate.close(), openAi.close()]);
  await fixture.drop();
});

/** Webhooks, and so their secret, need an address that is known before the server starts. */
async function knownAddress(): Promise<{ PORT: string; PUBLIC_URL: string }> {
  const port = await freePort();
  return { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` };
}

async function answered<T>(query: string, variables: Record<string, unknown>): Promise<T | null> {
  const answer = await api.send<T>(query, variables);
  answers.push(JSON.stringify(answer));
  return answer.data;
}

/** Makes a change with both paid providers; returns its end. */
async function change(jobId: string, clipIndex: number): Promise<string> {
  const input = { jobId, clipIndex, instruction: `add a red car ${randomUUID()}` };
  const { regenerateClip } = (await answered<RegenerateAnswer>(REGENERATE, { input }))!;
  const events = await followToEnd(api, regenerateClip.regenerationId);
  answers.push(JSON.stringify(events));
  await answered(REGENERATION, { id: regenerateClip.regenerationId });
  return events.at(-1)!.type;
}

/** Errors: forged tokens and links, an invalid query, a missing table. */
async function goWrong(jobId: string): Promise<void> {
  const { job } = (await answered<JobAnswer>(JOB, { id: jobId }))!;
  const link = job.videoUrl;
  const forged = [
    link.replace(/.$/, '_'),
    link.replace('expires=', 'expires=1'),
    link.replace('/media/', '/media/../'),
  ];
  const requests: [string, RequestInit?][] = [
    ...forged.map((url): [string] => [url]),
    [`${server.url}/jobs/${jobId}/clips/0/thumbnail`, { headers: { Authorization: `Bearer ${api.token}x` } }],
    [`${server.url}/webhooks/replicate`, { method: 'POST', body: '{}' }],
    [`${server.url}/imports/nothing`, { headers: { Authorization: `Bearer ${api.token}` } }],
    [`${server.url}/readyz`],
    [`${server.url}/metrics`],
  ];
  for (const [url, init] of requests) answers.push(await (await fetch(url, init)).text());
  await answered('{ nothing }', {});
  await database.query('ALTER TABLE job_stages RENAME TO away');
  await answered(JOB, { id: jobId });
  await database.query('ALTER TABLE away RENAME TO job_stages');
  expect(answers.at(-1)).toContain('INTERNAL_SERVER_ERROR');
}

/** Every row of every table. */
async function allRows(): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const texts = rows.map(async ({ name }) => {
    const found = await database.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM "${name}" t`,
    );
    return found.rows.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}

it('no secret is logged, stored or shown, whatever succeeds or fails; nor is a signed address stored or logged', async () => {
  const jobId = await demoJobId(api);
  expect(await change(jobId, 0)).toBe('REGENERATION_COMPLETE');
  replicate.faults.always('create', { status: 401 });
  expect(await change(jobId, 1)).toBe('REGENERATION_FAILED');
  replicate.faults.clear();
  openAi.lastingFault = { status: 401 };
  await change(jobId, 2);
  await goWrong(jobId);
  const secrets = {
    ...{ ...SECRETS, ...replicate.env, ...openAi.env, ...passwords(), AUTH_JWT_SECRET: JWT_SECRET },
    token: api.token!.split('.')[2]!,
  };
  const kept = { log: server.output(), rows: await allRows() };
  for (const [place, text] of Object.entries({ ...kept, answers: answers.join('\n') })) {
    const found = Object.entries(secrets).filter(([name, secret]) => isSecret(name) && text.includes(secret));
    expect([place, found.map(([name]) => name)]).toEqual([place, []]);
  }
  for (const [place, text] of Object.entries(kept))
    expect([place, /signature=|X-Amz-Signature/.test(text)]).toEqual([place, false]);
  // They could have been found: rows and log mention the runs, the answers contain the addresses.
  expect(kept.rows).toContain('REGENERATION_COMPLETE');
  expect(kept.log).toContain('The runner ends');
  expect(answers.join()).toContain('signature=');
}, 180_000);

/** Passwords of the databases' two roles, which the test cluster has made up. */
function passwords(): Record<string, string> {
  const [api, runner] = [fixture.databaseUrl, asRunner(fixture.databaseUrl)].map(
    (url) => new URL(url).password,
  );
  expect([api!.length > 10, runner!.length > 10]).toEqual([true, true]);
  return { databasePassword: api!, runnersPassword: runner! };
}

function isSecret(name: string): boolean {
  return !/_BASE_URL$|_MODEL$/.test(name);
}
