/** Counts the websockets that each user has open at this server. */
export class OpenSockets {
  private readonly counts = new Map<string, number>();

  constructor(private readonly limit: number) {}

  /** Whether there was room for one more of this user. */
  enter(userId: string): boolean {
    const open = this.counts.get(userId) ?? 0;
    if (open >= this.limit) return false;
    this.counts.set(userId, open + 1);
    return true;
  }

  leave(userId: string): void {
    const open = this.counts.get(userId) ?? 0;
    if (open > 1) this.counts.set(userId, open - 1);
    else this.counts.delete(userId);
  }
}
