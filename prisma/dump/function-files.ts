import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** The current text of one function: prisma/functions/<name>.sql, or an earlier signature's in previous/. */
export interface FunctionFile {
  name: string;
  /** Below prisma/functions. */
  path: string;
  sql: string;
}

const ONE_FUNCTION = /^(?:--.*\n)+CREATE OR REPLACE FUNCTION (\w+)\(/;

/**
 * All files of functions, each folder in the order of names.
 *
 * @throws where a file is not one commented function of the file's name.
 */
export function readFunctionFiles(folder: string): FunctionFile[] {
  const paths = ['', 'previous'].flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => join(below, name)),
  );
  return paths.map((path) => {
    const sql = readFileSync(join(folder, path), 'utf8');
    const name = ONE_FUNCTION.exec(sql)?.[1];
    const isAlone = sql.match(/^CREATE /gm)?.length === 1;
    if (name === undefined || !isAlone || !path.endsWith(`${name}.sql`))
      throw new Error(`${path} must hold one function of that name, with a comment before it`);
    return { name, path, sql };
  });
}

/** The functions that a database holds, by signature. */
export async function definitions(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ signature: string; definition: string }>(`
    SELECT oid::regprocedure::text AS signature, pg_get_functiondef(oid) AS definition FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace ORDER BY 1`);
  return new Map(rows.map(({ signature, definition }) => [signature, definition]));
}

export interface Difference {
  /** Files that a database holds in another text, or not at all. */
  changed: FunctionFile[];
  /** Signatures that the database holds and no file does. */
  withoutFile: string[];
}

/** Compares the files with a database: executes them in a transaction that is rolled back. */
export async function compareFunctions(client: pg.Client, files: FunctionFile[]): Promise<Difference> {
  const before = await definitions(client);
  await client.query('BEGIN; SET LOCAL check_function_bodies = off');
  try {
    const bySignature = new Map<string, FunctionFile>();
    for (const file of files) bySignature.set(await execute(client, file), file);
    await client.query('SELECT protect_functions()');
    const after = await definitions(client);
    const isChanged = (signature: string): boolean => after.get(signature) !== before.get(signature);
    return {
      changed: [...bySignature].filter(([signature]) => isChanged(signature)).map(([, file]) => file),
      withoutFile: [...before.keys()].filter((signature) => !bySignature.has(signature)),
    };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Executes a file; returns the signature of the function that it made or replaced. */
async function execute(client: pg.Client, { name, path, sql }: FunctionFile): Promise<string> {
  const places = async (): Promise<Map<string, string>> => {
    const { rows } = await client.query<{ signature: string; place: string }>(
      `SELECT oid::regprocedure::text AS signature, ctid::text AS place FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND proname = $1`,
      [name],
    );
    return new Map(rows.map(({ signature, place }) => [signature, place]));
  };
  const before = await places();
  await client.query(sql);
  // An updated row has a new ctid.
  const written = [...(await places())].find(([signature, place]) => before.get(signature) !== place);
  if (written === undefined) throw new Error(`${path} made no function of its name`);
  return written[0];
}
