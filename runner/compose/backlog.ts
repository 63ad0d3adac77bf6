/** How far ahead in the video a part may be taken before the ones in front of it. */
const LOOKAHEAD = 3;

interface Waiting {
  /** Where it stands in the video. */
  position: number;
  frameCount: number;
}

/**
 * Parts that wait to be made. Taken is the longest of the next few in the order of the video: long ones early, so that
 * no core is left with one at the end, and neighbours together, so that the clips that they share are needed for a short
 * time only.
 */
export class Backlog<Item extends Waiting> {
  private items: Item[] = [];
  private closed = false;
  private readonly takers: (() => void)[] = [];

  add(item: Item): void {
    this.items = [...this.items, item].toSorted(inOrder);
    this.takers.shift()?.();
  }

  /** Nothing will be added any more. */
  close(): void {
    this.closed = true;
    for (const wake of this.takers.splice(0)) wake();
  }

  /** Waits for the next one; null where there will be none. */
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
