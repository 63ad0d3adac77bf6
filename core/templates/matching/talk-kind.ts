import { KINDS, type SmallTalk } from './talk-phrases.js';

/** Small talk is short; nothing longer is compared with it. */
export const LONGEST_TALK = 120;

/** What kind of small talk the whole of some plain words is; null: none. */
export function kindOf(plain: string): SmallTalk | null {
  if (plain.length > LONGEST_TALK) return null;
  return KINDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
