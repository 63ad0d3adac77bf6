import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { compareFunctions, readFunctionFiles } from './function-files.js';

/** Off, because a function may call one that is created after it. */
const HEAD = `-- Why: say it here.
SET LOCAL check_function_bodies = off;
`;

const NAME = /^[a-z][a-z0-9_]+$/;

/**
 * Writes a migration that brings a fully migrated database to the text in prisma/functions.
 *
 * @param prismaDir Folder of functions/ and migrations/.
 * @param name What the migration does, as_words_with_underscores.
 * @returns its file, or null where the database holds all functions already.
 * @throws where a function has no file: only a migration written by hand may drop one.
 */
export async function writeMigration(
  client: pg.Client,
  prismaDir: string,
  name: string,
  now = new Date(),
): Promise<string | null> {
  if (!NAME.test(name)) throw new Error(`A migration is named in_words_like_these, not "${name}"`);
  const difference = await compareFunctions(client, readFunctionFiles(join(prismaDir, 'functions')));
  if (difference.withoutFile.length > 0)
    throw new Error(`Without a file in prisma/functions: ${difference.withoutFile.join(', ')}`);
  if (difference.changed.length === 0) return null;
  const parts = [HEAD, ...difference.changed.map(({ sql }) => sql)];
  const folder = join(prismaDir, 'migrations', `${timestamp(now)}_${name}`);
  mkdirSync(folder);
  const file = join(folder, 'migration.sql');
  writeFileSync(file, [...parts, 'SELECT protect_functions();\n'].join('\n'));
  return file;
}

/** As Prisma names migrations: 20261122000000, in UTC. */
function timestamp(at: Date): string {
  return at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
