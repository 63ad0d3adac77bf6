/** Number of parts at the front of the video from which the next one is taken. */
const LOOKAHEAD = 3;

interface Waiting {
  /** Its place in the video. */
  position: number;
  frameCount: number;
}

/**
 * Parts that wait to be made. The longest of the next few is taken first: long ones early, so that no core is left with
 * one at the end, and neighbors together, so that shared clips are on disk only for a short time.
 */
export class Backlog<Item extends Waiting> {
  private items: Item[] = [];
  private closed = false;
  private readonly takers: (() => void)[] = [];

  add(item: Item): void {
    this.items = [...this.items, item].toSorted(inOrder);
    this.takers.shift()?.();
  }

  /** Nothing more will be added. */
  close(): void {
    this.closed = true;
    for (const wake of this.takers.splice(0)) wake();
  }

  /** Waits for the next one; null if there will be none. */
  async take(): Promise<Item | null> {
    while (this.items.length === 0) {
      if (this.closed) return null;
      await new Promise<void>((resolve) => this.takers.push(resolve));
    }
    const near = this.items.slice(0, LOOKAHEAD);
    const longest = near.reduce((best, item) => (item.frameCount > best.frameCount ? item : best));
    this.items = this.items.filter((item) => item !== longest);
    return longest;
  }
}

function inOrder(a: Waiting, b: Waiting): number {
  return a.position - b.position;
}
