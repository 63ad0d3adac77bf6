import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../kit/server/client.js';
import { createPlainFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { testFfmpeg } from '../kit/media/media.js';
import type { ProgressEvent } from '../kit/server/operations.js';
import { startServer, type TestServer } from '../kit/server/server.js';

let fixture: DemoFixture;
let server: TestServer;
let api: ApiClient;

/** An ffmpeg that encodes segments in real time, even on the fastest machine. */
async function slowFfmpeg(folder: string): Promise<string> {
  const { ffmpegPath } = await testFfmpeg();
  const file = join(folder, 'ffmpeg');
  const slow = `case "$*" in */compose/*libx264*) exec ${ffmpegPath} -re "$@";; esac`;
  await writeFile(file, `#!/bin/sh\n${slow}\nexec ${ffmpegPath} "$@"\n`);
  await chmod(file, 0o755);
  return file;
}

beforeAll(async () => {
  fixture = await createPlainFixture();
  // All of it has to be encoded again.
  await rm(join(fixture.dataDir, 'storage', 'segments'), { recursive: true });
  server = await startServer({
    DATABASE_URL: fixture.databaseUrl,
    DATA_DIR: fixture.dataDir,
    FFMPEG_PATH: await slowFfmpeg(fixture.dataDir),
  });
  api = await ApiClient.asDemoUser(server.url);
}, 120_000);
afterAll(async () => {
  await api.close();
  await server.stop();
  await fixture.drop();
});

it('reports a long recomposition in small steps, with a correct number of remaining seconds', async () => {
  const regenerationId = await confirmChange(api, await demoJobId(api), 2, 'make it nighttime');
  const seen = new Map<ProgressEvent, number>();
  const events = await followToEnd(api, regenerationId, 0, (event) => seen.set(event, Date.now()));
  const end = events.at(-1)!;
  expect(end.type).toBe('REGENERATION_COMPLETE');

  const steps = events.filter(({ type }) => type === 'RECOMPOSING').map(({ progress }) => progress);
  expect(steps[0]).toBe(60);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(new Set(steps).size).toBeGreaterThan(10);

  const shown = events.flatMap((event) => {
    const seconds = /^Putting the video together, about (\d+) seconds left\.$/.exec(event.message)?.[1];
    return seconds === undefined ? [] : [{ event, seconds: Number(seconds) }];
  });
  expect(shown.length).toBeGreaterThan(3);
  const { event, seconds } = shown[Math.floor(shown.length / 2)]!;
  const really = (seen.get(end)! - seen.get(event)!) / 1000;
  expect(seconds).toBeGreaterThan(really / 3);
  expect(seconds).toBeLessThan(3 * really + 5);
}, 240_000);
