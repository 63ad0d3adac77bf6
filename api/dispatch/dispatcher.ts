import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { Rounds } from '../../core/util/rounds.js';
import { crashPoint } from '../../core/regeneration/crash-point.js';
import { assertNever } from '../../core/errors.js';
import { backoffMs } from '../../core/util/backoff.js';
import {
  endRegeneration,
  markLaunched,
  noteWaiting,
  postponeLaunch,
  takeDueLaunches,
  type DueLaunch,
} from '../../core/regeneration/lifecycle.js';
import { jobName, type Launch, type Launcher } from '../launcher/launcher.js';
import { HELD_UP_ENDINGS, WAITING_SENTENCES, type WaitingReason } from './waiting.js';

const POLL_MS = 1000;
const BATCH = 20;
/**
 * A taken launch belongs to this replica for this long; then another may try. Short, so that a dead replica's launch is made
 * within 5 s; if both create the Job, its name makes them one.
 */
const HOLD_SECONDS = 3;
const BUSY_SECONDS = 1;
/** While nothing can be launched. The longest pause is also the longest delay once something can. */
const RETRY = { firstMs: 1000, longestMs: 10_000 };
/** A single failure is not shown to users. */
const FAILURES_TO_REPORT = 2;

/** Why a launch was not made; its row and those behind it keep waiting. */
interface HeldUp {
  reason: WaitingReason | null;
  /** null: until the hold on the launch ends. */
  againInSeconds: number | null;
}

/** Launches queued rows: at once when nudged, and by a poll as fallback. */
export class Dispatcher {
  private readonly rounds = new Rounds(async () => await this.dispatchDue(), POLL_MS);
  private failures = 0;
  /** After a failure, all rows wait until then, so that a failing cluster is not flooded. By performance.now(). */
  private nextTryAt = 0;

  constructor(
    private readonly db: PrismaClient,
    private readonly launcher: Launcher,
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

  private async dispatchDue(): Promise<boolean> {
    if (performance.now() < this.nextTryAt) return false;
    try {
      const due = await takeDueLaunches(this.db, BATCH, HOLD_SECONDS);
      await this.launchAll(due);
      return due.length === BATCH && this.failures === 0;
    } catch (error) {
      this.log.error({ err: error }, 'Dispatching failed');
      return false;
    }
  }

  /** Launches in order; what blocks one blocks those behind it. */
  private async launchAll(due: DueLaunch[]): Promise<void> {
    for (const [index, one] of due.entries()) {
      const heldUp = await this.launch(one);
      if (heldUp === null) continue;
      for (const waiting of due.slice(index)) await this.holdUp(waiting, heldUp);
      return;
    }
  }

  private async launch(due: DueLaunch): Promise<HeldUp | null> {
    const { id, attempt } = due;
    try {
      crashPoint('before-job-create');
      const launch = await this.launcher.launch({ ...due, name: jobName(id, attempt), regenerationId: id });
      crashPoint('after-job-create');
      this.failures = 0;
      return await this.conclude(due, launch);
    } catch (error) {
      this.log.error(
        { err: error, regeneration: id, attempt },
        'Launching a runner failed; it is tried again',
      );
      this.nextTryAt = performance.now() + backoffMs(++this.failures, RETRY);
      return { reason: this.failures < FAILURES_TO_REPORT ? null : 'unreachable', againInSeconds: null };
    }
  }

  private async conclude({ id, attempt, clipIndexes }: DueLaunch, launch: Launch): Promise<HeldUp | null> {
    switch (launch.outcome) {
      case 'launched':
        await markLaunched(this.db, id, attempt);
        this.log.info({ regeneration: id, attempt, clips: clipIndexes }, 'A runner was launched');
        return null;
      case 'busy':
        return { reason: launch.waiting.reason, againInSeconds: BUSY_SECONDS };
      case 'refused':
        this.log.error({ regeneration: id, attempt, detail: launch.detail }, 'The cluster refuses the Job');
        await endRegeneration(this.db, { id, attempt }, HELD_UP_ENDINGS.rejected);
        return null;
      default:
        return assertNever(launch, 'launch');
    }
  }

  private async holdUp({ id, attempt }: DueLaunch, { reason, againInSeconds }: HeldUp): Promise<void> {
    if (reason !== null) await noteWaiting(this.db, id, attempt, reason, WAITING_SENTENCES[reason]);
    if (againInSeconds !== null) await postponeLaunch(this.db, id, attempt, againInSeconds);
  }
}
