import { getEventListeners } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createLocalDiskStorage } from '../../core/storage/disk/local-disk.js';
import { KnownFootage } from './known-footage.js';
import { noteName } from './segments/footage-traits.js';
import { segmentStore } from './segments/segment-store.js';

/** From the eleventh on, Node.js prints that there may be a leak. */
const MOST_LISTENERS = 10;

it('notes the footage of a video of many clips without more listeners than Node.js allows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'known-'));
  const storage = createLocalDiskStorage(join(folder, 'storage'));
  const { signal } = new AbortController();
  let most = 0;
  const listen = signal.addEventListener.bind(signal) as (...all: unknown[]) => void;
  signal.addEventListener = (...all: unknown[]) => {
    listen(...all);
    most = Math.max(most, getEventListeners(signal, 'abort').length);
  };
  const log = pino({ level: 'silent' });
  const store = segmentStore({ storage, jobId: 'job', folder, log, onBytes: () => undefined });
  const clips = Array.from({ length: 30 }, (_, index) => {
    return { key: `clip-${index}`, sha256: index.toString(16).padStart(64, '0'), traits: [] };
  });
  await new KnownFootage(store, new Set(), clips, signal).ended();
  const notes = await readdir(join(folder, 'storage/segments/job'));
  expect(notes.sort()).toEqual(clips.map(({ sha256, traits }) => noteName(sha256, traits)));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(MOST_LISTENERS);
  await rm(folder, { recursive: true });
});
