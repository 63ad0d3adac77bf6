/** One part of an instruction in the user's words. */
export interface WishPart {
  text: string;
  /** What stood between it and the part before; a strong break ends a thought. */
  join: string;
  strong: boolean;
}

const STRONG = String.raw`;|[.!?…。！？]+(?=\s|$)|[\n\r]+|\bbut\b|\bthen\b`;
// What "and" keeps together: "try and", "nice and dark", "again and again", "black and white".
const ONE_SAYING = String.raw`(?<!\b(?:try|ahead|go|nice|good|more) )(?!(?<=\b(?:again|over|back|up|black|day|night) )and (?:again|over|forth|down|white|night|day)\b)`;
const SOFT = String.raw`${ONE_SAYING}\band\b|\bplus\b|\bas well as\b|[,，、&+]|\s[-–—]+(?=\s)|(?<=\p{L}{2})\s*/\s*(?=\p{L}{2})`;
const BREAK = new RegExp(`(?:\\s{0,9}(?:${STRONG}|${SOFT}))+\\s*`, 'giu');
const HAS_STRONG = new RegExp(STRONG, 'iu');

/** An instruction cut where one wish may end and another begin. Empty parts are left out. */
export function splitWishes(instruction: string): WishPart[] {
  const parts: WishPart[] = [];
  let join = '';
  let from = 0;
  for (const found of [...instruction.matchAll(BREAK), undefined]) {
    const text = instruction.slice(from, found?.index).trim();
    if (text !== '') parts.push({ text, join, strong: HAS_STRONG.test(join) });
    join = found?.[0] ?? '';
    from = (found?.index ?? 0) + join.length;
  }
  return parts;
}
