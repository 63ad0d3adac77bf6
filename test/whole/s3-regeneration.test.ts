import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packagePath } from '../../core/util/package-path.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, download, followToEnd } from '../kit/server/editing.js';
import { frameHashes, makeClip, makeSong } from '../kit/media/media.js';
import { JOB, type JobAnswer } from '../kit/server/operations.js';
import { ImportClient } from '../kit/server/import-client.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { startS3Server, type S3Server } from '../kit/storage/s3-server.js';

// The whole product with this machine's own ffmpeg, the import of the command line apart; other files of this tier use npm's.
const { FFMPEG_PATH, FFPROBE_PATH } = process.env;
delete process.env.FFMPEG_PATH;
delete process.env.FFPROBE_PATH;

let fixture: DemoFixture;
let s3: S3Server;
let server: TestServer;
let api: ApiClient;
let copied: string;
let settings: Record<string, string>;

beforeAll(async () => {
  [fixture, s3] = [await createShortFixture(), await startS3Server()];
  const { bucket, prefix, endpoint, credentials } = s3.settings;
  settings = {
    DATA_DIR: fixture.dataDir,
    S3_BUCKET: bucket,
    S3_PREFIX: prefix,
    S3_ENDPOINT: endpoint!,
    S3_ACCESS_KEY_ID: credentials!.accessKeyId,
    S3_SECRET_ACCESS_KEY: credentials!.secretAccessKey,
  };
  const program = packagePath('dist/copy-storage.js');
  copied = (await promisify(execFile)(process.execPath, [program], { env: settings })).stdout;
  // From here on no media are available on this machine's disk.
  await rm(join(fixture.dataDir, 'storage'), { recursive: true });
  server = await startServer({ ...settings, DATABASE_URL: fixture.databaseUrl });
  api = await ApiClient.asDemoUser(server.url);
}, 120_000);
afterAll(async () => {
  await api?.close();
  await server?.stop();
  await s3?.close();
  await fixture?.drop();
});

const videoOf = async (jobId: string): Promise<string> =>
  (await api.data<JobAnswer>(JOB, { id: jobId })).job.videoUrl;

it('a video that was copied to S3 is changed there, and played from there', async () => {
  expect(copied).toMatch(/^\d+ objects, /);
  const jobId = await demoJobId(api);
  const before = await download(await videoOf(jobId), join(fixture.dataDir, 'before.mp4'));
  const events = await followToEnd(api, await confirmChange(api, jobId, 1, 'make it darker'));
  expect(events.at(-1)).toMatchObject({ type: 'REGENERATION_COMPLETE' });
  const url = await videoOf(jobId);
  const answer = await fetch(url, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    expect.stringContaining(s3.settings.endpoint!),
  ]);
  const after = await download(url, join(fixture.dataDir, 'after.mp4'));
  const [old, current] = [await frameHashes(before), await frameHashes(after)];
  expect(current).toHaveLength(90);
  expect(current.slice(0, 20)).toEqual(old.slice(0, 20));
  expect(current.slice(40, 50)).not.toEqual(old.slice(40, 50));
}, 90_000);

it('an import goes there, too', async () => {
  const [program, folder] = [packagePath('dist/import.js'), join(fixture.dataDir, 'mine')];
  await mkdir(folder);
  await makeClip({ file: join(folder, 'clip.mp4'), seconds: 1, pattern: 'testsrc2' });
  await makeSong({ file: join(folder, 'song.m4a'), seconds: 1 });
  const env = { ...settings, FFMPEG_PATH, FFPROBE_PATH, STORAGE_DIR: join(fixture.dataDir, 'nothing') };
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder], { env });
  expect(existsSync(env.STORAGE_DIR)).toBe(false);
  const video = await videoOf(/Job (\S+)/.exec(stdout)![1]!);
  expect(await frameHashes(await download(video, join(fixture.dataDir, 'mine.mp4')))).toHaveLength(30);
}, 60_000);

it('an import in the browser goes there, too', async () => {
  const answer = await fetch(`${server.url}/auth/demo`, { method: 'POST' });
  const { token } = (await answer.json()) as { token: string };
  const imports = new ImportClient(server.url, token);
  const id = await imports.begin();
  await imports.putAll(
    id,
    ['clip.mp4', 'song.m4a'].map((name) => join(fixture.dataDir, 'mine', name)),
  );
  await imports.start(id, 'Mine');
  const { jobId, problems } = await imports.becomes(id, ({ status }) => status === 'done');
  expect(problems).toEqual([]);
  expect(existsSync(join(fixture.dataDir, 'storage'))).toBe(false);
  const video = await download(await videoOf(jobId!), join(fixture.dataDir, 'mine-too.mp4'));
  expect(await frameHashes(video)).toHaveLength(30);
}, 60_000);

it('the page may load media from there', async () => {
  const policy = (await fetch(server.url)).headers.get('content-security-policy');
  expect(policy).toContain(`media-src 'self' blob: ${server.url} ${s3.settings.endpoint}`);
});
