import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { ApiEnv } from '../config/env.js';
import { packagePath } from '../../core/util/package-path.js';
import { importEnvironment, importsDir } from '../config/programs.js';
import type { Shutdown } from '../shutdown.js';
import { DEMO_JOB } from './demo-job.js';
import { Imports } from './imports.js';
import { openImportsFolder } from './imports-folder.js';
import { importLimits, MEBIBYTE } from './limits.js';

/** Imports of this process, set up from the settings; shutdown cancels the open ones. @param databaseUrl the database, no pooler */
export async function openImports(
  env: ApiEnv,
  databaseUrl: string,
  log: Logger,
  shutdown: Shutdown,
): Promise<Imports> {
  const folder = await openImportsFolder(importsDir(env), (error) =>
    log.warn({ err: error }, 'Old files of imports could not be removed'),
  );
  shutdown.add('imports folder', async () => await folder.close());
  const imports = new Imports({
    folder: folder.path,
    limits: importLimits(env.IMPORT_MAX_MEBIBYTES),
    demo: existsSync(DEMO_JOB) ? DEMO_JOB : null,
    openLimit: env.IMPORT_OPEN_MAX,
    freeBytes: env.IMPORT_FREE_MEBIBYTES * MEBIBYTE,
    concurrency: env.IMPORT_CONCURRENCY,
    program: packagePath('dist/import.js'),
    environment: importEnvironment(env, databaseUrl),
    deadlineSeconds: env.IMPORT_DEADLINE_SECONDS,
    log,
  });
  shutdown.add('imports', async () => await imports.stop());
  return imports;
}
