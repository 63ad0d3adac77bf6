// cspell:ignore glowy midtones
// cspell:ignore ning
// cspell:ignore desaturating
import { remembered } from '../../util/remembered.js';
import { anyOf } from '../../util/text/any-of.js';
import { alternativesOf, firstWord, firstWordsLater } from '../../util/text/first-words.js';
import { plainWords } from './plain-words.js';
import { withoutFigures } from '../degree/figures.js';
import { AFTER, BEFORE, CLIP, DEGREE } from './instruction-frames.js';

/** All openings together would take V8 0.1 s to compile. */
const OPENINGS = [...BEFORE]
  .reverse()
  .flatMap(alternativesOf)
  .map((source) => ({ source, mayBegin: firstWordsLater(source) }));
/** An expression for the openings that may begin with a word; null: none does. */
const openingsWith = remembered((word) => {
  const sources = OPENINGS.filter(({ mayBegin }) => mayBegin(word)).map(({ source }) => source);
  return sources.length === 0 ? null : new RegExp(`^(?:${sources.join('|')})(?= |$)`);
});
const END = new RegExp(`(?<=^| )(?:${AFTER.join('|')})$`);
const ANYWHERE = new RegExp(`(?<=^| )(?:${CLIP}|the|a|an|some)(?= |$)`, 'g');

const MORE =
  '(?:increase|raise|boost|up|enhance|intensify|heighten|amplify|add|(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push|jack|pull|take|open|lift|pop) up|(?:bump|crank|pump|juice|jack|kick)(?= (?:contrast|saturation|brightness|exposure|colors?|warmth|sharpness|grain)))';
const LESS =
  '(?:decrease|reduce|lower|minimi[sz]e|drop|cut|(?:turn|tone|dial|bring|cut|pull|take|push|knock|drop|ease|roll) (?:down|back|off)(?: on)?)';
const PARTICLE_LAST =
  /^(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push|tone|pull|take|lift|drop|knock|ease|roll) (\w+(?: \w+)?) (up|down|back|off)$/;

/**
 * An instruction in plain words without politeness, degree and the name of the clip: "can you brighten this clip up a
 * bit?" becomes "brighten up". Anything that means more stays.
 */
export const instructionCore = (instruction: string): string => coreOf(plainWords(instruction));

/** The core of words that are plain already. */
export const coreOf = remembered((plain) => {
  let core = squeeze(withoutFigures(plain).replace(DEGREE, ' '));
  for (let before = ''; before !== core;) {
    before = core;
    core = squeeze(withoutOpening(core).replace(END, ''));
    if (core === before) core = squeeze(direction(core.replace(ANYWHERE, ' ')));
  }
  return core;
});

function withoutOpening(core: string): string {
  const opening = openingsWith(firstWord(core));
  return opening === null ? core : core.replace(opening, '');
}

/** "Would you mind brightening it", "try adding grain". */
const GERUNDS: ReadonlyMap<string, string> = new Map(
  (
    'adding:add brightening:brighten darkening:darken lightening:lighten warming:warm cooling:cool zooming:zoom panning:pan ' +
    'cropping:crop blurring:blur sharpening:sharpen slowing:slow speeding:speed fading:fade flipping:flip mirroring:mirror ' +
    'rotating:rotate reversing:reverse freezing:freeze tinting:tint desaturating:desaturate saturating:saturate ' +
    'stabilizing:stabilize increasing:increase decreasing:decrease reducing:reduce raising:raise lowering:lower ' +
    'boosting:boost toning:tone turning:turn bringing:bring dimming:dim playing:play removing:remove'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
const GERUND = new RegExp(`^(?:${[...GERUNDS.keys()].join('|')})(?= )`);

const SCALE_FIRST =
  /^(brightness|exposure|contrast|saturation|warmth|light|motion|movement|speed|energy|gamma|mids|midtones|highlights|blacks) (up|down)$/;

/** "The camera must go to the left". */
const CAMERA_MUST =
  /^camera (?:(?:should|must|could|can|shall|will|has to|needs to|to) )?(?:be )?(?=[a-z]+ )/;
const CAMERA_DOING =
  /^camera (?:(?<zoom>zoom(?:ing|s))|(?<pan>pan(?:ning|s)|mov(?:e|es|ing)|go|goes|going|turn|turns|turning|swing|swings|drift|drifts|drifting|travel|travels|slide|slides|sliding)(?= (?:(?:from )?(?:left|right) )?(?:to )?(?:left|right)$)) /;

// "Get" is an opening of its own.
const RID_OF = /^(?:(?:get )?rid of|kill|lose|ditch|eliminate) (?=\S)/;
/** Whoever raises shadows wants to see what is in them: "more shadows" would be darker. */
const LIFTED =
  /^(?:lift|raise|boost|(?:bring|open|push|pull|lift|bump) up|open|bring out|recover) (?=shadows$)|^(?:bring|push|pull|lift|bump) (?=shadows up$)|^(?=shadows up$)/;
const RECOVERED =
  /^(?:recover|tame|save|rescue|protect|fix|bring back|pull back|roll off|hold|lower|reduce|drop|(?:bring|pull|turn|tone|take) down) (?=highlights$)/;
const MORE_FIRST = new RegExp(`^${MORE} (?=\\S)`);
const LESS_FIRST = new RegExp(`^${LESS} (?=\\S)`);
const TWICE_MORE = /\b(?<more>more|less) (?:more|\k<more>) /g;
const MORE_OF_HIGH = /^more (?=(?:high|higher|stronger) )/;
const HAS_DIRECTION = anyOf([
  RID_OF,
  LIFTED,
  RECOVERED,
  GERUND,
  CAMERA_MUST,
  PARTICLE_LAST,
  SCALE_FIRST,
  MORE_FIRST,
  LESS_FIRST,
  TWICE_MORE,
  MORE_OF_HIGH,
]);

/** "turn the contrast up", "contrast up", "add contrast" and "increase contrast" become "more contrast". */
function direction(core: string): string {
  if (!HAS_DIRECTION.test(core)) return core;
  return core
    .replace(GERUND, (doing) => GERUNDS.get(doing)!)
    .replace(CAMERA_MUST, 'camera ')
    .replace(CAMERA_DOING, (_, zoom: string | undefined) => `camera ${zoom === undefined ? 'pan' : 'zoom'} `)
    .replace(RID_OF, 'remove ')
    .replace(LIFTED, 'lift ')
    .replace(/^lift shadows up$/, 'lift shadows')
    .replace(RECOVERED, 'less ')
    .replace(PARTICLE_LAST, (_, what: string, way: string) => `${way === 'up' ? 'more' : 'less'} ${what}`)
    .replace(SCALE_FIRST, (_, what: string, way: string) => `${way === 'up' ? 'more' : 'less'} ${what}`)
    .replace(MORE_FIRST, 'more ')
    .replace(LESS_FIRST, 'less ')
    .replace(TWICE_MORE, '$1 ')
    .replace(MORE_OF_HIGH, '');
}

function squeeze(text: string): string {
  return text.includes('  ') ? text.replace(/ {2,}/g, ' ').trim() : text.trim();
}
