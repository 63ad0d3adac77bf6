import type { ImportPlan } from './plan.js';

/** One sentence that says which clips are HDR and what becomes of them; null if none is. */
export function highDynamicRangeWarning(clips: ImportPlan['clips']): string | null {
  const found = [...clips].flatMap(([index, { probe }]) => {
    const transfer = probe.video?.transfer ?? 'sdr';
    return transfer === 'sdr' ? [] : [{ number: index + 1, name: transfer.toUpperCase() }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const names = [...new Set(found.map(({ name }) => name))].join(', ');
  const [which, are, their] =
    found.length === 1
      ? [`Clip ${first.number}`, 'is', 'Its']
      : [`Clips ${listOf(found.map(({ number }) => String(number)))}`, 'are', 'Their'];
  return `${which} ${are} HDR (${names}). ${their} colors are converted to standard dynamic range (BT.709).`;
}

function listOf(items: string[]): string {
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}
