import { replacing } from '../../util/text/any-of.js';
import type { Template, TemplateId } from '../template.js';

/** "Lower the exposure by half a stop". */
const STOPS =
  / (?:by )?(?:about |around )?(?:(?<count>half an?|[0-9]|an?|one|two|three|a few|a couple of|a third of an?) )(?:full |whole )?(?:f )?stops?(?: of light)?(?= |$)/g;
/** A stop is a plain "brighter". */
const PARTS_OF_STOP: Record<string, number> = { half: 0.5, third: 0.33, two: 2, three: 3, few: 2, couple: 2 };

/** "Half as bright" is less bright, "double the contrast" more contrast: the direction, without how much. */
const inDirections = replacing([
  [STOPS, ''],
  [
    /\b(?:(?:play|played|run|go) )?(?:(?:it|this|that|the \w+) )?(?:twice|two times|double|2x) as fast\b/g,
    ' play faster',
  ],
  [/\b(?:(?:play|played|run|go) )?(?:(?:it|this|that|the \w+) )?half as fast\b/g, ' play slower'],
  [/\b(?:[0-9]{1,2}|two|three|four|five|ten) ?(?:times|x) (?=\S+er\b|more |less )/g, ''],
  [/\bhalf as (?:much|many|strong(?:ly)?|intense)\b/g, 'less strong'],
  [/\b(?:twice|two times|double|three times|thrice) as (?:much|many|strong(?:ly)?|intense)\b/g, 'stronger'],
  [/\bhalf as (?=\S)/g, 'less '],
  [/\b(?:twice|two times|double|three times|thrice) as (\S+(?: \S+)?)/g, 'not $1 enough'],
  [/\b(?:double|twice) (?:(?:it|that|this)|the (?:effect|look|change))\b/g, 'stronger'],
  [/\b(?:halve|half)(?: of)? (?:(?:it|that|this)|the (?:effect|look|change))\b/g, 'softer'],
  [/^((?:(?!double|twice)\S+ ){0,3})(?:double|twice) (?:of )?the (?=\S)/, '$1more '],
  [/^((?:(?!halve|half)\S+ ){0,3})(?:halve|half) (?:of )?the (?=\S)/, '$1less '],
]);

const SCALE = 'brightness|exposure|contrast|saturation|warmth|light|motion|movement|speed|energy|colors?';
/** "Brightness at 80 %" is a fifth less than there is. */
const SET_TO = new RegExp(`\\b(${SCALE}) (?:at|to) ([0-9]{1,3}) ?(?:%|percent)(?= |$)`);
const PERCENT = /(?:^| )(?:by |at )?(?:about |around )?([0-9]{1,3}) ?(?:%|percent)(?= |$)/;
const EACH_PERCENT = new RegExp(PERCENT.source, 'g');

const FIGURE = /[0-9] ?(?:%|percent)/;

/** Plain words without figures of degree: "30 % brighter" is "brighter", and "half as bright" "less bright". */
export function withoutFigures(plain: string): string {
  const told = inDirections(plain);
  if (!FIGURE.test(told)) return told.includes('  ') ? told.replace(/ {2,}/g, ' ').trim() : told.trim();
  return told
    .replace(SET_TO, (all, scale: string, percent: string) => {
      const change = Number(percent) - 100;
      return change === 0 ? all : `${change < 0 ? 'less' : 'more'} ${scale}`;
    })
    .replace(EACH_PERCENT, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const TIMES: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, ten: 10 };

/** By how many percent a change is asked for; null where no figure says it. */
export function percentIn(plain: string): number | null {
  const stops = stopsIn(plain);
  if (stops !== null) return stops * PLAIN_PERCENT;
  const set = SET_TO.exec(plain);
  if (set !== null) return Math.abs(Number(set[2]) - 100);
  const percent = PERCENT.exec(plain)?.[1];
  if (percent !== undefined) return Number(percent);
  const times = /\b([0-9]{1,2}|two|three|four|five|ten) ?(?:times|x) (?:\S+er\b|more |less )/.exec(
    plain,
  )?.[1];
  if (times !== undefined) return Math.max(0, (TIMES[times] ?? Number(times)) - 1) * 100;
  if (/\b(?:half|halve)\b/.test(plain)) return 50;
  if (/\b(?:three times|thrice) as\b/.test(plain)) return 200;
  return /\b(?:twice|two times|double)\b/.test(plain) ? 100 : null;
}

/**
 * What strength 1 changes in percent of what is seen, as the built-in renderer's filters are: brighter and darker move the
 * middle of the picture by a third, contrast rises by 40 %, red against blue shifts by a third.
 */
const PLAIN_PERCENT = 33;
const OTHERWISE: Partial<Record<TemplateId, number>> = {
  desaturated: 70,
  speed_up: 100,
  slow_motion: 50,
};

/** The strength of a change by so many percent: 33 % is a plain "brighter". Not yet in quarters, nor bounded. */
export function strengthOfPercent({ id }: Pick<Template, 'id'>, percent: number): number {
  return percent / (OTHERWISE[id] ?? PLAIN_PERCENT);
}

function stopsIn(plain: string): number | null {
  const found = plain.includes(' stop') ? [...plain.matchAll(STOPS)].at(-1) : undefined;
  const count = found?.groups?.['count'];
  if (count === undefined) return null;
  const word = Object.keys(PARTS_OF_STOP).find((known) => count.includes(known));
  return word === undefined ? Number.parseInt(count, 10) || 1 : PARTS_OF_STOP[word]!;
}
