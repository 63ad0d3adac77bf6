import { causeOf } from './database-away.js';

/** By the codes of PostgreSQL and of the system. */
const SENTENCES: Record<string, string> = {
  '28P01': 'The database refuses the password of DATABASE_URL.',
  '28000': 'The database refuses the user of DATABASE_URL.',
  '3D000': 'The database that DATABASE_URL names does not exist: create it.',
  ECONNREFUSED: 'Nothing listens at the address of DATABASE_URL.',
  ENOTFOUND: 'The host of DATABASE_URL is not known.',
};
const SILENT = 'The database does not answer (DATABASE_URL).';

/** Why the database cannot be used, in one sentence that names the setting to fix. */
export function databaseProblem(error: unknown): string {
  const code = (error as { code?: string } | null)?.code ?? '';
  return SENTENCES[causeOf(error)?.originalCode ?? ''] ?? SENTENCES[code] ?? SILENT;
}
