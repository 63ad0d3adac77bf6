import { once } from 'node:events';
import pg from 'pg';
import type { PrismaClient } from '../../prisma/client.js';
import { RUNNER_CONNECTIONS } from '../../runner/database.js';
import { preparedOver } from '../events/event-database.js';
import { playRun } from './played-run.js';

/** The benchmark's message to the process that plays its runners. */
export type WorkerCommand =
  | { kind: 'work'; databaseUrl: string }
  | { kind: 'start'; id: string; attempt: number }
  | { kind: 'terminate'; id: string }
  | { kind: 'count' };

/** Its answer. */
export type WorkerMessage =
  | { word: 'ended'; id: string; exitCode: number }
  /** Statements that the runners have sent so far. */
  | { word: 'counted'; statements: number };

/** Plays the runners of one database. */
class Workers {
  private readonly running = new Map<string, AbortController>();
  private statements = 0;

  constructor(private readonly databaseUrl: string) {}

  take(command: WorkerCommand): void {
    if (command.kind === 'start') void this.start(command.id, command.attempt);
    else if (command.kind === 'terminate') this.running.get(command.id)?.abort();
    else if (command.kind === 'count') say({ word: 'counted', statements: this.statements });
  }

  private async start(id: string, attempt: number): Promise<void> {
    const terminated = new AbortController();
    this.running.set(id, terminated);
    const exitCode = await this.run(id, attempt, terminated.signal).catch((error: unknown) => {
      console.error(error);
      return 1;
    });
    this.running.delete(id);
    say({ word: 'ended', id, exitCode });
  }

  /**
   * Each runner has its own connections. They bypass Prisma's client: 200 clients in one process, each of which
   * compiles every query, would take CPU time from the measured server.
   */
  private async run(id: string, attempt: number, terminated: AbortSignal): Promise<number> {
    const own = new pg.Pool({ connectionString: this.databaseUrl, max: RUNNER_CONNECTIONS });
    const db = preparedOver(own);
    const $queryRaw = async (...query: [TemplateStringsArray, ...unknown[]]): Promise<unknown> => {
      this.statements++;
      return await db.$queryRaw(...query);
    };
    try {
      // A runner only calls functions of the database.
      return await playRun({ $queryRaw } as unknown as PrismaClient, id, attempt, terminated);
    } finally {
      await own.end();
    }
  }
}

function say(word: WorkerMessage): void {
  if (process.connected) process.send!(word);
}

process.once('disconnect', () => process.exit(0));
const [first] = (await once(process, 'message')) as [Extract<WorkerCommand, { kind: 'work' }>];
const workers = new Workers(first.databaseUrl);
process.on('message', (command: WorkerCommand) => workers.take(command));
