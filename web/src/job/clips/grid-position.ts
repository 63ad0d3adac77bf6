/** How many clips a grid shows, and in how many columns. */
export interface GridShape {
  count: number;
  columns: number;
}

/**
 * Where a key leads from a position (0-based) in a grid; null for keys that do not move. Down from above a row that
 * is not full leads to the last clip; a move out of the grid stays.
 */
export function positionAfter(key: string, from: number, { count, columns }: GridShape): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(from + 1, last);
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'ArrowDown':
      return rowOf(from, columns) < rowOf(last, columns) ? Math.min(from + columns, last) : from;
    case 'ArrowUp':
      return from >= columns ? from - columns : from;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function rowOf(position: number, columns: number): number {
  return Math.floor(position / columns);
}
