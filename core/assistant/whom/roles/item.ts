import type { Phrase } from '../phrases/phrase.js';

/** What clips that a message names are to it. Taken back: "clip 3, no wait, clip 4". */
export type Role = 'target' | 'exception' | 'style' | 'comparison' | 'taken back';

/** A phrase with the words around it that give it its role; those are from `from` on, up to `to`. */
export interface Item {
  role: Role;
  from: number;
  to: number;
  reference: Phrase;
  /** What was asked for last is wanted for it too: "same for clip 5". */
  isSame: boolean;
}

export const item = (
  role: Role,
  from: number,
  reference: Phrase,
  to = reference.to,
  isSame = false,
): Item => ({
  ...{ role, from, to, reference, isSame },
});
