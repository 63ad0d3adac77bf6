/** Does something again and again, one round at a time: at an interval, and at once when nudged. */
export class Rounds {
  private timer: NodeJS.Timeout | null = null;
  private current: Promise<void> | null = null;
  private again = false;

  /**
   * @param round one round, which never rejects; true: there is more to do at once
   * @param intervalMs between two rounds that nobody asks for
   */
  constructor(
    private readonly round: () => Promise<boolean>,
    private readonly intervalMs: number,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.nudge(), this.intervalMs);
    this.nudge();
  }

  /** Resolves once the current round has ended; there is none after it. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.current;
  }

  /** Runs a round now, or another one after the current. */
  nudge(): void {
    if (this.timer === null) return;
    if (this.current === null) this.current = this.run();
    else this.again = true;
  }

  private async run(): Promise<void> {
    const hasMore = await this.round();
    this.current = null;
    const again = this.again || hasMore;
    this.again = false;
    if (again) this.nudge();
  }
}
