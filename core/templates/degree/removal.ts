import { moreOf } from '../matching/answer-complaint.js';
import { instructionCore } from '../matching/instruction-core.js';
import { POLITE } from '../matching/instruction-frames.js';
import { plainWords } from '../matching/plain-words.js';
import { splitInstruction } from '../matching/split-instruction.js';
import { templateByCore } from '../matching/template-by-core.js';
import type { Template } from '../template.js';

const REMOVAL = new RegExp(
  `^(?:(?:${POLITE}|and|but) )*(?:(?:can|could|would) you )?(?:(?:make|have|show) (?:it|this|that) )?` +
    '(?:without|no(?: more)?|not|remove|drop|lose|undo|delete|get rid of|turn off|take (?:away|off|out|back)|take(?= .+ (?:away|off|out)\\b)|stop) ' +
    '(?:(?:the|that|any|all|all the) )?(?<what>.+?)(?: (?:look|looks|effect|filter|style|change|thing))?(?: (?:away|off|out|again|please))*$',
);

/** What an instruction takes away of what is there, and the words that are left. */
export interface Removals {
  removed: Template[];
  /** Empty where nothing else was said. */
  rest: string;
}

/** Finds "without the night", "no night" and "remove the night look", of templates that are there. */
export function findRemovals(instruction: string, there: readonly Template[]): Removals {
  const parts = splitInstruction(instruction).map(({ text }) => ({ text, removes: removedIn(text, there) }));
  const removed = parts.flatMap(({ removes }) => removes ?? []);
  if (removed.length === 0) return { removed, rest: instruction };
  const rest = parts.filter(({ removes }) => removes === undefined).map(({ text }) => text);
  return { removed: [...new Set(removed)], rest: rest.join(', ') };
}

function removedIn(text: string, there: readonly Template[]): Template | undefined {
  const what = REMOVAL.exec(plainWords(text))?.groups?.['what'];
  if (what === undefined) return undefined;
  const core = instructionCore(what);
  const named =
    templateByCore(core) ?? moreOf(core) ?? there.find(({ label }) => label.toLowerCase() === core);
  return named !== undefined && there.includes(named) ? named : undefined;
}
