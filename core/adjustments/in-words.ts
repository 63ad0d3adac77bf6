import { isSamePlace, templateOf, type Adjustment } from './adjustment.js';
import { partInWords } from './part.js';

/** What an edit does to a list of adjustments, in one sentence: ““Brighter” goes from 100 % to 75 %.” */
export function changeInWords(before: readonly Adjustment[], after: readonly Adjustment[]): string {
  const parts = [
    ...before.flatMap((was) => {
      const is = after.find((one) => isSamePlace(one, was));
      if (is?.strength === was.strength) return [];
      return is === undefined
        ? [`${name(was)} goes`]
        : [`${name(was)} goes from ${percent(was)} to ${percent(is)}`];
    }),
    ...after
      .filter((is) => !before.some((was) => isSamePlace(was, is)))
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
  const { strength, part } = adjustment;
  const degree = strength === 1 ? '' : strength < 1 ? ', a bit' : ', strongly';
  const where = part === undefined ? '' : `, ${partInWords(part)}`;
  return reply.replace(/\.$/, `${degree}${where}.`);
}

/** An adjustment as a version has it: "Brighter, 50 %, from 1 s to 2 s". */
export function shownInWords(adjustment: Adjustment): string {
  const { part } = adjustment;
  const degree = templateOf(adjustment).whole ? [] : [percent(adjustment)];
  const where = part === undefined ? [] : [partInWords(part)];
  return [templateOf(adjustment).label, ...degree, ...where].join(', ');
}

function name(adjustment: Adjustment): string {
  const { part } = adjustment;
  return `“${templateOf(adjustment).label}”${part === undefined ? '' : ` ${partInWords(part)}`}`;
}
const percent = ({ strength }: Adjustment): string => `${strength * 100} %`;
