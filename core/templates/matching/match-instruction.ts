import { remembered } from '../../util/remembered.js';
import { plainWords } from './plain-words.js';
import type { Template } from '../template.js';
import { answerTo } from './answer-complaint.js';
import { readComplaint } from './complaints.js';
import { instructionCore } from './instruction-core.js';
import { CLIP, DEGREE, POLITE } from './instruction-frames.js';
import { templateByCore } from './template-by-core.js';
import { templateById } from '../library/library.js';

/** "a bit dark" and "very slow" describe the clip; "a bit darker" and "make it very dark" ask for a change. */
const DESCRIPTION =
  /^(?:(?:so|very|really|quite|super|pretty|rather|totally|completely|way|far|even|just|kind of|kinda|sort of|somewhat|slightly|(?:a )?(?:little|tiny)? ?(?:bit|tad|touch)|a little) )+(?!more |less )\S+$/;
const COMPARATIVE = /(?:er|ened|time|light|night|day|dawn|sunset|sunrise|motion|contrast|energy)$|en$/;

/** A wish has few words; whatever is longer says more. */
const LONGEST = 120;

const matched = remembered((instruction) => match(instruction, false));
const matchedIfAsked = remembered((instruction) => match(instruction, true));

/** The template that is the whole meaning of an instruction; `asks`: it ends with a question mark. */
export function matchInstruction(instruction: string, asks = false): Template | undefined {
  if (instruction.length > LONGEST) return undefined;
  return asks ? matchedIfAsked(instruction) : matched(instruction);
}

function match(instruction: string, asks: boolean): Template | undefined {
  const plain = plainWords(instruction).replace(/ (?:please|thanks|thank you)$/, '');
  const isAsked = plainWords(instruction).endsWith(' please');
  const core = instructionCore(instruction);
  if (!isAsked && DESCRIPTION.test(plain) && !COMPARATIVE.test(plain) && !isWeather(plain, core))
    return undefined;
  const template =
    playedAs(plain) ??
    templateByCore(core) ??
    turnedInto(core) ??
    tintOf(plain) ??
    slowly(core) ??
    templateByCore(core.replace(/^all /, ''));
  if (template !== undefined) return template;
  const complaint = readComplaint(instruction, asks);
  return complaint && answerTo(complaint);
}

/** "A bit foggy": no clip is so by mistake. */
const isWeather = (plain: string, core: string): boolean =>
  /^(?:slightly|a (?:little|bit|touch|tad|little bit|tiny bit)) /.test(plain) &&
  templateByCore(core)?.category === 'Overlay';

const PLAYS = new RegExp(
  `^(?:${CLIP} )?(?:plays?|runs?|is (?:playing|running|played)|playback is)(?: back)? too (?<pace>fast|quick|slow)(?:ly)?$`,
);

/** "It plays too fast" is about the speed, not about what moves. */
function playedAs(plain: string): Template | undefined {
  if (!plain.includes('too ')) return undefined;
  const pace = PLAYS.exec(plain.replace(DEGREE, ' ').replace(/ {2,}/g, ' '))?.groups?.['pace'];
  if (pace === undefined) return undefined;
  return templateById(pace === 'slow' ? 'speed_up' : 'slow_motion');
}

const HOW = /(?:^| )(?:slow|gentle|smooth|gradual|slowly|gently|gradually|smoothly|softly|carefully)(?= |$)/;

/** "Push in slowly": what moves or fades does so. */
function slowly(core: string): Template | undefined {
  if (!HOW.test(core)) return undefined;
  const template = templateByCore(core.replace(HOW, '').trim());
  return template !== undefined && ['Camera', 'Fade'].includes(template.category) ? template : undefined;
}

/** "More red" may be a red dress; "make it a bit more red" is a tint. */
const TINTED = new RegExp(
  `^(?:(?:${POLITE}|can|could|you|i|want|to) )*(?:(?:make|turn|have|tint|want|color) )?(?:${CLIP}|all)(?: (?:should be|to be|to look|look|looks|be))* (?<said>.*?)more (?<color>red|orange|yellow|green|blue|purple|pink)$`,
);

function tintOf(plain: string): Template | undefined {
  if (!plain.includes('more ')) return undefined;
  const { said, color } = TINTED.exec(plain)?.groups ?? {};
  const isDegree = said?.replace(DEGREE, ' ').trim() === '';
  return color !== undefined && isDegree ? templateByCore(color) : undefined;
}

const REPLACES = /^(?:replace|swap|exchange|switch) (.+?) (?:with|for|by|against) (.+)$/;
const INSTEAD =
  /^(?:instead of|rather than|not) (.+?) (?:(?:please )?(?:make|do|use|have|try|put|set|want|but|rather|i want|go for)) (.+)$/;

/** "day into night", "from bright to dark", "night instead of day": the wanted state, if it replaces the other. */
function turnedInto(core: string): Template | undefined {
  const [, before, after] = /^(?:from )?(.+?) (?:in)?to (.+)$/.exec(core) ?? [];
  const [, wanted, unwanted] = /^(.+?) (?:instead of|rather than|(?:and )?not) (.+)$/.exec(core) ?? [];
  const [, old, other] = REPLACES.exec(core) ?? INSTEAD.exec(core) ?? [];
  const [left, right] = [old ?? before ?? unwanted, other ?? after ?? wanted];
  if (left === undefined || right === undefined) return undefined;
  const from = templateByCore(instructionCore(left));
  const to = templateByCore(instructionCore(right));
  return from !== undefined && to?.replaces.includes(from.id) ? to : undefined;
}
