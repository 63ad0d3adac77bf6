import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { outputSettings } from '../../core/job/output-settings.js';
import { s3Access, s3Settings } from '../../core/storage/s3/s3-settings.js';
import { readSettings } from '../../core/util/settings.js';
import { ImportError } from './import-error.js';

const settings = z.object({
  ...s3Settings,
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL to import into; default that of the running server'),
  DATABASE_DIRECT_URL: z
    .string()
    .optional()
    .describe('The database itself, where DATABASE_URL is a pooler in transaction mode'),
  STORAGE_DIR: z
    .string()
    .optional()
    .describe('Root folder of local object storage; default DATA_DIR/storage'),
  DATA_DIR: z.string().default('./.data').describe('Where the running server leaves its address'),
  ...outputSettings,
  FFMPEG_PATH: z.string().optional().describe('ffmpeg to use; default that of PATH, then the bundled one'),
  FFPROBE_PATH: z.string().optional().describe('ffprobe to use; default that of PATH, then the bundled one'),
});

const schema = settings.refine(s3Access.holds, { message: s3Access.message });

/** Each setting of the import, with its meaning. */
export const IMPORT_SETTINGS = settings.shape;

export type ImportEnv = z.infer<typeof schema>;

/** The database and storage that the import writes to. */
export interface ImportTarget {
  databaseUrl: string;
  /** Used if S3_BUCKET is not set. */
  storageDir: string;
}

/** Reads the program's settings. Throws StartupError. */
export const parseImportEnv = (source: NodeJS.ProcessEnv): ImportEnv => readSettings(schema, source);

const serverFile = z.object({
  databaseUrl: z.string(),
  storageDir: z.string(),
  /** The S3 bucket; null if media are local files. */
  bucket: z.string().nullable(),
});

/**
 * The database and storage to import into: as set, else those of the running server, which it writes to
 * `<DATA_DIR>/server.json`. Throws ImportError if there are neither.
 */
export async function importTarget(env: ImportEnv): Promise<ImportTarget> {
  const dataDir = resolve(env.DATA_DIR);
  if (env.DATABASE_URL !== undefined) {
    return {
      databaseUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
      storageDir: resolve(env.STORAGE_DIR ?? join(dataDir, 'storage')),
    };
  }
  const server = await readServerFile(join(dataDir, 'server.json'));
  if (server === null) throw new ImportError('Start the server first (npm start), or set DATABASE_URL.');
  if (server.bucket !== null && server.bucket !== env.S3_BUCKET)
    throw new ImportError(
      `The server keeps its media in the bucket ${server.bucket}: set S3_BUCKET and the other S3_ variables as there.`,
    );
  return { databaseUrl: server.databaseUrl, storageDir: resolve(env.STORAGE_DIR ?? server.storageDir) };
}

async function readServerFile(path: string): Promise<z.infer<typeof serverFile> | null> {
  try {
    return serverFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
