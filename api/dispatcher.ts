import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import { crashPoint } from '../core/crash-point.js';
import { assertNever } from '../core/errors.js';
import {
  endRegeneration,
  markLaunched,
  noteWaiting,
  postponeLaunch,
  takeDueLaunches,
  type DueLaunch,
} from '../core/regeneration/lifecycle.js';
import { jobName, type Launch, type Launcher } from './launcher/launcher.js';
import { HELD_UP_ENDINGS, WAITING_SENTENCES } from './waiting.js';

const POLL_MS = 1000;
const BATCH = 20;
/**
 * For this long a taken launch is this replica's; then another one may try. Short, so that the launch of a replica that
 * died is made within 5 s: should both create the Job, its name makes them one.
 */
const HOLD_SECONDS = 3;
const BUSY_SECONDS = 1;

/** Takes queued rows to the launcher: at once when nudged, and by a poll behind it. */
export class Dispatcher {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;
  private failures = 0;

  constructor(
    private readonly db: PrismaClient,
    private readonly launcher: Launcher,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.nudge(), POLL_MS);
    this.nudge();
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.round;
  }

  /** Runs a round now; one that is under way is followed by another. */
  nudge(): void {
    if (this.timer === null) return;
    if (this.round !== null) {
      this.again = true;
      return;
    }
    this.round = this.dispatchDue().finally(() => {
      this.round = null;
      if (this.again) this.nudge();
      this.again = false;
    });
  }

  private async dispatchDue(): Promise<void> {
    try {
      for (const due of await takeDueLaunches(this.db, BATCH, HOLD_SECONDS)) await this.launch(due);
    } catch (error) {
      this.log.error({ err: error }, 'Dispatching failed');
    }
  }

  private async launch(due: DueLaunch): Promise<void> {
    const { id, attempt } = due;
    try {
      crashPoint('before-job-create');
      const launch = await this.launcher.launch({ ...due, name: jobName(id, attempt), regenerationId: id });
      crashPoint('after-job-create');
      await this.conclude(due, launch);
    } catch (error) {
      this.log.error({ err: error, regeneration: id, attempt }, 'Launching a runner failed; trying again');
      await postponeLaunch(this.db, id, attempt, backoffSeconds(this.failures++));
    }
  }

  private async conclude({ id, attempt }: DueLaunch, launch: Launch): Promise<void> {
    this.failures = 0;
    switch (launch.outcome) {
      case 'launched':
        return await markLaunched(this.db, id, attempt);
      case 'busy':
        await noteWaiting(
          this.db,
          id,
          attempt,
          launch.waiting.reason,
          WAITING_SENTENCES[launch.waiting.reason],
        );
        return await postponeLaunch(this.db, id, attempt, BUSY_SECONDS);
      case 'refused':
        this.log.error({ regeneration: id, attempt, detail: launch.detail }, 'The cluster refuses the Job');
        await endRegeneration(this.db, id, { attempt }, HELD_UP_ENDINGS.rejected);
        return;
      default:
        return assertNever(launch, 'launch');
    }
  }
}

/** Seconds until the next try after so many failures in a row: 2 to 30, with jitter so that replicas spread. */
function backoffSeconds(failures: number): number {
  return Math.ceil(Math.min(30, 2 * 2 ** failures) * (0.5 + Math.random() / 2));
}
