import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packagePath } from '../../../core/util/package-path.js';
import { ApiClient } from '../../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, download, followToEnd } from '../../kit/server/editing.js';
import { JOB, RETRY, type JobAnswer } from '../../kit/server/operations.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { startS3Server, type S3Server } from '../../kit/storage/s3-server.js';
import { until } from '../../kit/server/until.js';

let fixture: DemoFixture;
let s3: S3Server;
let right: Record<string, string>;
const servers: TestServer[] = [];

beforeAll(async () => {
  [fixture, s3] = await Promise.all([createShortFixture(), startS3Server()]);
  right = {
    DATA_DIR: fixture.dataDir,
    S3_BUCKET: s3.settings.bucket,
    S3_PREFIX: s3.settings.prefix,
    S3_ENDPOINT: s3.settings.endpoint!,
    S3_ACCESS_KEY_ID: s3.settings.credentials!.accessKeyId,
    S3_SECRET_ACCESS_KEY: s3.settings.credentials!.secretAccessKey,
  };
  const program = packagePath('dist/copy-storage.js');
  await promisify(execFile)(process.execPath, [program], { env: right });
  await rm(join(fixture.dataDir, 'storage'), { recursive: true });
}, 120_000);
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(async () => {
  await s3?.close();
  await fixture?.drop();
});

/** Starts a server whose settings are correct except for these. */
async function startWith(wrong: Record<string, string>): Promise<TestServer> {
  const server = await startServer({ ...right, DATABASE_URL: fixture.databaseUrl, ...wrong });
  servers.push(server);
  return server;
}

async function readiness({ url }: TestServer): Promise<{ code: number; missing: string[] }> {
  const answer = await fetch(`${url}/readyz`);
  const { missing = [] } = (await answer.json()) as { missing?: string[] };
  return { code: answer.status, missing };
}

/** The messages in its log, without the causes. */
function sentences(server: TestServer): string[] {
  const lines = server.output().split('\n').slice(0, -1);
  return lines.flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { msg: string }).msg] : []));
}

/** The end of a change whose media cannot be read. */
async function changeFails(server: TestServer): Promise<{ id: string; message: string }> {
  const api = await ApiClient.asDemoUser(server.url);
  const id = await confirmChange(api, await demoJobId(api), 1, 'make it darker');
  const end = (await followToEnd(api, id)).at(-1)!;
  await api.close();
  expect(end.error).toMatchObject({ code: 'STORAGE_FAILED', retryable: true, charged: '0.0000' });
  return { id, message: end.error!.message };
}

const CLOCK = {
  NODE_OPTIONS: `--import=${pathToFileURL(packagePath('test/kit/server/hour-ahead.mjs')).href}`,
};

/** The problem is one sentence in /readyz, which answers, and one line in the log. */
async function isNamed(server: TestServer, sentence: RegExp): Promise<void> {
  await until(async () => (await readiness(server)).missing.length > 0, { what: String(sentence) });
  const { code, missing } = await readiness(server);
  expect({ code, missing }).toEqual({ code: 200, missing: [expect.stringMatching(sentence)] });
  const logged = (): string[] => sentences(server).filter((line) => sentence.test(line));
  await until(() => logged().length > 0, { what: `${sentence} in the log` });
  expect(logged()).toHaveLength(1);
}

it("an operator's mistake is one sentence in the log and in /readyz, which names the setting", async () => {
  const server = await startWith({ S3_ACCESS_KEY_ID: 'NOBODY' });
  await isNamed(server, /does not know the access key \(S3_ACCESS_KEY_ID\)/);
}, 120_000);

it('so are others; a change fails but can be retried, and succeeds once the setting is right', async () => {
  const noBucket = await startWith({ S3_BUCKET: 'nowhere' });
  await isNamed(noBucket, /no such bucket \(S3_BUCKET\)/);
  expect((await changeFails(noBucket)).message).toContain('S3_BUCKET');
  await noBucket.stop();
  const wrongKeys = await startWith({ S3_SECRET_ACCESS_KEY: 'wrong' });
  await isNamed(wrongKeys, /refuses the signature \(S3_SECRET_ACCESS_KEY/);
  const { id, message } = await changeFails(wrongKeys);
  expect(message).toContain('S3_SECRET_ACCESS_KEY');
  await wrongKeys.stop();

  // Only the clock is still wrong, by an hour: the store's answers reveal that, so signatures are correct here.
  const server = await startWith(CLOCK);
  await isNamed(server, /clock is 36\d\d s ahead of the database's: set it right \(NTP\)/);
  const api = await ApiClient.asDemoUser(server.url);
  const { retryRegeneration } = await api.data<{ retryRegeneration: { regenerationId: string } }>(RETRY, {
    id,
  });
  const events = await followToEnd(api, retryRegeneration.regenerationId);
  expect(events.at(-1)).toMatchObject({ type: 'REGENERATION_COMPLETE' });
  const { job } = await api.data<JobAnswer>(JOB, { id: await demoJobId(api) });
  await download(job.videoUrl, join(fixture.dataDir, 'video.mp4'));
  await api.close();
}, 120_000);
