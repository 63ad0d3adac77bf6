import { setTimeout as pause } from 'node:timers/promises';
import { readDatabaseLoad, type DatabaseLoad } from './database-load.js';
import type { Fixture } from '../scale-fixture.js';

/** Measurements of a fixture over some seconds; counts cover only this time. */
export interface Window {
  seconds: number;
  apiCpuSeconds: number;
  database: DatabaseLoad;
  /** The runners' share of the database's; the rest is the api's. */
  runnersTransactions: number;
  /** Milliseconds of each round of the reconciler. */
  rounds: number[];
}

/** A backend reports its counters at most a second later. */
const COUNTERS_SETTLE_MS = 1100;

export async function watchFor(fixture: Fixture, seconds: number): Promise<Window> {
  await pause(COUNTERS_SETTLE_MS);
  const before = await read(fixture);
  await pause(seconds * 1000);
  const after = await read(fixture);
  const database = Object.fromEntries(
    Object.entries(after.database).map(([name, value]) => [name, value - before.database[name as 'events']]),
  ) as unknown as DatabaseLoad;
  return {
    seconds: (after.at - before.at) / 1000,
    apiCpuSeconds: after.apiCpuSeconds - before.apiCpuSeconds,
    database: { ...database, connections: after.database.connections },
    runnersTransactions: after.runnersTransactions - before.runnersTransactions,
    rounds: roundsIn(fixture.server.output().slice(before.printed)),
  };
}

async function read(fixture: Fixture): Promise<{
  at: number;
  printed: number;
  apiCpuSeconds: number;
  database: DatabaseLoad;
  runnersTransactions: number;
}> {
  const { db, postmaster, inspected, workers, server } = fixture;
  const at = performance.now();
  const [database, { cpuSeconds: apiCpuSeconds }, runnersTransactions] = await Promise.all([
    readDatabaseLoad(db, postmaster),
    inspected.figures(),
    workers.statements(),
  ]);
  return { at, printed: server.output().length, apiCpuSeconds, database, runnersTransactions };
}

/** From the debug lines of api/dispatch/reconciler.ts. */
export function roundsIn(log: string): number[] {
  return log
    .split('\n')
    .filter((line) => line.endsWith('"msg":"Reconciled"}'))
    .map((line) => (JSON.parse(line) as { milliseconds: number }).milliseconds);
}
