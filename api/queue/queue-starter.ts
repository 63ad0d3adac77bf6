import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { takeDueQueuedChanges } from '../../core/queue/queue-changes.js';
import type { QueuedChange } from '../../core/queue/queued-change.js';

/** Finds what a lost notification has left, or a server that died. */
const SWEEP_MS = 2000;
const BATCH = 20;
/** A taken change belongs to this server for this long; then another may try. Only one of them can start it. */
const HOLD_SECONDS = 3;

/** Starts queued changes whose turn has come: at once when nudged, as a regeneration ends, and by a sweep. */
export class QueueStarter {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;

  /** @param start starts one, or leaves it waiting with or without a question */
  constructor(
    private readonly db: PrismaClient,
    private readonly start: (change: QueuedChange) => Promise<void>,
    private readonly log: Logger,
  ) {}

  begin(): void {
    this.timer = setInterval(() => this.nudge(), SWEEP_MS);
    this.nudge();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.round;
  }

  /** Runs a round now, or another one after the current. */
  nudge(): void {
    if (this.timer === null) return;
    if (this.round !== null) {
      this.again = true;
      return;
    }
    this.round = this.startDue().finally(() => {
      this.round = null;
      if (this.again) this.nudge();
      this.again = false;
    });
  }

  private async startDue(): Promise<void> {
    try {
      const due = await takeDueQueuedChanges(this.db, BATCH, HOLD_SECONDS);
      await Promise.all(due.map(async (change) => await this.startOne(change)));
      if (due.length > 0) this.again = true;
    } catch (error) {
      this.log.error({ err: error }, 'Reading the queues failed');
    }
  }

  private async startOne(change: QueuedChange): Promise<void> {
    await this.start(change).catch((error: unknown) =>
      // It is taken again after its hold.
      this.log.error({ err: error, queued: change.id, job: change.jobId }, 'Starting a queued change failed'),
    );
  }
}
