// A composition in a process of its own, for tests that kill it or run two at once: node compose-process.mjs <json>.
import { pino } from 'pino';
import { createLocalDiskStorage } from '../../../dist/core/storage/local-disk.js';
import { composeAtSize } from '../../../dist/runner/compose/compose.js';

const { storageDir, workDir, size, ffmpeg, input } = JSON.parse(process.argv[2]);
const deps = { storage: createLocalDiskStorage(storageDir), ffmpeg, workDir, log: pino({ level: 'silent' }) };
const result = await composeAtSize(size, input, deps, new AbortController().signal);
process.stdout.write(JSON.stringify(result));
