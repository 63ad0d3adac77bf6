import type { Logger } from 'pino';
import type { Launcher } from '../launcher/launcher.js';

/** A Job that is told to end gets a grace; it is told again only after this. */
const TELL_AGAIN_MS = 10_000;

/**
 * Tells Jobs to end. A level-triggered loop wants that again in every round, but it is asked for once in a while, and
 * nobody waits for it: a launcher that hangs must not hold up what concerns other rows.
 */
export class JobEndings {
  private readonly toldAt = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly launcher: Pick<Launcher, 'delete'>,
    private readonly log: Logger,
  ) {}

  /** Returns whether the Job is told now, and was not just before. */
  tell(name: string): boolean {
    this.forgetOld();
    if (this.toldAt.has(name)) return false;
    this.toldAt.set(name, performance.now());
    const telling = this.launcher
      .delete(name)
      .catch((error: unknown) => this.log.warn({ err: error }, `Job ${name} could not be ended yet`))
      .finally(() => this.underWay.delete(telling));
    this.underWay.add(telling);
    return true;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private forgetOld(): void {
    const before = performance.now() - TELL_AGAIN_MS;
    for (const [name, at] of this.toldAt) if (at < before) this.toldAt.delete(name);
  }
}
