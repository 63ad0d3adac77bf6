import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import bundledFfprobe from '@ffprobe-installer/ffprobe';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { byEffort } from '../../kit/effort.js';
import { ImportClient } from '../../kit/server/import-client.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';
import { startServer, type TestServer } from '../../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../../kit/server/tokens.js';
import { mediaSamples } from './media-samples.js';
import { mutatedFile, type MutatedFile } from './mutated-file.js';
import { createMutatedFixture, type MutatedFixture } from './mutated-fixture.js';

const CLIPS = byEffort({ quick: 16, full: 60 });

let fixture: MutatedFixture;
let database: TestDatabase;
let server: TestServer;
let client: ImportClient;
let files: MutatedFile[];
let song: Buffer;

beforeAll(async () => {
  fixture = await createMutatedFixture();
  database = await createTestDatabase();
  const samples = await mediaSamples(fixture.work);
  song = samples.find(({ extension }) => extension === 'mp3')!.bytes;
  // Every seventh mutation, with other files than those of a first round.
  const numbers = Array.from({ length: 2 * CLIPS }, (_, index) => 10_000 + index * 7);
  const mutated = numbers.map((number) => mutatedFile(number, samples, fixture.targets));
  files = mutated.filter(({ kind }) => kind === 'clip').slice(0, CLIPS);
  server = await startServer({
    ...{
      AUTH_JWT_SECRET: JWT_SECRET,
      DATABASE_URL: database.databaseUrl,
      DATA_DIR: join(fixture.work, 'data'),
    },
    ...{ FFMPEG_PATH: bundledFfmpeg.path, FFPROBE_PATH: bundledFfprobe.path },
  });
  client = new ImportClient(server.url, await tokenFor(randomUUID()));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database.drop();
  await fixture.drop();
});

/** Files that an import could leave, without the mark of its storage, which a new server writes a little later. */
async function dataFiles(): Promise<string[]> {
  const entries = await readdir(join(fixture.work, 'data'), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.endsWith('segments/installation'),
  );
  return files.map(({ name }) => name);
}

it('damaged clips that are brought in over HTTP are named one by one, and the server goes on', async () => {
  const outside = async () => (await fixture.listing()).filter((line) => !line.startsWith('work'));
  const [before, dataBefore] = [await outside(), await dataFiles()];
  const id = await client.begin();
  for (const [index, { bytes }] of files.entries()) {
    expect((await client.put(id, `clip ${index + 1}.mp4`, bytes)).status).toBe(201);
  }
  await client.put(id, 'song.mp3', song);
  expect((await client.start(id)).status).toBe(202);
  const checked = await client.becomes(id, ({ status }) => status !== 'waiting' && status !== 'running');
  const messages = new Map(checked.problems.map(({ file, message }) => [file, message]));
  for (const [index, file] of files.entries()) {
    const message = messages.get(`clip ${index + 1}.mp4`);
    const name = `Clip ${index + 1} (clip ${index + 1}.mp4)`;
    if (file.isReference) expect([file.what, message]).toEqual([file.what, expect.any(String)]);
    if (message !== undefined) expect(message.slice(0, name.length)).toBe(name);
  }
  expect(checked).toMatchObject({ status: 'collecting', jobId: null });
  expect(messages.size).toBeGreaterThan(CLIPS / 4);
  expect(messages.size).toBeLessThan(CLIPS);
  expect((await client.send('DELETE', `/imports/${id}`)).status).toBe(204);
  expect(await dataFiles()).toEqual(dataBefore);
  expect(await outside()).toEqual(before);
  expect(fixture.contacts()).toBe(0);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(server.output()).not.toMatch(/stopped unexpectedly|An import failed|Unexpected error/);
}, 300_000);
