import type { Logger } from 'pino';
import { pause } from '../../../../core/util/backoff.js';

/** Resolves to null once what failed would work, else to the sentence that is true now. */
export type Recheck = () => Promise<string | null>;

interface Found {
  sentence: string;
  recheck: Recheck | null;
}

/**
 * What an operator must fix, by what we tried. The same success takes a problem back, and so does its recheck: what
 * failed may not be wanted again for hours, and a restarting API server refuses what it allows a minute later.
 */
export class ClusterProblems {
  private readonly found = new Map<string, Found>();
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly recheckMs: number,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.loop = this.keepChecking();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** `recheck`: null where what failed is repeated anyway. Logs a problem when it is new. */
  set(what: string, sentence: string, recheck: Recheck | null): void {
    if (this.found.get(what)?.sentence !== sentence) this.log.warn(sentence);
    this.found.set(what, { sentence, recheck });
  }

  clear(what: string): void {
    this.found.delete(what);
  }

  first(): string | null {
    const [first] = this.found.values();
    return first?.sentence ?? null;
  }

  private async keepChecking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(this.recheckMs, signal);
      for (const [what, { recheck }] of [...this.found]) {
        if (recheck === null || signal.aborted) continue;
        const sentence = await recheck();
        if (this.found.get(what)?.recheck !== recheck) continue;
        if (sentence === null) this.clear(what);
        else this.set(what, sentence, recheck);
      }
    }
  }
}
