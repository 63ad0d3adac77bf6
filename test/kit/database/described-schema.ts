import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import wasm from '@prisma/prisma-schema-wasm';

/** The parts of Prisma's schema model that describe the database. */
interface Datamodel {
  enums: unknown[];
  models: { name: string; dbName: string | null; fields: Field[] }[];
  indexes: Index[];
}

interface Field {
  name: string;
  dbName?: string;
  kind: 'scalar' | 'object' | 'enum' | 'unsupported';
  type: string;
  nativeType: [string, string[]] | null;
  isList: boolean;
  isRequired: boolean;
  default?: Default;
  relationFromFields?: string[];
  relationToFields?: string[];
  relationOnDelete?: string;
  relationOnUpdate?: string;
}

type Literal = string | number | boolean;
type Default = Literal | Literal[] | { name: string; args: string[] };

interface Index {
  model: string;
  type: 'id' | 'normal' | 'unique' | 'fulltext';
  dbName?: string;
  algorithm?: string;
  fields: { name: string; sortOrder?: 'asc' | 'desc' }[];
}

type Model = Datamodel['models'][number];

export const SCHEMA = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'prisma', 'schema.prisma'),
  'utf8',
);

/** One line for each column, index and foreign key that a Prisma schema describes. */
export function describedSchema(schema: string): string[] {
  const answer = wasm.get_dmmf(JSON.stringify({ prismaSchema: [['schema.prisma', schema]], noColor: true }));
  const { datamodel } = JSON.parse(answer) as { datamodel: Datamodel };
  if (datamodel.enums.length > 0) throw new Error('Enums are not compared');
  const models = new Map(datamodel.models.map((model) => [model.name, model]));
  const lines = datamodel.models.flatMap((model) =>
    model.fields.flatMap((field) =>
      field.kind === 'object' ? foreignKey(models, model, field) : column(model, field),
    ),
  );
  return [...lines, ...datamodel.indexes.map((index) => indexLine(models.get(index.model)!, index))].sort();
}

const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  Boolean: 'boolean',
  Json: 'jsonb',
  Uuid: 'uuid',
  Decimal: 'numeric(?)',
  Timestamptz: 'timestamp(?) with time zone',
};

function sqlType({ name, type, nativeType, isList }: Field): string {
  const [base, args] = nativeType ?? [type, []];
  const known = TYPES[base];
  if (known === undefined) throw new Error(`The type ${base} of ${name} is not compared`);
  return known.replace('?', args.join(',')) + (isList ? '[]' : '');
}

function column(model: Model, field: Field): string {
  // Prisma reads a NULL list column as an empty list.
  const isNullable = field.isList || !field.isRequired;
  const value = field.default === undefined ? '' : ` DEFAULT ${defaultValue(field, field.default)}`;
  return `${table(model)}.${columnName(model, field.name)} ${sqlType(field)}${isNullable ? '' : ' NOT NULL'}${value}`;
}

function defaultValue(field: Field, value: Default): string {
  const type = sqlType(field);
  if (Array.isArray(value))
    return `ARRAY[${value.map((each) => literal(each, type.replace('[]', ''))).join(', ')}]::${type}`;
  if (typeof value !== 'object') return literal(value, type);
  if (value.name === 'dbgenerated') return value.args[0]!;
  if (value.name === 'now') return 'CURRENT_TIMESTAMP';
  throw new Error(`The default ${value.name}() of ${field.name} is not compared`);
}

const literal = (value: Literal, type: string): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'::${type}` : String(value);

const INDEX_ENDINGS = { id: 'pkey', normal: 'idx', unique: 'key', fulltext: 'idx' };

function indexLine(model: Model, { type, dbName, algorithm = 'BTree', fields }: Index): string {
  const columns = fields.map(({ name }) => columnName(model, name));
  const parts = type === 'id' ? [] : columns;
  const name = dbName ?? [table(model), ...parts, INDEX_ENDINGS[type]].join('_');
  const sorted = columns.map((each, place) => each + (fields[place]!.sortOrder === 'desc' ? ' DESC' : ''));
  const kind = type === 'id' ? 'PRIMARY KEY: CREATE UNIQUE' : type === 'unique' ? 'CREATE UNIQUE' : 'CREATE';
  return `${kind} INDEX ${name} ON public.${table(model)} USING ${algorithm.toLowerCase()} (${sorted.join(', ')})`;
}

function foreignKey(models: Map<string, Model>, model: Model, field: Field): string[] {
  const { relationFromFields: from = [], relationToFields: to = [] } = field;
  if (from.length === 0) return []; // the other side has the columns
  const other = models.get(field.type)!;
  const columns = from.map((name) => columnName(model, name));
  const name = [table(model), ...columns, 'fkey'].join('_');
  const others = to.map((each) => columnName(other, each)).join(', ');
  const onDelete = action(field.relationOnDelete ?? (field.isRequired ? 'Restrict' : 'SetNull'));
  const onUpdate = action(field.relationOnUpdate ?? 'Cascade');
  const actions = `ON UPDATE ${onUpdate} ON DELETE ${onDelete}`;
  return [
    `${table(model)} ${name} FOREIGN KEY (${columns.join(', ')}) REFERENCES ${table(other)}(${others}) ${actions}`,
  ];
}

/** SetNull → SET NULL */
const action = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();

const table = ({ name, dbName }: Model): string => dbName ?? name;

function columnName({ fields }: Model, name: string): string {
  return fields.find((field) => field.name === name)?.dbName ?? name;
}

/** The same lines, read from a database. Prisma's schema cannot express partial indexes and CHECKs: only migrations do. */
export async function actualSchema(client: pg.Client): Promise<string[]> {
  const ours = "relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'";
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('%s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod),
      CASE WHEN attnotnull THEN ' NOT NULL' END, ' DEFAULT ' || pg_get_expr(adbin, adrelid)) AS line
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
    WHERE ${ours} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT CASE WHEN indisprimary THEN 'PRIMARY KEY: ' ELSE '' END || pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid WHERE ${ours} AND indpred IS NULL
    UNION ALL
    SELECT format('%s %s %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE ${ours} AND contype = 'f'`);
  return rows.map(({ line }) => line).sort();
}
