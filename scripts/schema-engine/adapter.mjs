import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/**
 * A driver adapter for the schema engine.
 *
 * @param url undefined for the methods that need no database (they never connect).
 */
export function createAdapterFactory(url) {
  const { pool, options } = connectionSettings(new URL(url || 'postgresql://no.database.invalid/none'));
  const factory = new PrismaPg(pool, options);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => forEngine(await connect());
  factory.connectToShadowDb = () => connectToShadowDatabase(factory, pool, options);
  return factory;
}

/** Discrete fields: pg lets a connection string override `database`, so the shadow would be the main one. */
function connectionSettings(url) {
  const schema = url.searchParams.get('schema');
  const pool = {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    idleTimeoutMillis: 100,
    allowExitOnIdle: true,
  };
  return { pool, options: schema ? { schema } : {} };
}

/** The database that migrations are replayed into; upstream drops it before ending its own pool, and fails. */
async function connectToShadowDatabase(factory, pool, options) {
  const database = `prisma_migrate_shadow_db_${randomUUID()}`;
  const main = await factory.connect();
  await main.executeScript(`CREATE DATABASE "${database}"`);
  const shadow = forEngine(await new PrismaPg({ ...pool, database }, options).connect());
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await main.dispose();
  };
  return shadow;
}

function forEngine(adapter) {
  return runScriptsWhole(readCatalogueTypes(adapter));
}

/** adapter-pg cuts a script at every semicolon, also within a function's body or a comment. */
function runScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    await adapter.client.query(script).catch((error) => adapter.onError(error));
  };
  return adapter;
}

const CHAR = 18;
const TEXT = 25;
const TEXT_ARRAY = 1009;
/** Types that only system catalogues use (name, regproc, regclass, … and their arrays), read as text. */
const READ_AS = new Map([
  [CHAR, TEXT],
  [19, TEXT],
  [24, TEXT],
  [2205, TEXT],
  [2206, TEXT],
  [1002, TEXT_ARRAY],
  [1003, TEXT_ARRAY],
]);

/** adapter-pg refuses catalogue types; the engine wants "char" as Character and the others as Text. */
function readCatalogueTypes(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  const startTransaction = queryable.startTransaction?.bind(queryable);
  let charColumns = [];
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    charColumns = fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
    for (const field of fields) field.dataTypeID = READ_AS.get(field.dataTypeID) ?? field.dataTypeID;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  if (startTransaction) {
    queryable.startTransaction = async (...args) => readCatalogueTypes(await startTransaction(...args));
  }
  return queryable;
}
