import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { packagePath } from '../../core/util/package-path.js';
import { StartupError } from '../../core/util/startup-error.js';

/** Not in images, which are built without it. */
export const DEMO_JOB = packagePath('prisma/demo/job.json');

/** Imports the demo video on the first start, with the program that imports all others. */
export async function seedDemoJob(
  db: PrismaClient,
  environment: Record<string, string>,
  print: (line: string) => void,
): Promise<void> {
  const of = { where: { userId: DEMO_USER_ID } };
  // Deleted, it stays deleted.
  if ((await db.job.count(of)) + (await db.deletedJob.count(of)) > 0) return;
  print('Making the demo video (once) …');
  const program = packagePath('dist/import.js');
  const args = [program, DEMO_JOB, '--user', DEMO_USER_ID];
  try {
    await promisify(execFile)(process.execPath, args, { env: environment });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new StartupError(`The demo video could not be made: ${stderr?.trim() || message}`, {
      cause: error,
    });
  }
}
