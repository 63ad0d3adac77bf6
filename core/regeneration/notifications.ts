/** Of how many events of a writer in a hurry one hint is told, by the time that an event takes; and at the latest. */
const EVENTS_A_HINT = 8;
const LONGEST_WAIT_MS = 100;

/**
 * When the events of one regeneration are hinted at. Nobody waits for a hint: the writer goes on. A writer that does not
 * go on at once has its hint sent at once. One in a hurry, whose next event is under way already, shares a hint among
 * several events, which says the newest: the busier the database, the fewer hints it has to carry.
 */
export class Hints {
  private appending = 0;
  /** The newest event without one. */
  private waiting: number | null = null;
  private sending = false;
  private sentAt = -Infinity;
  private timer: NodeJS.Timeout | null = null;

  /** @param announce sends a hint; never rejects */
  constructor(private readonly announce: (sequence: number) => Promise<void>) {}

  /** Appends an event, and sees to the hint. */
  async after(append: () => Promise<number | null>): Promise<number | null> {
    const began = performance.now();
    this.appending++;
    const sequence = await append().finally(() => this.appending--);
    if (sequence === null) return null;
    this.waiting = Math.max(this.waiting ?? 0, sequence);
    this.sendInTime(Math.min(EVENTS_A_HINT * (performance.now() - began), LONGEST_WAIT_MS));
    return sequence;
  }

  private sendInTime(longestMs: number): void {
    // By then the writer has begun its next event, if it is in a hurry.
    setImmediate(() => {
      if (this.appending === 0) return this.send();
      this.timer ??= setTimeout(() => this.send(), this.sentAt + longestMs - performance.now()).unref();
    });
  }

  /** One at a time: behind a slow one they would take the connections of the events. */
  private send(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting === null || this.sending) return;
    const newest = this.waiting;
    this.waiting = null;
    this.sending = true;
    this.sentAt = performance.now();
    void this.announce(newest).then(() => {
      this.sending = false;
      if (this.waiting !== null) this.sendInTime(LONGEST_WAIT_MS);
    });
  }
}
