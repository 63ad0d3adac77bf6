import type { Logger } from 'pino';
import type { PrismaClient } from '../prisma/generated/client.js';
import {
  markLaunched,
  postponeLaunch,
  takeDueLaunches,
  type DueLaunch,
} from '../core/regeneration/lifecycle.js';
import { jobName, type Launcher } from './launcher/launcher.js';

const POLL_MS = 2000;
const BATCH = 20;
/** For this long a taken launch is this replica's; then another one may try. */
const HOLD_SECONDS = 15;
const RETRY_SECONDS = 5;
const BUSY_SECONDS = 1;

/** Takes queued rows to the launcher: at once when nudged, and by a poll behind it. */
export class Dispatcher {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private again = false;

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
      const request = { ...due, name: jobName(id, attempt), regenerationId: id };
      const { outcome } = await this.launcher.launch(request);
      if (outcome === 'launched') await markLaunched(this.db, id, attempt);
      else await postponeLaunch(this.db, id, attempt, BUSY_SECONDS);
    } catch (error) {
      this.log.error({ err: error, regeneration: id, attempt }, 'Launching a runner failed; trying again');
      await postponeLaunch(this.db, id, attempt, RETRY_SECONDS);
    }
  }
}
