import pino from 'pino';
import { z } from 'zod';
import { migrateDeploy } from '../prisma/migrate.js';
import { grantRunnerRole } from '../prisma/runner-role.js';
import { CLI_EXIT } from '../core/util/exit-codes.js';
import { isInPod } from '../core/util/in-pod.js';
import { packagePath } from '../core/util/package-path.js';
import { readSettings } from '../core/util/settings.js';
import { MIGRATE_SETTINGS } from './env.js';

const schema = z.object(MIGRATE_SETTINGS);

const log = isInPod(process.env) ? pino() : null;
const say = (line: string): void => (log === null ? void process.stdout.write(`${line}\n`) : log.info(line));
const complain = (line: string): void =>
  log === null ? void process.stderr.write(`${line}\n`) : log.fatal(line);

/**
 * Applies the migrations that the database of DATABASE_URL (or DATABASE_DIRECT_URL) lacks, and gives the role of
 * RUNNER_DATABASE_URL the rights that the new release's runners need. Runs before that release serves requests.
 */
async function main(source: NodeJS.ProcessEnv): Promise<number> {
  const { DATABASE_URL, DATABASE_DIRECT_URL, RUNNER_DATABASE_URL } = readSettings(schema, source);
  const databaseUrl = DATABASE_DIRECT_URL ?? DATABASE_URL;
  if (databaseUrl === undefined) {
    complain('Set DATABASE_URL: the database to migrate.');
    return CLI_EXIT.misconfigured;
  }
  const applied = await migrateDeploy(databaseUrl, packagePath('prisma/migrations'));
  say(applied.length === 0 ? 'No migration is pending.' : `Applied ${applied.join(', ')}.`);
  if (RUNNER_DATABASE_URL !== undefined) await grantRunnerRole(databaseUrl, RUNNER_DATABASE_URL);
  return CLI_EXIT.done;
}

void main(process.env)
  .catch((error: unknown) => {
    complain(`The migrations could not be applied: ${(error as Error).message}`);
    return CLI_EXIT.failed;
  })
  .then((code) => process.exit(code));
