import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunFolder, removeRunFolder } from '../../test/kit/jest/run-folder.mjs';
import { installPackages } from '../build/install.mjs';
import { ROOT } from './step.mjs';
import './typescript.mjs';

export const PRISMA_DIR = join(ROOT, 'prisma');

/** Runs `use` with a client of a database that has all migrations and nothing else, and drops it afterwards. */
export async function withMigratedDatabase(use) {
  await installPackages();
  const { default: pg } = await import('pg');
  const { startTestCluster } = await import('../../test/kit/database/cluster.ts');
  const temporary = tmpdir();
  const folder = createRunFolder();
  try {
    const cluster = await startTestCluster(folder);
    const client = new pg.Client({ connectionString: cluster.templateUrl });
    await client.connect();
    await use(client).finally(() => client.end());
    await cluster.stop();
  } finally {
    removeRunFolder(folder);
    process.env.TMPDIR = temporary;
  }
}
