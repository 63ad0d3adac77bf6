import type pg from 'pg';

const OURS = "relnamespace = 'public'::regnamespace";

/** Column types with their modifiers, then the constraints that belong to one table alone. */
const TABLES = `
  SELECT format(E'CREATE TABLE %s (\\n%s\\n);', c.oid::regclass, string_agg(line, E',\\n' ORDER BY place, line COLLATE "C"))
  FROM pg_class c CROSS JOIN LATERAL (
    SELECT attnum::int AS place, format('  %I %s%s%s', attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN ' NOT NULL' END, ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 2000, format('  CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE conrelid = c.oid AND contype IN ('p', 'u', 'c', 'x')) lines
  WHERE ${OURS} AND relkind = 'r' GROUP BY c.oid, relname ORDER BY relname COLLATE "C"`;

const FOREIGN_KEYS = `
  SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN pg_class ON pg_class.oid = conrelid
  WHERE ${OURS} AND contype = 'f' ORDER BY relname COLLATE "C", conname COLLATE "C"`;

/** A constraint's own index comes with it. */
const INDEXES = `
  SELECT pg_get_indexdef(indexrelid) || ';' FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE ${OURS} AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  ORDER BY indrelid::regclass::text COLLATE "C", relname COLLATE "C"`;

/** Functions whose types are tables', or with \`ofViews\` also a view's. */
const functions = (ofViews: boolean): string => `
  SELECT rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' FROM pg_proc p
  WHERE pronamespace = 'public'::regnamespace AND ${ofViews ? '' : 'NOT'} EXISTS (
    SELECT 1 FROM pg_depend JOIN pg_type t ON t.oid = refobjid JOIN pg_class c ON c.oid = t.typrelid
    WHERE objid = p.oid AND refclassid = 'pg_type'::regclass AND c.relkind = 'v')
  ORDER BY p.oid::regprocedure::text COLLATE "C"`;

const VIEWS = `
  SELECT format(E'CREATE VIEW %s AS\\n%s', oid::regclass, pg_get_viewdef(oid)) FROM pg_class
  WHERE ${OURS} AND relkind = 'v' ORDER BY relname COLLATE "C"`;

const TRIGGERS = `
  SELECT pg_get_triggerdef(t.oid) || ';' FROM pg_trigger t JOIN pg_class ON pg_class.oid = tgrelid
  WHERE ${OURS} AND NOT tgisinternal ORDER BY relname COLLATE "C", tgname COLLATE "C"`;

/** What roles other than the owner may do. A new function is everyone's, until that is revoked. */
const PRIVILEGES = `
  WITH objects AS (
    SELECT 'FUNCTION' AS kind, oid::regprocedure::text AS name, COALESCE(proacl, acldefault('f', proowner)) AS acl, proowner AS owner
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'TABLE', oid::regclass::text, COALESCE(relacl, acldefault('r', relowner)), relowner
    FROM pg_class WHERE ${OURS} AND relkind IN ('r', 'v')
    UNION ALL
    SELECT 'SCHEMA', nspname, COALESCE(nspacl, acldefault('n', nspowner)), nspowner FROM pg_namespace WHERE nspname = 'public'),
  given AS (
    SELECT kind, name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(grantee::regrole::text) END AS role, privilege_type
    FROM objects CROSS JOIN LATERAL aclexplode(acl) WHERE grantee <> owner)
  SELECT statement FROM (
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC;', name) AS statement, name, 0 AS place FROM objects
    WHERE kind = 'FUNCTION' AND name NOT IN (SELECT name FROM given WHERE kind = 'FUNCTION' AND role = 'PUBLIC')
    UNION ALL
    SELECT format('GRANT %s ON %s %s TO %s;', privilege_type, kind, name, role), name, 1 FROM given
    WHERE (kind, role) <> ('FUNCTION', 'PUBLIC')) statements
  ORDER BY name COLLATE "C", place, statement COLLATE "C"`;

const PARTS = [
  ['Tables', TABLES],
  ['Foreign keys', FOREIGN_KEYS],
  ['Indexes', INDEXES],
  ['Functions', functions(false)],
  ['Views', VIEWS],
  ['Functions that return rows of a view', functions(true)],
  ['Triggers', TRIGGERS],
  ['Privileges', PRIVILEGES],
] as const;

const HEAD = `-- The database after all migrations, without its rows. Made by \`npm run database:dump\`; never edited.
SET check_function_bodies = off;
SET search_path = '';`;

/**
 * The schema of a database as SQL that would make it again. The same schema always gives the same text: every list has
 * an order of its own, and names are written in full.
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  await client.query("SET search_path = ''");
  const parts: string[] = [HEAD];
  for (const [title, query] of PARTS) {
    const { rows } = await client.query<[string]>({ text: query, rowMode: 'array' });
    const statements = rows.map(([statement]) => (statement.includes('\n') ? `\n${statement}` : statement));
    parts.push(`\n-- ${title}`, ...statements);
  }
  await client.query('RESET search_path');
  return `${parts.join('\n')}\n`;
}
