import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../embedded-postgres/embedded-postgres.js';
import { packagePath } from '../../core/util/package-path.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { migrateDeploy } from '../../prisma/migrate.js';
import type { Goal } from './goal.js';

/**
 * Measures on a database server of its own, with users' settings except for more connections: every commit reaches
 * the disk.
 */
export async function withBenchDatabase(
  name: string,
  measure: (databaseUrl: string) => Promise<Goal[]>,
  connections = 200,
): Promise<Goal[]> {
  const dataDir = await mkdtemp(join(tmpdir(), `bench-${name}-`));
  const log = { info: () => undefined, error: console.error };
  const settings = { max_connections: String(connections) };
  const postgres = await startEmbeddedPostgres({ dataDir, log, settings });
  try {
    await migrateDeploy(postgres.databaseUrl, packagePath('prisma/migrations'));
    return await measure(postgres.databaseUrl);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Measures on a database of its own, with a client for it, and with a folder that is deleted afterwards. */
export async function withBenchFolder(
  name: string,
  measure: (db: PrismaClient, databaseUrl: string, folder: string) => Promise<Goal[]>,
): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), `bench-${name}-files-`));
  try {
    return await withBenchDatabase(name, async (databaseUrl) => {
      const db = createPrismaClient(databaseUrl);
      try {
        return await measure(db, databaseUrl, folder);
      } finally {
        await db.$disconnect();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
