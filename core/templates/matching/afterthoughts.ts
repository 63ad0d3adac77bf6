import { amountIn, percentOf } from '../degree/amount.js';
import { withoutFigures } from '../degree/figures.js';
import { DEGREE } from './instruction-frames.js';
import type { Template, TemplateCategory } from '../template.js';
import { moreOf } from './answer-complaint.js';
import { readComplaint } from './complaints.js';
import { matchInstruction } from './match-instruction.js';
import { plainWords } from './plain-words.js';
import type { InstructionPart } from './split-instruction.js';

const SMALL =
  /^(?:(?:but|and|only|just) )*(?:not (?:too|so|that|super|very) (?:much|strong(?:ly)?|hard|heavy|heavily|intense|crazy|extreme|wild|obvious|noticeable|thick|dense)|nothing (?:too )?(?:crazy|extreme|wild|heavy|much)|subtle|light(?:ly)?|gentle)$/;
const SAYS_DEGREE =
  /^(?:(?:but|and|only|just|both|all|each|of|them|at|to|with|about|around|by|strength|though|please|ok|okay) ?)*$/;

/** How much, where a part says no more than that: "50 %", "but only a bit". */
function degreeOf(text: string): string | null {
  const plain = plainWords(text);
  if (SMALL.test(plain)) return 'a bit';
  const percent = percentOf(text);
  const amount = amountIn(text);
  if (percent === null && amount === 'plain') return null;
  const left = withoutFigures(plain).replace(DEGREE, ' ').replace(/ +/g, ' ').trim();
  if (!SAYS_DEGREE.test(left)) return null;
  return percent === null ? amount : `${percent} %`;
}

/** "Brighter, but not too bright" is a bit brighter. */
function boundOf(text: string, meant: Template): string | null {
  const most = /^(?:(?:but|and) )*not (?:too|overly) (\S+)$/.exec(plainWords(text))?.[1];
  return most !== undefined && moreOf(most) === meant ? 'a bit' : null;
}

const PULLED =
  /^(?:(?:so|please|and|then|just|maybe) )*(?:pull|take|bring|turn|tone|dial|ease|knock|scale|push|crank|bump|lift|boost|lower|raise|reduce|correct|fix) (?:it|this|that|them)(?: (?:down|back|up|off))?(?: (?:please|ok|okay))*$/;

/** "Too bright, pull it down a touch": how much of what the complaint asks for. */
function pulledBy(text: string, before: string): string | null {
  const plain = plainWords(text);
  const bare = withoutFigures(plain).replace(DEGREE, ' ').replace(/ +/g, ' ').trim();
  if (!PULLED.test(bare) || readComplaint(before) === undefined) return null;
  const percent = percentOf(text);
  if (percent !== null) return `${percent} %`;
  const amount = amountIn(text);
  return amount === 'plain' ? '' : amount;
}

/** "Sunset, 50 %" is one wish, and so is "brighter, but only a bit". */
export function withDegrees(parts: readonly InstructionPart[]): InstructionPart[] {
  const joined: InstructionPart[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const meant = before === undefined ? undefined : matchInstruction(before.text);
    const degree =
      meant === undefined
        ? null
        : (degreeOf(part.text) ?? boundOf(part.text, meant) ?? pulledBy(part.text, before!.text));
    if (degree === null) joined.push(part);
    else joined.push({ ...joined.pop()!, text: `${before!.text} ${degree}`.trim() });
  }
  return joined;
}

/** Takes back what was said just before: "darker, no wait, brighter". */
const TAKES_BACK =
  /^(?:(?:oh|ah|um|uh|hm+|sorry|no|nope|nah|actually|well|but) )*(?:(?:wait|sorry|no|nope|nah)$|(?:no wait|wait no|no sorry|sorry no|no actually|actually no|(?:no |sorry |wait )?i meant?|or rather|scratch that)(?: (?:i meant?|make (?:it|that)|rather|sorry|actually))*(?: (?<instead>.+))?$)/;

/** Without what is taken back, where the words after it are a wish by themselves; "no, darker" is "darker". */
export function withoutTakenBack(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  for (let at = parts.length - 1; at >= 0; at--) {
    const found = TAKES_BACK.exec(plainWords(parts[at]!.text));
    if (found === null) continue;
    const { instead } = found.groups!;
    const after = parts.slice(at + 1);
    const left = instead === undefined ? after : [{ ...parts[at]!, text: instead }, ...after];
    const isWish = left.length > 0 && matchInstruction(left[0]!.text, left[0]!.asks) !== undefined;
    return isWish ? left : parts;
  }
  return parts;
}

const REFUSED =
  /^(?:(?:no|but|and|just|i said|i|we) )*(?:do not (?:want|need|mean) (?:(?:it|this|that) )?(?:to be )?|not )(?!(?:too|so|that|as|overly|very|really) )(?<what>.+)$/;

const REPAIRS = /^(?:(?:please|so|can you|could you) )*(?:make|turn|give|change|bring) /;
const IS_WANTED = /(?:er|en)(?: |$)|\b(?:more|less|make|turn|give|add|put|want)\b/;

/** "Washed out colors, make them stronger": what is there, before the wish for its opposite. */
function isRepaired(text: string, next: InstructionPart | undefined): boolean {
  if (
    next === undefined ||
    !REPAIRS.test(plainWords(next.text)) ||
    IS_WANTED.test(plainWords(text)) ||
    readComplaint(text) !== undefined
  )
    return false;
  const [seen, wanted] = [matchInstruction(text), matchInstruction(next.text)];
  if (seen === undefined || wanted === undefined) return false;
  return wanted.opposite === seen.id || wanted.replaces.includes(seen.id);
}

/** What is nothing in the picture that could be meant to go, as snow is. */
const OF_LIGHT: ReadonlySet<TemplateCategory> = new Set<TemplateCategory>([
  'Light',
  'Color',
  'Grade',
  'Tint',
]);

/** "Not darker, brighter" is brighter: what is refused beside its opposite is no wish of its own. */
export function withoutRefused(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  return parts.filter(({ text }, at) => {
    if (isRepaired(text, parts[at + 1])) return false;
    const what = REFUSED.exec(plainWords(text))?.groups?.['what'];
    const refused = what === undefined ? undefined : matchInstruction(what);
    if (refused === undefined || matchInstruction(text) !== undefined) return true;
    return ![parts[at - 1], parts[at + 1]].some((other) => {
      const meant = other === undefined ? undefined : matchInstruction(other.text);
      if (meant === undefined) return false;
      return (
        OF_LIGHT.has(refused.category) || meant.opposite === refused.id || meant.replaces.includes(refused.id)
      );
    });
  });
}

const STYLES: ReadonlySet<TemplateCategory> = new Set<TemplateCategory>(['Mood', 'Grade', 'Film', 'Overlay']);
const STYLED_COLORS: ReadonlySet<string> = new Set(['desaturated', 'vivid', 'pastel', 'teal_orange']);
const DESCRIBES =
  /^(?:very|extremely|super|really|slightly|a (?:bit|little|touch|tad|little bit|tiny bit)) \S+$/;

function isStyle(text: string): boolean {
  const meant =
    matchInstruction(text) ??
    (DESCRIBES.test(plainWords(text)) ? matchInstruction(`${text} please`) : undefined);
  return meant !== undefined && (STYLES.has(meant.category) || STYLED_COLORS.has(meant.id));
}

/** "Very gritty" alone may be what is seen; "very gritty and slightly desaturated" is what somebody wants. */
export function asWishes(parts: readonly InstructionPart[]): readonly InstructionPart[] {
  if (parts.length < 2 || !parts.every(({ text, asks }) => !asks && isStyle(text))) return parts;
  return parts.map((part) =>
    matchInstruction(part.text) === undefined ? { ...part, text: `${part.text} please` } : part,
  );
}
