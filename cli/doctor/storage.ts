import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageDir } from '../../api/config/programs.js';
import { openStorage } from '../../core/storage/open-storage.js';
import { Problem, type Check } from './check.js';

/** An object can be put, read back and deleted. */
export const checkStorage: Check = async (env, signal) => {
  const { storage } = await openStorage(env, storageDir(env));
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  const key = `segments/doctor/${randomUUID()}`;
  try {
    await writeFile(join(folder, 'sent'), key);
    await storage.putFile(key, join(folder, 'sent'), signal);
    await storage.fetchToFile(key, join(folder, 'back'), signal);
    await storage.delete(key);
    if ((await readFile(join(folder, 'back'), 'utf8')) !== key)
      throw new Problem('The storage returned other bytes than were stored.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return env.S3_BUCKET === undefined ? `files in ${storageDir(env)}` : `the bucket ${env.S3_BUCKET}`;
};
