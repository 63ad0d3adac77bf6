import { migrateDeploy } from '../prisma/migrate.js';
import { grantRunnerRole } from '../prisma/runner-role.js';
import { packagePath } from '../core/util/package-path.js';

/**
 * Applies the migrations that the database of DATABASE_URL (or DATABASE_DIRECT_URL) lacks, gives the role of
 * RUNNER_DATABASE_URL what the new release's runners need, and ends: before that release answers.
 */
async function main({
  DATABASE_URL,
  DATABASE_DIRECT_URL,
  RUNNER_DATABASE_URL,
}: NodeJS.ProcessEnv): Promise<number> {
  const databaseUrl = DATABASE_DIRECT_URL || DATABASE_URL;
  if (!databaseUrl) {
    process.stderr.write('Set DATABASE_URL: the database to migrate.\n');
    return 64;
  }
  const applied = await migrateDeploy(databaseUrl, packagePath('prisma/migrations'));
  process.stdout.write(
    applied.length === 0 ? 'No migration is pending.\n' : `Applied ${applied.join(', ')}.\n`,
  );
  if (RUNNER_DATABASE_URL) await grantRunnerRole(databaseUrl, RUNNER_DATABASE_URL);
  return 0;
}

process.exit(
  await main(process.env).catch((error: unknown) => {
    process.stderr.write(`The migrations could not be applied: ${(error as Error).message}\n`);
    return 1;
  }),
);
