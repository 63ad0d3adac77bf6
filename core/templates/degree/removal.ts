// cspell:ignore demasiada nieve
import { asksForLess, asksForMore } from '../matching/again.js';
import { moreOf } from '../matching/answer-complaint.js';
import { lessenedForeign, removedForeign, removesEverythingForeign } from '../languages/removal.js';
import { instructionCore } from '../matching/instruction-core.js';
import { POLITE } from '../matching/instruction-frames.js';
import { isEvidence } from '../matching/reasons.js';
import { plainWords } from '../matching/plain-words.js';
import { resetBy } from './resets.js';
import { readComplaint } from '../matching/complaints.js';
import { sharedWords } from '../matching/doubts.js';
import { splitInstruction, type InstructionPart } from '../matching/split-instruction.js';
import { templateByCore } from '../matching/template-by-core.js';
import type { Template } from '../template.js';

/** What is taken away is named in few words. */
const LONGEST = 120;

const REMOVAL = new RegExp(
  `^(?:(?:${POLITE}|and|but|maybe|perhaps|just|then|no|nope|nah|let us|try|rather) )*(?:(?:can|could|would) (?:you|we|i) )?(?:(?:i|we) (?=(?:do|would) not ))?(?:(?:make|have|show) (?:it|this|that) )?` +
    '(?:without|kill|ditch|scrap|axe|nuke|strip(?: out)?|erase|(?:do|would) not (?:want|like|need)|no(?: more)?|not(?! (?:so|as|that|too|quite)\\b)|remove|drop|lose|undo|delete|get rid of|turn off|take (?:away|off|out|back)|take(?= .+ (?:away|off|out)\\b)|(?:turn|switch)(?= .+ off\\b)|stop) ' +
    '(?:(?:the|that|any|all|its|all the) )?(?<what>.+?)(?: (?:look|looks|effect|filter|style|change|thing))?(?: (?:away|off|out|again|please|any ?more|no longer|after all|instead|then|though))*$',
);

const LOOKS =
  '(?:all(?: of)?|any|every|each|the|its|it is|that|those|these|your|my|current|added|applied|other|whole) ?';
const LOOK =
  '(?:looks?|effects?|filters?|adjustments?|changes?|edits?|styles?|edit|everything(?: else)?|all of it|all|treatment|stuff)';
/** "Can I get my original back", "back to normal", "I want it how it was at the start". */
const ORIGINAL = [
  '(?:can|could|may) (?:i|we) (?:get|have|see) (?:it )?(?:the |my |its )?original(?: (?:footage|look|version|clip|shot|one))?(?: it)?(?: back)?',
  '(?:get|have|give me|bring back|restore|use|show|back to|go back to|return to|revert to|i want)(?: (?:the|my|its))? original(?: (?:footage|look|version|clip|shot|one))?(?: it)?(?: back)?',
  '(?:(?:go|bring it|put it|get it|turn it|take it|set it) )?back to normal',
  '(?:(?:i want|make|put|have|bring|turn|get) it )?(?:back )?(?:to )?(?:how|the way|what|as|like) it was(?: shot)? (?:originally|initially|at (?:the )?(?:very )?(?:start|beginning|first)|in the (?:beginning|first place))',
].join('|');
const EVERYTHING = new RegExp(
  `^(?:(?:${POLITE}|and|but|just) )*(?:(?:can|could|would) you )?(?:i (?:want|would like)(?: you)? to )?` +
    `(?:(?:without|no(?: more)?|remove|delete|drop|lose|undo|clear|discard|strip|kill|get rid of|turn off|take (?:away|off|out)|take(?= .+ (?:away|off|out)\\b)|(?:turn|switch)(?= .+ off\\b)) (?:${LOOKS})*${LOOK}` +
    '|(?:reset|restore|clear|clean) (?:it|this|that)(?: to (?:the )?(?:original|normal|start|default|its original (?:look|state)))?|reset|(?:make|have|leave|put|turn|change|bring) it (?:back )?(?:to )?(?:the )?(?:plain|original|normal|untouched|clean|as (?:it was )?shot)(?: look| version| footage)?(?: again)?' +
    `|${ORIGINAL})` +
    '(?: (?:from|of|on|in|with) (?:it|this|that))?(?: (?:away|off|out|again|please|any ?more|no longer|there|now))*$',
);

/** Whether an instruction takes away whatever is there: "remove the look", "take everything off", "without effects". */
export const removesEverything = (instruction: string): boolean =>
  instruction.length <= LONGEST &&
  (EVERYTHING.test(plainWords(instruction)) || removesEverythingForeign(instruction));

/** What an instruction takes away of what is there, or wants less of, and the words that are left. */
export interface Removals {
  removed: Template[];
  /** With the words that say how much less. */
  softened: { template: Template; said: string }[];
  /** With the words that say how much more. */
  raised: { template: Template; said: string }[];
  /** Empty where nothing else was said. */
  rest: string;
}

/** Finds "without the night", "no night" and "remove the night look", and "less dark", of templates that are there. */
export function findRemovals(instruction: string, there: readonly Template[]): Removals {
  const nothing = { removed: [], softened: [], raised: [], rest: instruction };
  if (there.length === 0) return nothing;
  const reset = resetBy(instruction, there);
  if (reset.length > 0) return { removed: reset, softened: [], raised: [], rest: '' };
  if (removesEverything(instruction)) return { removed: [...there], softened: [], raised: [], rest: '' };
  const said = splitInstruction(instruction);
  const gone = said.map(({ text }) => removedIn(text, there));
  const parts = said.map((part, at) => {
    const { text } = part;
    const followsRemoval = at > 0 && gone[at - 1] !== undefined;
    const changed = changedIn(text, there);
    return {
      text,
      removes:
        gone[at] ??
        (followsRemoval ? alsoRemovedIn(part, there) : undefined) ??
        removedAfter(said[at - 1], part, there),
      softens:
        softenedIn(part, said[at - 1], there) ??
        overdoneIn(text, there) ??
        tooStrongIn(part, said[at - 1], there) ??
        changed?.softer ??
        lessenedIn(text, there),
      raises: changed?.stronger ?? (asksForMore(text) ? praisedIn(said[at - 1], there) : undefined),
      keeps:
        keptIn(text, there) ||
        asksWhyOf(text, gone, there) ||
        removedAfter(part, said[at + 1], there) !== undefined ||
        (asksForLess(text) && at > 0 && softenedIn(said[at - 1]!, said[at - 2], there) !== undefined) ||
        (followsRemoval && IT.test(plainWords(text))),
    };
  });
  const removed = new Set(parts.flatMap(({ removes }) => removes ?? []));
  const softened = parts.flatMap(({ text, softens, removes }) =>
    softens === undefined || removes !== undefined
      ? []
      : [
          {
            template: softens,
            said: lessenedIn(text, there) === softens ? lessenedForeign(text)!.said : text,
          },
        ],
  );
  const raised = parts.flatMap(({ text, raises }) =>
    raises === undefined ? [] : [{ template: raises, said: text }],
  );
  const isRead =
    removed.size > 0 || softened.length > 0 || raised.length > 0 || parts.some(({ keeps }) => keeps);
  if (!isRead) return nothing;
  const rest = parts.filter(
    ({ text, removes, softens, raises, keeps }) =>
      removes === undefined && softens === undefined && raises === undefined && !keeps && !isEvidence(text),
  );
  return { removed: [...removed], softened, raised, rest: rest.map(({ text }) => text).join(', ') };
}

/** "… and the grain" of "remove the vignette and the grain". */
function alsoRemovedIn({ text, strong }: InstructionPart, there: readonly Template[]): Template | undefined {
  if (strong) return undefined;
  const what = /^(?:also )?(?:the|its|that|any) (.+)$/.exec(plainWords(text))?.[1];
  const named = what === undefined ? undefined : namedIn(what, there);
  return named !== undefined && there.includes(named) ? named : undefined;
}

function namedIn(what: string, there: readonly Template[]): Template | undefined {
  const core = instructionCore(what);
  return (
    templateByCore(core) ??
    moreOf(core) ??
    there.find(({ label, category }) => [label, category].some((name) => name.toLowerCase() === core))
  );
}

function removedIn(text: string, there: readonly Template[]): Template | undefined {
  if (text.length > LONGEST) return undefined;
  const what = REMOVAL.exec(plainWords(text))?.groups?.['what'];
  const named = what === undefined ? removedForeign(text) : namedIn(what, there);
  return named !== undefined && there.includes(named) ? named : undefined;
}

const KEPT = /^(?:(?:please|but|and) )*keep (?:the |it )?(.+?)(?: look| effect| style)?$/;
const STAYS =
  /^(?:(?:please|but|and) )*the (\S+(?: \S+)?)(?: (?:look|effect|style))? (?:(?:must|should|has to|can|may|needs to) stay|stays)(?: (?:there|in|on|as it is|please))*$/;

/** "Keep the night, but make it warmer": the night is there, and stays. */
function keptIn(text: string, there: readonly Template[]): boolean {
  if (text.length > LONGEST) return false;
  const plain = plainWords(text);
  const what = (KEPT.exec(plain) ?? STAYS.exec(plain))?.[1];
  const named = what === undefined ? undefined : templateByCore(instructionCore(what));
  return named !== undefined && there.includes(named);
}

const WHY =
  /^(?:but )?why (?:is|are|does|do) (?:it|there|this|that)?(?: \S+)?? ?(?:still |so |all |such a )?(?<what>\S+)(?: (?:there|here|in it))?$/;

/** "Why is it still raining? Take the rain out". */
function asksWhyOf(
  text: string,
  removed: readonly (Template | undefined)[],
  there: readonly Template[],
): boolean {
  const what = text.length > LONGEST ? undefined : WHY.exec(plainWords(text))?.groups?.['what'];
  const named = what === undefined ? undefined : namedIn(what, there);
  return named !== undefined && removed.includes(named);
}

const IT =
  /^(?:(?:so|please|just) )*(?:remove|delete|drop|lose|get rid of|take) (?:it|that|them)(?: (?:off|out|away|please|again))*$/;

const COMPLAINS_OF =
  /^(?:there (?:is|are) (?:still |just |way )*(?:so much|too much|so many|too many|a lot of|lots of) (?<much>.+)|(?:(?:the|this|that|all the|these) )(?<what>.+?)(?: (?:look|looks|effect|filter|style|thing|stuff))? (?:is|are|looks?|feels?|does|do|was|bothers?|annoys?|distracts?|ruins?|kills?|hurts?)(?: .+)?)$/;

/** "The glitch thing is annoying, get rid of it". */
function removedAfter(
  part: InstructionPart | undefined,
  next: InstructionPart | undefined,
  there: readonly Template[],
): Template | undefined {
  if (part === undefined || next === undefined || part.text.length > LONGEST) return undefined;
  const what = IT.test(plainWords(next.text)) ? COMPLAINS_OF.exec(plainWords(part.text))?.groups : undefined;
  const named = what === undefined ? undefined : namedIn(what['what'] ?? what['much']!, there);
  return named !== undefined && there.includes(named) ? named : undefined;
}

const CHANGED =
  /^(?:(?:please|can you|could you) )*(?:(?:make|turn|have|i want|want|(?:i|we) would (?:like|prefer|love)) )?(?:the )?(?<what>.+?)(?: (?:look|effect|filter|style))?(?: (?:should be|needs to be|could be|to be))? (?:(?:a bit|a little|a tad|slightly|much|a lot|way|even) )*(?:(?<stronger>stronger|thicker|denser|harder|bigger|deeper|clearer|more intense|heavier|more visible|more obvious|more pronounced)|weaker|softer|thinner|lighter|gentler|milder|finer|smaller|less thick|less dense|subtler|more subtle|less strong|less intense|less visible|less obvious|fainter)(?: please)?$/;

/** "Tone the glitch down a bit", "dial the grain back to about half". */
const TURNED_DOWN =
  /^(?:(?:please|can you|could you|just|maybe|and) )*(?:tone|dial|turn|bring|scale|take) (?:the |that |its )?(?<what>.+?)(?: (?:look|effect|filter|style))? (?:down|back)(?: (?:a bit|a little|a tad|a notch|slightly|a lot|some|please|to (?:about |around )?half))*$/;

const VERB_FIRST =
  /^(?:(?:please|can you|could you|just|maybe) )*(?:(?<stronger>strengthen|intensify|boost)|soften|weaken|ease) (?:the |that |its )?(?<what>.+?)(?: (?:look|effect|filter|style))?(?: (?:a bit|a little|a tad|slightly|a lot|please))*$/;

/** "Make the blur stronger", "the sepia a bit weaker", "soften the sepia", "tone the sepia down". */
function changedIn(
  text: string,
  there: readonly Template[],
): { stronger?: Template; softer?: Template } | undefined {
  const plain = text.length > LONGEST ? '' : plainWords(text);
  const found = CHANGED.exec(plain) ?? VERB_FIRST.exec(plain) ?? TURNED_DOWN.exec(plain);
  const named = found === null ? undefined : namedIn(found.groups!['what']!, there);
  if (named === undefined || !there.includes(named)) return undefined;
  return found!.groups!['stronger'] === undefined ? { softer: named } : { stronger: named };
}

/** "Is too strong the fog", as those say it whose language puts it so. */
const OVERDONE_FIRST =
  /^(?:(?:it )?(?:is|looks|seems) )?(?:(?:a bit|a little|way|much|far|still) )?too (?:strong|much|intense|heavy|extreme|harsh|visible) (?:the|this|that) (?<what>\S+(?: \S+){0,2})$/;
const OVERDONE =
  /^(?:the )?(?<what>.+?)(?: (?:look|effect|filter|style))? (?:is|are|looks?|feels?|seems?|got|came out) (?:still |just )?(?:(?:a bit|a little|a tad|way|much|far) )?(?:too (?:strong|much|intense|heavy|extreme|harsh|obvious|visible|hard|thick|dense|wild|crazy|aggressive|noticeable|prominent|distracting)|overdone)$/;

/** "The grain is too strong". */
function overdoneIn(text: string, there: readonly Template[]): Template | undefined {
  const plain = text.length > LONGEST ? '' : plainWords(text);
  const what = (OVERDONE.exec(plain) ?? OVERDONE_FIRST.exec(plain))?.groups?.['what'];
  const named = what === undefined ? undefined : namedIn(what, there);
  return named !== undefined && there.includes(named) ? named : undefined;
}

const TOO_STRONG =
  /^(?:(?:but|just|is|it is|its|still|only|maybe) )*(?:(?:a bit|a little|a tad|way|much|far) )?(?:too (?:strong|much|intense|heavy|extreme|harsh|obvious|visible)|overdone|(?:a bit|a little) much)$/;
const PRAISED =
  /^(?:(?:the|this|that|i (?:like|love) the) )(?<what>.+?)(?: (?:look|effect|filter|style))?(?: (?:is|looks|works|feels) .+)?$/;

/** "The sepia is nice but too strong". */
function tooStrongIn(
  { text }: InstructionPart,
  before: InstructionPart | undefined,
  there: readonly Template[],
): Template | undefined {
  return text.length <= LONGEST && TOO_STRONG.test(plainWords(text)) ? praisedIn(before, there) : undefined;
}

/** The fog of "the fog looks amazing". */
function praisedIn(before: InstructionPart | undefined, there: readonly Template[]): Template | undefined {
  if (before === undefined) return undefined;
  const what =
    before.text.length > LONGEST ? undefined : PRAISED.exec(plainWords(before.text))?.groups?.['what'];
  const named = what === undefined ? undefined : namedIn(what, there);
  return named !== undefined && there.includes(named) ? named : undefined;
}

/** "Demasiada nieve" of a clip that has snow. */
function lessenedIn(text: string, there: readonly Template[]): Template | undefined {
  const template = lessenedForeign(text)?.template;
  return template !== undefined && there.includes(template) ? template : undefined;
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
