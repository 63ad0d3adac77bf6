import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { clipsInWords, capitalized } from '../../../format/clips.js';
import { formatUsd, isZero } from '../../../format/money.js';
import { clipsOf } from '../../clips-of.js';
import { t } from '../../../languages/t.js';

type Changed = Pick<
  ConversationRegenerationFragment,
  'clipIndex' | 'changes' | 'result' | 'instruction' | 'templates' | 'cost' | 'startedAt' | 'completedAt'
>;

type Wished = Pick<Changed, 'instruction' | 'templates' | 'changes'>;

/** What a change did: the names of its templates, those that it took away last, or the user's own words. */
export function whatChanged(regeneration: Wished): string {
  const { instruction, templates } = regeneration;
  if (templates.length === 0) return instruction;
  const { made, removed } = madeAndRemoved(regeneration);
  const gone = removed.map(({ label }) => t('result.without', { look: label.toLowerCase() }));
  return [...made.map(({ label }) => label), ...gone].join(', ');
}

/** The templates that a change has drawn, and those that it took away from every clip that had them. */
export function madeAndRemoved({ templates, changes }: Pick<Wished, 'templates' | 'changes'>) {
  const isRemoved = ({ id }: Wished['templates'][number]): boolean =>
    changes.length > 0 && changes.every(({ removed }) => removed.some((one) => one.id === id));
  return {
    made: templates.filter((template) => !isRemoved(template)),
    removed: templates.filter(isRemoved),
  };
}

/** Lengths of clips in seconds, by their indexes. */
export type ClipLengths = ReadonlyMap<number, number>;

/** A half of a clip, by the words that the server knows it by, or from where to where in seconds. */
type Part = 'first half' | 'second half' | { from: number; to: number };

/** The part of its clips that a change is for. Null where it is for all of them, or not for the same part. */
export function partChanged({ changes }: Pick<Wished, 'changes'>, lengths: ClipLengths): Part | null {
  const parts = changes.map(({ clipIndex, range }) => (range ? partOf(range, lengths.get(clipIndex)) : null));
  const [first = null] = parts;
  return parts.every((part) => JSON.stringify(part) === JSON.stringify(first)) ? first : null;
}

/** A frame. Halves of an odd number of them are rounded. */
const NEAR = 1 / 30 + 0.01;

function partOf({ from, to }: { from: number; to: number }, length: number | undefined): Part {
  const isAt = (time: number, place: number) => Math.abs(time - place) <= NEAR;
  if (length !== undefined && isAt(from, 0) && isAt(to, length / 2)) return 'first half';
  if (length !== undefined && isAt(from, length / 2) && isAt(to, length)) return 'second half';
  return { from, to };
}

/** "Brighter in its second half", "Brighter from 1 s to 2 s". */
function whatAndWhere(regeneration: Wished, lengths: ClipLengths): string {
  const [what, part] = [whatChanged(regeneration), partChanged(regeneration, lengths)];
  // The own words name it.
  if (part === null || regeneration.templates.length === 0) return what;
  if (typeof part === 'object') return t('result.range', { what, ...part });
  const count = regeneration.changes.length;
  return t(part === 'first half' ? 'result.firstHalf' : 'result.secondHalf', { what, count });
}

/** What was done, for how much, and how long it took: "Clip 3 has changed: “Brighter in its second half”. Free, 7 s." */
export function resultSentence(regeneration: Changed, lengths: ClipLengths): string {
  const clips = changedClips(regeneration);
  // Where another clip's look was taken over there are no words of a wish.
  const what = whatAndWhere(regeneration, lengths);
  const said = {
    clips: capitalized(clipsInWords(clips)),
    count: clips.length,
    cost: costAndTime(regeneration),
  };
  return what === '' ? t('result.done', said) : t('result.doneWith', { ...said, what });
}

/** Those whose change was published: of a change that failed in part, not all. */
export function changedClips(regeneration: Pick<Changed, 'clipIndex' | 'changes' | 'result'>): number[] {
  const failed = regeneration.changes.filter(({ status }) => status === 'FAILED');
  return clipsOf(regeneration).filter((clip) => !failed.some(({ clipIndex }) => clipIndex === clip));
}

export function costAndTime({
  cost,
  startedAt,
  completedAt,
}: Pick<Changed, 'cost' | 'startedAt' | 'completedAt'>): string {
  const { total, known } = cost;
  const price = !known ? t('result.unknownPrice') : isZero(total) ? t('common.isFree') : formatUsd(total);
  if (!startedAt || !completedAt) return t('result.cost', { price });
  const seconds = (Date.parse(completedAt) - Date.parse(startedAt)) / 1000;
  return t('result.costAndTime', { price, seconds: Math.max(1, Math.round(seconds)) });
}
