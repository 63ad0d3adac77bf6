import pg from 'pg';
import { logLine } from './log.mjs';

/** Prisma's codes for why a database cannot be reached; P1001 (no answer) for everything else. */
const PRISMA_CODE = { '3D000': 'P1003', '28P01': 'P1000' };

/** Runs `cli can-connect-to-database | create-database | drop-database`; returns the exit code. */
export async function runDatabaseCommand(command, url) {
  try {
    await COMMANDS[command](url);
    return 0;
  } catch (error) {
    const code = PRISMA_CODE[error.code] ?? 'P1001';
    process.stderr.write('\n'); // the CLI skips the first line
    logLine('ERROR', error.message || error.code, { is_panic: false, error_code: code });
    return 1;
  }
}

const COMMANDS = {
  'can-connect-to-database': (url) => execute(url, 'SELECT 1'),
  'create-database': (url) => execute(maintenance(url), `CREATE DATABASE ${databaseOf(url)}`),
  'drop-database': (url) => execute(maintenance(url), `DROP DATABASE ${databaseOf(url)}`),
};

async function execute(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function maintenance(url) {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  return admin.href;
}

function databaseOf(url) {
  return pg.escapeIdentifier(decodeURIComponent(new URL(url).pathname.slice(1)));
}
