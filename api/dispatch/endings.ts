import type { Logger } from 'pino';
import type { Launcher } from '../launcher/launcher.js';

/** A Job gets a grace period to end; we ask again only after this. */
const ASK_AGAIN_MS = 10_000;

/**
 * Asks Jobs to end. A level-triggered loop wants that in every round; here it is asked once per ASK_AGAIN_MS and not
 * awaited, so that a hanging launcher does not hold up other rows.
 */
export class JobEndings {
  private readonly askedAt = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly launcher: Pick<Launcher, 'delete'>,
    private readonly log: Logger,
  ) {}

  /** Returns false if the Job was asked a moment ago. */
  end(name: string): boolean {
    this.forgetOld();
    if (this.askedAt.has(name)) return false;
    this.askedAt.set(name, performance.now());
    const ending = this.launcher
      .delete(name)
      .catch((error: unknown) => this.log.warn({ err: error }, `Job ${name} could not be ended yet`))
      .finally(() => this.underWay.delete(ending));
    this.underWay.add(ending);
    return true;
  }

  /** Resolves when no request is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private forgetOld(): void {
    const before = performance.now() - ASK_AGAIN_MS;
    for (const [name, at] of this.askedAt) if (at < before) this.askedAt.delete(name);
  }
}
