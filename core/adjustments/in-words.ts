import { templateOf, type Adjustment } from './adjustment.js';

/** What an edit does to a list of adjustments, in one sentence: ““Brighter” goes from 100 % to 75 %.” */
export function changeInWords(before: readonly Adjustment[], after: readonly Adjustment[]): string {
  const parts = [
    ...before.flatMap((was) => {
      const is = after.find(({ id }) => id === was.id);
      if (is?.strength === was.strength) return [];
      return is === undefined
        ? [`${name(was)} goes`]
        : [`${name(was)} goes from ${percent(was)} to ${percent(is)}`];
    }),
    ...after
      .filter(({ id }) => before.every((was) => was.id !== id))
      .map((is) => `${name(is)} comes at ${percent(is)}`),
  ];
  const [first, ...others] = [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(
    (part) => part !== '',
  );
  return `${[first, ...others].join(' and ')}${after.length === 0 ? ': the footage is as it was' : ''}.`;
}

/** What the assistant says of a new adjustment; the plain one in its template's own words. */
export function adjustmentInWords(adjustment: Adjustment): string {
  const { reply } = templateOf(adjustment);
  const { strength } = adjustment;
  if (strength === 1) return reply;
  return reply.replace(/\.$/, strength < 1 ? ', a bit.' : ', strongly.');
}

const name = (adjustment: Adjustment): string => `“${templateOf(adjustment).label}”`;
const percent = ({ strength }: Adjustment): string => `${strength * 100} %`;
