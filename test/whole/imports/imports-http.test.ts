import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JobRepository } from '../../../core/job/job-repository.js';
import { createPrismaClient, type PrismaClient } from '../../../prisma/client.js';
import { ffmpegGate, type FfmpegGate } from '../../faults/runner/ffmpeg-gate.js';
import { ImportClient } from '../../kit/server/import-client.js';
import { makeClip, makeSong } from '../../kit/media/media.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../../kit/server/tokens.js';
import { until } from '../../kit/server/until.js';

const owner = randomUUID();
/** Limit for all files together, low enough that a test can exceed it. */
const TOTAL_MEBIBYTES = 3;
const MEBIBYTE = 1024 * 1024;

let database: TestDatabase;
let folder: string;
let dataDir: string;
let server: TestServer;
let gate: FfmpegGate;
let db: PrismaClient;
let client: ImportClient;
let clip: string;
let song: string;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'imports-http-'));
  dataDir = join(folder, 'data');
  gate = await ffmpegGate(folder, 'thumbnail');
  await gate.open();
  clip = await makeClip({ file: join(folder, 'clip 1.mp4'), seconds: 1, pattern: 'color=teal' });
  song = await makeSong({ file: join(folder, 'song.m4a'), seconds: 2 });
  await leaveOldFolder();
  server = await start();
  client = new ImportClient(server.url, await tokenFor(owner));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await db.$disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<TestServer> {
  return await startServer({
    ...{ AUTH_JWT_SECRET: JWT_SECRET, DATABASE_URL: database.databaseUrl, DATA_DIR: dataDir },
    ...{ IMPORT_MAX_MEBIBYTES: String(TOTAL_MEBIBYTES), FFMPEG_PATH: gate.path },
  });
}

/** The remains of a server that was killed yesterday. */
async function leaveOldFolder(): Promise<void> {
  const old = join(dataDir, 'imports', 'of-a-server-that-is-gone');
  await mkdir(join(old, 'some-import'), { recursive: true });
  await writeFile(join(old, 'some-import', 'clip.mp4'), 'x');
  const yesterday = new Date(Date.now() - 24 * 3_600_000);
  await utimes(old, yesterday, yesterday);
}

/** Every file of any import on the disk. */
async function uploadedFiles(): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'imports'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/**
 * Files are removed just after their import is reported as done; a file that disappears during the walk does not
 * count.
 */
async function uploadsGone(): Promise<void> {
  const gone = async (): Promise<boolean> => (await uploadedFiles().catch(() => ['going'])).length === 0;
  await until(gone, { what: 'the end of uploaded files' });
}

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'storage'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/** Running import programs, and their children, for this test's files. */
async function programs(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'command']);
  return stdout.split('\n').filter((line) => line.includes(dataDir) && !line.includes('postgres'));
}

const json = (code: string, message: unknown = expect.stringMatching(/^\S.+\.$/s)): object => ({
  error: { code, message },
});

describe('files that are brought in over HTTP', () => {
  afterEach(async () => {
    for (const { id } of await client.open()) await client.send('DELETE', `/imports/${id}`);
    await db.job.deleteMany();
    await uploadsGone();
  });

  it('become a video: clips, each as what it is, song, lyrics and prompts, under the title', async () => {
    const id = await client.begin();
    await client.putAll(id, [clip, song]);
    await client.put(id, 'words.lrc', '[00:00.20]Rise up\n');
    expect(await client.put(id, 'wishes.txt', 'A teal wall\n')).toEqual({
      status: 201,
      body: { name: 'wishes.txt', kind: 'prompts', sizeBytes: 12 },
    });
    const webm = await makeClip({ file: join(folder, 'really.webm'), seconds: 1, pattern: 'color=red' });
    expect((await client.put(id, 'clip 2.mp4', await readFile(webm))).status).toBe(201);
    expect((await client.start(id, '  مرحبا 🎬\n\u202eend ')).status).toBe(202);
    const { jobId, title, problems } = await client.becomes(id, ({ status }) => status === 'done');
    expect([title, problems]).toEqual(['مرحبا 🎬 end', []]);
    await uploadsGone();
    const record = await new JobRepository(db).find(jobId!, owner);
    expect(record).toMatchObject({ title: 'مرحبا 🎬 end', status: 'completed' });
    expect(record!.data.clips.map(({ prompt }) => prompt)).toEqual(['A teal wall', null]);
    expect(record!.data.clips.map(({ videoKey }) => videoKey!.split('.').at(-1))).toEqual(['mp4', 'webm']);
    expect(record!.data.lyrics.map(({ text }) => text)).toEqual(['Rise up']);
  }, 90_000);

  it('are what they are said to be, in the order that was said: a song may be a video, lyrics any text', async () => {
    const id = await client.begin();
    const other = await makeClip({ file: join(folder, 'b.mp4'), seconds: 1, pattern: 'color=red' });
    await client.putAll(id, [clip, other]);
    await client.put(id, 'mix.mp4', await readFile(song));
    await client.put(id, 'one.txt', '[00:00.20]Rise up\n');
    await client.put(id, 'lyrics.txt', 'A red wall\nA teal wall\n');
    const roles = {
      clips: ['b.mp4', 'clip 1.mp4'],
      song: 'mix.mp4',
      lyrics: 'one.txt',
      prompts: 'lyrics.txt',
    };
    for (const wrong of [
      { ...roles, clips: [] },
      { ...roles, clips: ['b.mp4', 'b.mp4'] },
      { ...roles, clips: ['one.txt'] },
      { ...roles, song: 'one.txt' },
      { ...roles, lyrics: '../one.txt' },
      { ...roles, prompts: 'mix.mp4' },
    ])
      expect((await client.start(id, '', wrong)).body).toEqual(json('BAD_USER_INPUT'));
    await client.start(id, 'In order', roles);
    const { jobId, problems, warnings } = await client.becomes(id, ({ status }) => status === 'done');
    expect([problems, warnings]).toEqual([[], []]);
    const record = await new JobRepository(db).find(jobId!, owner);
    const stored = record!.data.clips.map(({ videoKey }) => readFile(join(dataDir, 'storage', videoKey!)));
    expect(await Promise.all(stored)).toEqual([await readFile(other), await readFile(clip)]);
    expect(record!.data.clips.map(({ prompt }) => prompt)).toEqual(['A red wall', 'A teal wall']);
    expect(record!.data.lyrics.map(({ text }) => text)).toEqual(['Rise up']);
  }, 90_000);

  it('name the clip whose content is not one, and can be corrected and tried again', async () => {
    const id = await client.begin();
    await client.putAll(id, [clip, song]);
    // A song that is named like a clip.
    await client.put(id, 'clip 2.mp4', await readFile(song));
    await client.start(id);
    const bad = await client.becomes(id, ({ status }) => status === 'collecting');
    expect(bad).toMatchObject({ status: 'collecting', title: 'song' });
    expect(bad.problems).toEqual([
      { file: 'clip 2.mp4', message: 'Clip 2 (clip 2.mp4) has no video track.' },
    ]);
    expect(await db.job.count()).toBe(0);
    expect((await client.send('DELETE', `/imports/${id}/files/clip%202.mp4`)).status).toBe(204);
    await client.start(id, 'Corrected');
    expect(await client.becomes(id, ({ status }) => status === 'done')).toMatchObject({ problems: [] });
    expect(await db.job.count()).toBe(1);
  }, 90_000);

  it('cannot be stored outside their import, nor be anything but media and texts', async () => {
    const id = await client.begin();
    const names = ['../clip.mp4', '..\\clip.mp4', '/etc/clip.mp4', '.hidden.mp4', 'a\0.mp4', 'a\n.mp4'];
    const others = ['job.json', 'clip', 'page.html', 'clip.mp4.exe', `${'x'.repeat(200)}.mp4`];
    for (const name of [...names, ...others])
      expect([name, await client.put(id, name, 'x')]).toEqual([
        name,
        { status: 400, body: json('BAD_USER_INPUT') },
      ]);
    for (const path of ['%2e%2e%2fclip.mp4', '%252e%252e%252fclip.txt/x.mp4', '%E0%A4%A.mp4'])
      expect((await client.send('PUT', `/imports/${id}/files/${path}`, 'x')).status).toBeGreaterThanOrEqual(
        400,
      );
    expect((await client.put(id, 'clip.mp4', '')).body).toEqual(json('BAD_USER_INPUT', 'clip.mp4 is empty.'));
    expect(await uploadedFiles()).toEqual([]);
  });

  it('are refused above the limits, whether their size was announced or not', async () => {
    const id = await client.begin();
    const large = Buffer.alloc(MEBIBYTE + 1);
    const unknownLength = new Blob([large]).stream();
    for (const body of [large, unknownLength]) {
      const rejection = json('TOO_LARGE', 'lyrics.srt is larger than 1 MiB.');
      expect(await client.put(id, 'lyrics.srt', body)).toEqual({ status: 413, body: rejection });
    }
    expect((await client.put(id, 'a.mp4', Buffer.alloc(2 * MEBIBYTE))).status).toBe(201);
    const rejection = json('TOO_LARGE', 'All files together are larger than 3 MiB.');
    expect((await client.put(id, 'b.mp4', Buffer.alloc(MEBIBYTE + 1))).body).toEqual(rejection);
    expect((await client.put(id, 'b.mp4', Buffer.alloc(10))).status).toBe(201);
    expect((await client.put(id, 'b.mp4', Buffer.alloc(MEBIBYTE - 10))).status).toBe(201);
    expect(await uploadedFiles()).toEqual(['a.mp4', 'b.mp4']);
  });

  it('are 200 at most', async () => {
    const id = await client.begin();
    const names = Array.from({ length: 200 }, (_, index) => `clip ${index}.mp4`);
    for (const name of names) expect((await client.put(id, name, 'x')).status).toBe(201);
    expect((await client.put(id, 'another.mp4', 'x')).body).toEqual(json('BAD_USER_INPUT'));
    expect((await client.put(id, 'clip 7.mp4', 'again')).status).toBe(201);
  });

  it('leave nothing when they break off on their way', async () => {
    const id = await client.begin();
    const headers = { Authorization: `Bearer ${await tokenFor(owner)}`, 'Content-Length': 1000 };
    const upload = request(`${server.url}/imports/${id}/files/clip.mp4`, { method: 'PUT', headers });
    upload.on('error', () => undefined);
    upload.write('half of it');
    await until(async () => (await uploadedFiles()).length > 0);
    expect((await client.start(id)).body).toEqual(json('CONFLICT'));
    upload.destroy();
    await uploadsGone();
    expect(await client.state(id)).toMatchObject({ files: [], status: 'collecting' });
  });

  it('need clips and exactly one song, and no change once they are on', async () => {
    const id = await client.begin();
    await client.putAll(id, [song]);
    expect((await client.start(id)).body.error.message).toMatch(/^There are no clips yet/);
    await client.putAll(id, [clip]);
    await client.put(id, 'other.mp3', 'x');
    expect((await client.start(id)).body.error.message).toMatch(
      /^There are 2 songs \(song\.m4a, other\.mp3\)/,
    );
    await client.send('DELETE', `/imports/${id}/files/other.mp3`);
    expect((await client.start(id)).status).toBe(202);
    for (const late of [client.start(id), client.put(id, 'clip 9.mp4', 'x')])
      expect(await late).toEqual({ status: 409, body: json('CONFLICT') });
  });
});

describe('an import', () => {
  it('belongs to its user: for others and without a token it does not exist', async () => {
    const id = await client.begin();
    await client.putAll(id, [clip]);
    const stranger = new ImportClient(server.url, await tokenFor(randomUUID()));
    const nobody = new ImportClient(server.url, null);
    const requests: [string, string][] = [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/start'],
      ['PUT', '/files/a.mp4'],
      ['DELETE', '/files/clip%201.mp4'],
    ];
    for (const [method, path] of requests) {
      const tried = await stranger.send(method, `/imports/${id}${path}`);
      expect([method, path, tried]).toEqual([method, path, { status: 404, body: json('NOT_FOUND') }]);
      const without = await nobody.send(method, `/imports/${id}${path}`);
      expect([method, path, without]).toEqual([method, path, { status: 401, body: json('UNAUTHENTICATED') }]);
    }
    expect((await nobody.send('POST', '/imports')).status).toBe(401);
    expect((await stranger.send<object>('GET', '/imports')).body).toMatchObject({ imports: [] });
    expect(await client.state(id)).toMatchObject({ files: [{ name: 'clip 1.mp4' }] });
    await client.send('DELETE', `/imports/${id}`);
  });

  it('that was abandoned makes room for a fourth; three that go on do not', async () => {
    const [first] = [await client.begin(), await client.begin(), await client.begin()];
    const fourth = await client.begin();
    expect((await client.send('GET', `/imports/${first}`)).status).toBe(404);
    const imports = await client.open();
    expect(imports).toHaveLength(3);
    await gate.close();
    for (const { id } of imports) {
      await client.putAll(id, [clip, song]);
      await client.start(id);
    }
    await gate.reached();
    expect(await client.send('POST', '/imports')).toEqual({ status: 429, body: json('RATE_LIMITED') });
    // One program at a time: the others wait for their turn.
    expect((await client.state(fourth)).status).toBe('waiting');
    for (const { id } of imports.toReversed()) await client.send('DELETE', `/imports/${id}`);
    await gate.open();
  }, 60_000);

  it('that is canceled while its program is at work leaves no row, no file and no process', async () => {
    const before = await storedFiles();
    await gate.close();
    const id = await client.begin();
    await client.putAll(id, [clip, song]);
    await client.start(id);
    await gate.reached();
    expect((await client.state(id)).progress?.message).toBe('Storing the clips');
    expect(await programs()).not.toEqual([]);
    expect((await client.send('DELETE', `/imports/${id}`)).status).toBe(204);
    expect(await programs()).toEqual([]);
    expect(await uploadedFiles()).toEqual([]);
    expect(await storedFiles()).toEqual(before);
    expect(await db.job.count()).toBe(0);
    expect((await client.send('GET', `/imports/${id}`)).body.error.message).toMatch(/it was restarted/);
    await gate.open();
  }, 60_000);

  it('ends with its server, also with one that is killed; the next one says so', async () => {
    await gate.close();
    const id = await client.begin();
    await client.putAll(id, [clip, song]);
    await client.start(id);
    await gate.reached();
    server.process.kill('SIGKILL');
    await until(async () => (await programs()).length === 0, { limitMs: 20_000, what: 'the program ends' });
    expect(await db.job.count()).toBe(0);
    server = await start();
    const lost = await new ImportClient(server.url, await tokenFor(owner)).send('GET', `/imports/${id}`);
    expect(lost).toEqual({ status: 404, body: json('NOT_FOUND') });
    expect(lost.body.error.message).toMatch(/it was restarted.+ Start it again\.$/);
  }, 60_000);

  it('is gone with its files when its server stops', async () => {
    const folders = await readdir(join(dataDir, 'imports'));
    const last = new ImportClient(server.url, await tokenFor(owner));
    await last.putAll(await last.begin(), [clip]);
    await server.stop();
    expect(await readdir(join(dataDir, 'imports'))).toHaveLength(folders.length - 1);
  });

  it('whose server is long gone leaves no files', async () => {
    expect(await readdir(join(dataDir, 'imports'))).not.toContain('of-a-server-that-is-gone');
  });
});
