import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrismaClient } from '../../../prisma/client.js';
import { familyCpuSeconds, privateMegabytesOfChildren } from './process-figures.js';

/** The database's work so far, by its own counters (pg_stat_database) and the kernel's. */
export interface DatabaseLoad {
  /** Each of our statements is one transaction; so is each notification that a LISTEN connection receives. */
  transactions: number;
  rowsWritten: number;
  rowsRead: number;
  walBytes: number;
  events: number;
  connections: number;
  cpuSeconds: number;
}

/** A backend reports its counters at most once a second; the rest counts in the next window. */
export async function readDatabaseLoad(db: PrismaClient, postmaster: number): Promise<DatabaseLoad> {
  const [row] = await db.$queryRaw<Omit<DatabaseLoad, 'cpuSeconds'>[]>`
    SELECT (xact_commit + xact_rollback)::float8 AS transactions,
      (tup_inserted + tup_updated + tup_deleted)::float8 AS "rowsWritten", tup_fetched::float8 AS "rowsRead",
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS "walBytes",
      (SELECT count(*) FROM regeneration_events)::int AS events,
      (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::int AS connections
    FROM pg_stat_database WHERE datname = current_database()`;
  return { ...row!, cpuSeconds: await familyCpuSeconds(postmaster) };
}

export async function postmasterOf(db: PrismaClient): Promise<number> {
  const [row] = await db.$queryRaw<{ folder: string }[]>`SELECT current_setting('data_directory') AS folder`;
  return Number((await readFile(join(row!.folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Megabytes that a connection costs on the database's machine. */
export async function megabytesAConnection(postmaster: number): Promise<number> {
  const { processes, megabytes } = await privateMegabytesOfChildren(postmaster);
  return megabytes / processes;
}

/** Disk space of an event and of a regeneration's row, in bytes, including indexes. */
export async function bytesOnDisk(db: PrismaClient): Promise<{ event: number; regeneration: number }> {
  const [row] = await db.$queryRaw<{ event: number; regeneration: number }[]>`
    SELECT pg_total_relation_size('regeneration_events')::float8 / (SELECT count(*) FROM regeneration_events) AS event,
      pg_total_relation_size('clip_regenerations')::float8 / (SELECT count(*) FROM clip_regenerations) AS regeneration`;
  return row!;
}
