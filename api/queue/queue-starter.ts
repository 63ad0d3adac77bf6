import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { takeDueQueuedChanges } from '../../core/queue/queue-changes.js';
import type { QueuedChange } from '../../core/queue/queued-change.js';
import { Rounds } from '../../core/util/rounds.js';

/** Finds what a lost notification has left, or a server that died. */
const SWEEP_MS = 2000;
const BATCH = 20;
/** A taken change belongs to this server for this long; then another may try. Only one of them can start it. */
const HOLD_SECONDS = 3;

/** Starts queued changes whose turn has come: at once when nudged, as a regeneration ends, and by a sweep. */
export class QueueStarter {
  private readonly rounds = new Rounds(async () => await this.startDue(), SWEEP_MS);

  /** @param startOne starts one, or leaves it waiting with or without a question */
  constructor(
    private readonly db: PrismaClient,
    private readonly startOne: (change: QueuedChange) => Promise<void>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  nudge(): void {
    this.rounds.nudge();
  }

  private async startDue(): Promise<boolean> {
    try {
      const due = await takeDueQueuedChanges(this.db, BATCH, HOLD_SECONDS);
      await Promise.all(due.map(async (change) => await this.tryToStart(change)));
      return due.length > 0;
    } catch (error) {
      this.log.error({ err: error }, 'Reading the queues failed');
      return false;
    }
  }

  private async tryToStart(change: QueuedChange): Promise<void> {
    await this.startOne(change).catch((error: unknown) =>
      // It is taken again after its hold.
      this.log.error({ err: error, queued: change.id, job: change.jobId }, 'Starting a queued change failed'),
    );
  }
}
