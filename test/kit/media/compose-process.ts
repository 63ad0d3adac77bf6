import { pino } from 'pino';
import { createLocalDiskStorage } from '../../../core/storage/disk/local-disk.js';
import { composeAtSize } from '../../../runner/compose/compose.js';

type Compose = Parameters<typeof composeAtSize>;

/** The one argument of the program, as JSON. */
interface Composition {
  storageDir: string;
  workDir: string;
  size: Compose[0];
  input: Compose[1];
  ffmpeg: Compose[2]['ffmpeg'];
}

// Runs a composition in a separate process (dist/test/compose-process.js), for tests that kill it or run two at once.
const { storageDir, workDir, size, ffmpeg, input } = JSON.parse(process.argv[2]!) as Composition;
const deps = { storage: createLocalDiskStorage(storageDir), ffmpeg, workDir, log: pino({ level: 'silent' }) };
process.stdout.write(JSON.stringify(await composeAtSize(size, input, deps, new AbortController().signal)));
