// cspell:ignore glowy midtones
import { remembered } from '../../util/remembered.js';
import { replacing } from '../../util/text/any-of.js';
import { percentIn } from '../degree/figures.js';
import { CLIP } from './instruction-frames.js';
import { coreOf } from './instruction-core.js';
import { plainWords } from './plain-words.js';

/** There is too much or too little of something in the clip. */
export interface Complaint {
  asksFor: 'less' | 'more';
  /** What of: "dark", "motion", "moves". */
  of: string;
  /** What has it, where that is not the whole clip: "colors". */
  subject: string | undefined;
}

/** Amounts as words that are no degree, which would be ignored. */
const withAmounts = replacing([
  [
    /\bso (\S+)(?: that)? (?:i|you|we|one) (?:(?:literally|really|honestly|just|actually|even) )?(?:can not|can barely|can hardly|could not|barely|hardly)(?: .*)?$/g,
    'too $1',
  ],
  [
    /\bso (\S+),? (?:(?:please|pls|(?:can|could|would) you(?: please)?) )?(?:fix|change|correct)(?: (?:it|this|that))?(?: please)?$/g,
    'too $1',
  ],
  [
    / (?:please|(?:can|could|would) you(?: please)?) (?:fix|change|correct)(?: (?:it|this|that))?(?: please)?$/g,
    '',
  ],
  [
    /^(?:(?:i|we|you|one) )?can (?:not|barely|hardly)(?: (?:really|even|barely|hardly))? see (?:anything|a thing|much|nothing|shit|it|what is (?:going on|happening))(?: (?:here|there|at all|in it|in there))*$/g,
    'too dark',
  ],
  [/^(?:(?:it is|its) )?(rain|snow)ing (?:way )?too (?:hard|much|heavily|strong|strongly)$/g, 'too much $1'],
  [/\bpitch (?:black|dark)\b/g, 'too dark'],
  [
    /\bso (\S+)(?: that)? (?:i (?:need|should wear|am (?:getting|going|falling))|my (?:eyes|head)|it (?:hurts|burns|makes))(?: .*)?$/g,
    'too $1',
  ],
  // "It's very dark"; "very dark" alone may be what is wanted.
  [
    /^(?:(?:it|this|that|everything|the (?:clip|shot|scene|picture|image|video)) (?:is|looks)|looks) (?:very|really|super|awfully|terribly) (dark|gloomy|dim|murky|bright|blurry|shaky|dull|pale)$/g,
    'too $1',
  ],
  // "Too bright for a sad song".
  [/\b(too \S+) for (?:a|an|the|this|my|our|such an?)(?: \S+){1,4}$/g, '$1'],
  [
    /^(?:(?:i|you|we|she|he|they|it|everything|everyone|the \S+)(?: is| are| am| looks?| feels?)? )?(?:(?:way|much|far|a bit|a little) )?too far(?: away| off)(?: from \S+(?: \S+)?)?$/g,
    'not close enough',
  ],
  [/\btoo much (?:is )?(?:going on|happening)\b/g, 'too much motion'],
  [/\btoo (?:little|few|less)\b/g, 'not enough'],
  [/\b(?:so|as|that) (?:little|few|less)\b/g, 'sparse'],
  [/\btoo (?:much|many)\b/g, 'overmuch'],
  [/\bnot (?:so|as|that) (?:much|many)\b/g, 'less'],
  [/\bnot that (?=\S+$)/g, 'not so '],
  [/\b((?:is|looks?|feels?|seems?)(?: \S+){0,2}) flat$/g, '$1 not contrasty enough'],
]);

const SCALE = 'contrast|brightness|saturation|exposure|energy|warmth|light|motion|movement';
const SUBJECT = `${SCALE}|colors?|tones?|hues?|palette|camera|action|pace|highlights?|whites|shadows?|blacks|midtones|mids|(?:(?:her|his|their|[a-z]+'s) )?(?:skin(?: tones?)?|faces?)|lighting`;
const VERB = '(?:is|are|was|were|has|had|(?:look|feel|seem|appear|get)s?|got|became|becomes)';
const REMARK = new RegExp(
  `^(?:(?:i|we) (?:find|found) |you made )?(?:there )?(?:(?:its|they|these|those|both|all of them) )?(?:(?<subject>${SUBJECT}) )?(?:(?:${VERB}|moves?) )?(?:still )?` +
    '(?:(?:too|overmuch) (?<excess>.+)|not enough (?<lacking>.+)|not (?:nearly )?(?<short>.+) enough)$',
);
const OVERDONE = new RegExp(`^(?:you )?(?<excess>.+?)(?: ${VERB})? overmuch$`);
const REFUSED =
  '(?:(?:i|we|you) )?(?:(?:do|does|should|would|could|must|need|can) )?not (?:(?:make|want|have|need|be|look|feel|get|like|to) ){0,4}(?:so|as)';
const STOPPED = `(?:stop|quit) (?:making|having|turning) (?:${CLIP} )?(?:so|too|as)`;
const WISH = new RegExp(
  `^(?:less(?: of)?|${REFUSED}|${STOPPED}) (?<excess>.+?)(?: as(?: before| is| was)?)?$`,
);

/** What nobody says of a picture that is as it should be. */
const FAULT =
  'washed out|bleached|blurry|blurred|out of focus|fuzzy|shaky|jittery|wobbly|overexposed|over exposed|blown(?: out)?|clipped|clipping|crushed|underexposed|under exposed|dull|drab|pale|choppy|muddy|murky';
const FAULTY = new RegExp(
  `^(?:(?:its |all )?(?<subject>${SUBJECT}|sky|windows?) ${VERB}|(?:is|was|looks|feels|seems|appears|got|became)) (?:all |still )?(?<excess>${FAULT})$`,
);

/** "Is it too dark?" asks; "it is too dark" complains. */
const INVERTED = new RegExp(`\\b(?:is|are|was|were|has|had)(?: not)? (?:${CLIP})(?: |$)`);
/** "Less darker" may mean either way. */
const COMPARED = /(?:er|en)$|^(?:more|less|too|so|not) /;

/** "Too dark, no?" complains. */
const TAG = /(?<=\S) (?:no|right|huh|eh|or|or what|or not|isn'?t it|innit|don'?t you think)\s*\??\s*$/i;

/** A complaint of one thing has few words. */
const LONGEST = 120;

/** "Too dark", "less dark", "not so dark", "not bright enough", "the colors are too warm", as the whole instruction. */
export function readComplaint(instruction: string, asks = false): Complaint | undefined {
  if (instruction.length > LONGEST) return undefined;
  const said = instruction.replace(TAG, '');
  return asks && said === instruction ? complaintIfAsked(instruction) : complaint(said);
}

const complaint = remembered((instruction) => read(instruction, false));
const complaintIfAsked = remembered((instruction) => read(instruction, true));

function read(instruction: string, asks: boolean): Complaint | undefined {
  const plain = withAmounts(plainWords(instruction));
  const core = coreOf(plain);
  const remarks = (!asks || percentIn(plain) !== null) && !INVERTED.test(plain);
  const found =
    WISH.exec(core) ?? (!remarks ? null : (REMARK.exec(core) ?? OVERDONE.exec(core) ?? FAULTY.exec(core)));
  const { excess, lacking, short, subject } = found?.groups ?? {};
  const of = excess ?? lacking ?? short;
  if (of === undefined || COMPARED.test(of)) return undefined;
  return onScale({ asksFor: excess === undefined ? 'more' : 'less', of, subject });
}

const HIGH = /^(?:high|strong|intense|big)$/;
const LOW = /^(?:low|weak|small)$/;
const IS_SCALE = new RegExp(`^(?:${SCALE})$`);

/** "The contrast is too low" asks for more contrast. */
function onScale(said: Complaint): Complaint {
  const { asksFor, of, subject } = said;
  if (subject === undefined || !IS_SCALE.test(subject)) return said;
  if (HIGH.test(of)) return { asksFor, of: subject, subject: undefined };
  if (LOW.test(of)) return { asksFor: asksFor === 'less' ? 'more' : 'less', of: subject, subject: undefined };
  return said;
}
