/** While a writer is busy, send one notification per 8 events, and at least one every 100 ms. */
const EVENTS_PER_NOTIFICATION = 8;
const LONGEST_WAIT_MS = 100;

/**
 * Decides when the events of one regeneration are announced. The writer never waits for a notification. A writer that
 * pauses has its event announced at once; for a busy one, whose next event has already begun, several events share a
 * notification that carries the newest sequence: the busier the database, the fewer notifications it has to carry.
 */
export class Notifications {
  private appending = 0;
  /** The newest event that is not announced yet. */
  private waiting: number | null = null;
  private sending = false;
  private sentAt = -Infinity;
  private timer: NodeJS.Timeout | null = null;

  /** @param announce sends a notification; never rejects */
  constructor(private readonly announce: (sequence: number) => Promise<void>) {}

  /** Appends an event and schedules its notification. */
  async after(append: () => Promise<number | null>): Promise<number | null> {
    const began = performance.now();
    this.appending++;
    const sequence = await append().finally(() => this.appending--);
    if (sequence === null) return null;
    this.waiting = Math.max(this.waiting ?? 0, sequence);
    this.sendInTime(Math.min(EVENTS_PER_NOTIFICATION * (performance.now() - began), LONGEST_WAIT_MS));
    return sequence;
  }

  private sendInTime(longestMs: number): void {
    // By then a busy writer has begun its next event.
    setImmediate(() => {
      if (this.appending === 0) return this.send();
      this.timer ??= setTimeout(() => this.send(), this.sentAt + longestMs - performance.now()).unref();
    });
  }

  /** One at a time: queued behind a slow one, they would take the connections that the events need. */
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
