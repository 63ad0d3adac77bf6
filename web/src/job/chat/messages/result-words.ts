import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { clipsInWords, capitalized } from '../../../format/clips.js';
import { formatUsd, isZero } from '../../../format/money.js';
import { clipsOf } from '../../clips-of.js';

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
  const gone = removed.map(({ label }) => `without ${label.toLowerCase()}`);
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

/** What was done, for how much, and how long it took: "Clip 3 has changed: “Nighttime”. Free, 7 s." */
export function resultSentence(regeneration: Changed): string {
  const clips = changedClips(regeneration);
  const done = `${capitalized(clipsInWords(clips))} ${clips.length === 1 ? 'has' : 'have'} changed`;
  // Where another clip's look was taken over there are no words of a wish.
  const what = whatChanged(regeneration);
  return `${done}${what === '' ? '' : `: “${what}”`}. ${costAndTime(regeneration)}`;
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
  const price = !cost.known ? 'Its price is unknown' : isZero(cost.total) ? 'Free' : formatUsd(cost.total);
  if (!startedAt || !completedAt) return `${price}.`;
  const seconds = (Date.parse(completedAt) - Date.parse(startedAt)) / 1000;
  return `${price}, ${Math.max(1, Math.round(seconds))} s.`;
}
