import { remembered } from '../../util/remembered.js';
import { plainWords } from './plain-words.js';
import { withoutFigures } from '../degree/figures.js';
import { AFTER, BEFORE, CLIP, DEGREE } from './instruction-frames.js';

const START = new RegExp(`^(?:${[...BEFORE].reverse().join('|')})(?= |$)`);
const END = new RegExp(`(?<=^| )(?:${AFTER.join('|')})$`);
const ANYWHERE = new RegExp(`(?<=^| )(?:${CLIP}|the|a|an|some)(?= |$)`, 'g');

const MORE =
  '(?:increase|raise|boost|up|enhance|intensify|heighten|amplify|add|(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push) up)';
const LESS =
  '(?:decrease|reduce|lower|minimi[sz]e|drop|cut|(?:turn|tone|dial|bring|cut) (?:down|back)(?: on)?)';
const PARTICLE_LAST =
  /^(?:bump|crank|turn|amp|dial|ramp|pump|bring|kick|push|tone) (\w+(?: \w+)?) (up|down)$/;

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
    core = squeeze(core.replace(START, '').replace(END, ''));
    if (core === before) core = squeeze(direction(core.replace(ANYWHERE, ' ')));
  }
  return core;
});

const SCALE_FIRST =
  /^(brightness|exposure|contrast|saturation|warmth|light|motion|movement|speed|energy) (up|down)$/;

/** "turn the contrast up", "contrast up", "add contrast" and "increase contrast" become "more contrast". */
function direction(core: string): string {
  return core
    .replace(PARTICLE_LAST, (_, what: string, way: string) => `${way === 'up' ? 'more' : 'less'} ${what}`)
    .replace(SCALE_FIRST, (_, what: string, way: string) => `${way === 'up' ? 'more' : 'less'} ${what}`)
    .replace(new RegExp(`^${MORE} (?=\\S)`), 'more ')
    .replace(new RegExp(`^${LESS} (?=\\S)`), 'less ')
    .replace(/\b(more|less) (?:more|\1) /g, '$1 ')
    .replace(/^more (?=(?:high|higher|stronger) )/, '');
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
