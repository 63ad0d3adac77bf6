import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ImportError } from './import-error.js';

const schema = z.object({
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL to import into; default: that of the running server'),
  STORAGE_DIR: z
    .string()
    .optional()
    .describe('Root folder of local object storage; default DATA_DIR/storage'),
  DATA_DIR: z.string().default('./.data').describe('Where the running server leaves its address'),
  FFMPEG_PATH: z.string().optional().describe('ffmpeg to use; default: PATH, then the bundled one'),
  FFPROBE_PATH: z.string().optional().describe('ffprobe to use; default: PATH, then the bundled one'),
});

export type ImportEnv = z.infer<typeof schema>;

/** Where the import writes to. */
export interface ImportTarget {
  databaseUrl: string;
  storageDir: string;
}

/** Reads the program's settings; empty ones count as not set. */
export function parseImportEnv(source: NodeJS.ProcessEnv): ImportEnv {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  return schema.parse(filled);
}

const serverFile = z.object({ databaseUrl: z.string(), storageDir: z.string() });

/**
 * The database and storage to import into: as set, else those of the running server, which leaves them in
 * `<DATA_DIR>/server.json`. Throws ImportError where there is neither.
 */
export async function importTarget(env: ImportEnv): Promise<ImportTarget> {
  const dataDir = resolve(env.DATA_DIR);
  if (env.DATABASE_URL !== undefined) {
    return {
      databaseUrl: env.DATABASE_URL,
      storageDir: resolve(env.STORAGE_DIR ?? join(dataDir, 'storage')),
    };
  }
  const server = await readServerFile(join(dataDir, 'server.json'));
  if (server === null) throw new ImportError('Start the server first (npm start), or set DATABASE_URL.');
  return { ...server, storageDir: resolve(env.STORAGE_DIR ?? server.storageDir) };
}

async function readServerFile(path: string): Promise<ImportTarget | null> {
  try {
    return serverFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
