import { moreOf } from '../matching/answer-complaint.js';
import { instructionCore } from '../matching/instruction-core.js';
import { POLITE } from '../matching/instruction-frames.js';
import { plainWords } from '../matching/plain-words.js';
import { readComplaint } from '../matching/complaints.js';
import { sharedWords } from '../matching/doubts.js';
import { splitInstruction, type InstructionPart } from '../matching/split-instruction.js';
import { templateByCore } from '../matching/template-by-core.js';
import type { Template } from '../template.js';

/** What is taken away is named in few words. */
const LONGEST = 120;

const REMOVAL = new RegExp(
  `^(?:(?:${POLITE}|and|but) )*(?:(?:can|could|would) you )?(?:(?:make|have|show) (?:it|this|that) )?` +
    '(?:without|no(?: more)?|not|remove|drop|lose|undo|delete|get rid of|turn off|take (?:away|off|out|back)|take(?= .+ (?:away|off|out)\\b)|(?:turn|switch)(?= .+ off\\b)|stop) ' +
    '(?:(?:the|that|any|all|all the) )?(?<what>.+?)(?: (?:look|looks|effect|filter|style|change|thing))?(?: (?:away|off|out|again|please|any ?more|no longer))*$',
);

const LOOKS =
  '(?:all(?: of)?|any|every|each|the|its|it is|that|those|these|your|my|current|added|applied|other|whole) ?';
const LOOK =
  '(?:looks?|effects?|filters?|adjustments?|changes?|edits?|styles?|edit|everything(?: else)?|all of it|all|treatment|stuff)';
const EVERYTHING = new RegExp(
  `^(?:(?:${POLITE}|and|but|just) )*(?:(?:can|could|would) you )?(?:i (?:want|would like)(?: you)? to )?` +
    `(?:(?:without|no(?: more)?|remove|delete|drop|lose|undo|clear|discard|strip|kill|get rid of|turn off|take (?:away|off|out)|take(?= .+ (?:away|off|out)\\b)|(?:turn|switch)(?= .+ off\\b)) (?:${LOOKS})*${LOOK}` +
    '|(?:reset|restore|clear|clean) (?:it|this|that)(?: to (?:the )?(?:original|normal|start|default|its original (?:look|state)))?|reset|(?:make|have|leave|put|turn|change|bring) it (?:back )?(?:to )?(?:the )?(?:plain|original|normal|untouched|clean|as (?:it was )?shot)(?: look| version| footage)?(?: again)?)' +
    '(?: (?:from|of|on|in|with) (?:it|this|that))?(?: (?:away|off|out|again|please|any ?more|no longer|there|now))*$',
);

/** Whether an instruction takes away whatever is there: "remove the look", "take everything off", "without effects". */
export const removesEverything = (instruction: string): boolean =>
  instruction.length <= LONGEST && EVERYTHING.test(plainWords(instruction));

/** What an instruction takes away of what is there, or wants less of, and the words that are left. */
export interface Removals {
  removed: Template[];
  /** With the words that say how much less. */
  softened: { template: Template; said: string }[];
  /** Empty where nothing else was said. */
  rest: string;
}

/** Finds "without the night", "no night" and "remove the night look", and "less dark", of templates that are there. */
export function findRemovals(instruction: string, there: readonly Template[]): Removals {
  const nothing = { removed: [], softened: [], rest: instruction };
  if (there.length === 0) return nothing;
  if (removesEverything(instruction)) return { removed: [...there], softened: [], rest: '' };
  const parts = splitInstruction(instruction).map((part, at, all) => ({
    text: part.text,
    removes: removedIn(part.text, there),
    softens: softenedIn(part, all[at - 1], there),
    keeps: keptIn(part.text, there),
  }));
  const removed = new Set(parts.flatMap(({ removes }) => removes ?? []));
  const softened = parts.flatMap(({ text, softens, removes }) =>
    softens === undefined || removes !== undefined ? [] : [{ template: softens, said: text }],
  );
  if (removed.size === 0 && softened.length === 0 && parts.every(({ keeps }) => !keeps)) return nothing;
  const rest = parts.filter(
    ({ removes, softens, keeps }) => removes === undefined && softens === undefined && !keeps,
  );
  return { removed: [...removed], softened, rest: rest.map(({ text }) => text).join(', ') };
}

function removedIn(text: string, there: readonly Template[]): Template | undefined {
  if (text.length > LONGEST) return undefined;
  const what = REMOVAL.exec(plainWords(text))?.groups?.['what'];
  if (what === undefined) return undefined;
  const core = instructionCore(what);
  const named =
    templateByCore(core) ?? moreOf(core) ?? there.find(({ label }) => label.toLowerCase() === core);
  return named !== undefined && there.includes(named) ? named : undefined;
}

/** "Keep the night, but make it warmer": the night is there, and stays. */
function keptIn(text: string, there: readonly Template[]): boolean {
  if (text.length > LONGEST) return false;
  const what = /^(?:please )?keep (?:the |it )?(.+?)(?: look| effect| style)?$/.exec(plainWords(text))?.[1];
  const named = what === undefined ? undefined : templateByCore(instructionCore(what));
  return named !== undefined && there.includes(named);
}

/** "Less dark" and "too dark" of a clip that was made darker; so does "and slow" of "too dark and slow". */
function softenedIn(
  part: InstructionPart,
  before: InstructionPart | undefined,
  there: readonly Template[],
): Template | undefined {
  const shared = before === undefined ? undefined : sharedWords(before.text, part);
  const complaint = readComplaint(shared === undefined ? part.text : `${shared} ${part.text}`, part.asks);
  if (complaint?.asksFor !== 'less') return undefined;
  const named = templateByCore(complaint.of) ?? moreOf(complaint.of);
  return named !== undefined && there.includes(named) ? named : undefined;
}
