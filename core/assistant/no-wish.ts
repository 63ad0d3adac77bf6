// cspell:ignore duelen ojos congrat wednes satur youre uiop bcdfghjklmnpqrstvwxz fianc clich beyonc
import {
  EXCLAMATION,
  TEMPLATES,
  asksForLess,
  asksForMore,
  findRemovals,
  isForeignWish,
  plainWords,
  readInstruction,
  removedForeign,
  removesEverything,
  splitInstruction,
} from '../templates/templates.js';
import { isOtherLanguage, refusesForeign } from './other-language.js';
import { oncePer } from '../util/once-per.js';
import { hasWords } from '../util/text/plain-text.js';
import type { VideoFacts } from './whom/whom.js';

/** What asks for something to be seen, wherever it stands in a sentence. */
const WISHES =
  /\b(?:should|shall|must|needs?|want|wants|wish|prefer|would (?:like|love|rather|be)|could use|ought|(?:i|we) (?:wanted|asked for) (?:an?|the|some|more|less|it to)|instead|please|let|why not|how about|what about|what if|imagine|(?:can|could|would|will) (?:you|we|it|she|he|they|there))\b/;
/** "The sky is too blue", "her face is missing". */
const LACKS =
  /\b(?:too|not enough|missing|lacks?|without|no|barely|hardly|overexposed|underexposed|blurry|still)\b/;
/** "I can barely see her face". */
const UNSEEN =
  /\b(?:can not|can barely|can hardly|barely|hardly)(?: really| even)? (?:see|make out|recognize|tell)\b/;
/** What is asked of a person, or of another program. */
const NOT_SEEN =
  // cspell:disable-next-line
  /\b(?:tell|write|explain|translate|call|email|e mail|text me|sing me|send|google|remind|read me|teach|recommend|joke|jokes|poem|essay|homework|recipe|weather|stock|refund|money back|password|subscription|account|bank|invoice|lawyer|manager|human|customer|support|job|coffee|lunch|dinner|sleep|die|marry|download|share|upload|check (?:it|this|that) out|subscribe|click here|link in bio|follow me|export|can you (?:hear|see|read|understand|feel|speak|sing|talk|think|believe|remember|guess|count|watch|listen)|system prompt|instructions|api key|order me|pizza|burger|beer|buy me|louder|volume|audio|sound|vocals|soundtrack|go away|leave me alone|get lost|get out)\b/;
/** What no clip can be made otherwise: how long the video is, its shape, its song. */
const UNCHANGEABLE = new RegExp(
  [
    '\\b(?:videos?|songs?|clips?|track|film) (?:(?:to|be|a|bit|much|little|is|as|way) ){0,3}(?:longer|shorter)\\b',
    '\\b(?:extend|lengthen|shorten|trim) (?:the|this|my|our) (?:\\S+ )?(?:video|song|clip|track|film)\\b',
    '\\b(?:make|turn|get|have|want|need|convert|crop|put) (?:it|this|the video|the clip|everything)(?: (?:in|into|to|as|be))*(?: an?)? (?:vertical|portrait|square|horizontal)\\b',
    '\\baspect ratio\\b|\\bfor (?:tiktok|reels?|shorts|instagram|youtube|stories)$|\\b9 ?(?:x|by)? ?16\\b',
    '\\b(?:change|replace|swap|remix|switch) (?:out )?(?:the|my|this|our) (?:song|music|lyrics|audio|vocals?|voice|soundtrack|track)\\b',
    '\\b(?:song|music|audio|vocals?|voice|sound|volume) (?:\\S+ )?(?:louder|quieter|up|down)\\b',
  ].join('|'),
);

/** "My boss wants to see this", "she said yes". */
const BY_OTHERS =
  /^(?:(?:my|our|your) \S+ (?:wants?|needs?|likes?|thinks?|says?|said)|(?:she|he|they) (?:said|says|told|asked))\b/;
/** About the speaker or the listener. */
const ABOUT_PEOPLE = new RegExp(
  `^(?:(?:because|${EXCLAMATION}) )*(?:i|we|you|u|ya|my|our|your|youre|ive|im|nobody|someone|everybody|everyone)\\b`,
);
/** States a fact: "it is raining", "the weather is nice", "this took forever". */
const STATES =
  /^(?:\S+ ){1,4}?(?:is|are|was|were|has been|have been|had|did|does|took|takes|died|went|happened|seems|looks|sounds|feels|means)\b|^(?:it|this|that|there)\b/;
const EXCLAIMED = new RegExp(`^(?:${EXCLAMATION} )+`);
const ASKS = new RegExp(
  `^(?:(?:wait|huh|${EXCLAMATION}) )*(?:what|why|who|when|where|which|whose|how|is(?! (?:(?:a bit|way|much|still) )?too (?:strong|much|intense|heavy) (?:the|this|that) )|are|was|were|do(?! not(?! you))|does|did|has|have|had|should|am|may|might)\\b`,
);
/** "Can you do my homework": what the product cannot do. */
const ASKS_FOR_WORK =
  /^(?:(?:hey|hi|ok|and|please) )*(?:can|could|will|would) (?:you|i|we) (?!(?:please )?(?:make|turn|add|put|change|give|have)\b)/;
const INSULTS =
  // cspell:disable-next-line
  /\b(?:fuck|fucking|fck|wtf|stfu|idiots?|stupid|moron|asshole|bitch|bastard|dumbass|shut up|go to hell|screw (?:you|this|it|that)|damn it|dammit|goddamn|ffs|damn you|loser|useless|bullshit|piece of (?:shit|crap))\b/;
/** What only fills a line. */
const EMPTY =
  // cspell:disable-next-line
  /^(?:(?:lol|lmao|rofl|haha+|hehe+|bruh|bro|dude|omg|idk|idc|(?:(?:bla)+h?|(?:la){2,}|(?:na){2,})(?= |$)|meh|brb|afk|gtg|g2g|ttyl|smh|fyi|btw|ikr|np|yw|kk|gn|gm|jk|asap|sec|second|minute|moment|wait|later|ugh|argh|huh|hmm*|um+|uh+|eh|oh|ah|oops|whatever|something|anything|nothing|everything|someone|somehow|never|always|ever|lorem|ipsum|dolor|sit|amet|consectetur|foo|bar|test|testing|hello|world|abc|the|a|an|it|this|that|of|is|so|and|or|but|well|just|really|very|i|you|me|my|mine|yours|we|us|they|them|same|because|one|two|three|okay|ok|new|old|more|less|better|worse|change|changes|clip|clips|video|scene|look|see|at|make|do|go|get|put|set|edit|help|please|thing|stuff|things) ?)+$/;
// cspell:disable-next-line
const KEYS =
  /(?:asd|sdf|dfg|fgh|jkl|hjk|qwe|wert|rty|zxc|xcv|cvb|uiop|yxc)|[bcdfghjklmnpqrstvwxz]{6,}|(.)\1{4,}/i;

/**
 * What is answered to a message, as far as its clips are known, that asks for nothing that could be seen: no look is read in
 * it, and it is about people, states a fact, asks, insults, is the song's own words, or wants what no clip can be. Null for
 * whatever else: a video model can try it.
 */
export function noWishIn(message: string, facts: VideoFacts): 'unclear' | 'unknown' | 'unchangeable' | null {
  const said = message.replace(LINK, ' ');
  if (!hasWords(said) || isLyrics(said, facts)) return 'unclear';
  const { templates, rest } = readInstruction(said);
  const isRead =
    templates.length > 0 ||
    asksForMore(said) ||
    asksForLess(said) ||
    removedForeign(said) !== undefined ||
    removesEverything(said);
  // Courtesy alone: "me duelen los ojos".
  const isEmpty = !isRead && rest.length === 0 && findRemovals(said, TEMPLATES).removed.length === 0;
  if (isRead || !(isEmpty || asksForNothing(said))) return null;
  const plain = plainWords(said);
  if (UNCHANGEABLE.test(plain)) return 'unchangeable';
  return ASKS.test(plain) || ASKS_FOR_WORK.test(plain) ? 'unknown' : 'unclear';
}

/** "password123", and no "clip12". */
const CODE = /^(?!(?:clip|scene|shot|chorus|verse|version)s?\d)[a-z]{4,}\d{2,}[a-z0-9]*$/;
const LINK = /(?:https?:\/\/|www\.)\S+/giu;

/** Letters of a language that only its own table can tell a wish of. */
const OTHER_LETTERS = /[^\p{Script=Latin}\P{L}]|[^\P{L}a-z]/iu;
const BORROWED = /caf[eé]s?|na[iï]ve|fianc[eé]e?|d[eé]j[aà] vu|clich[eé]s?|d[eé]cor|beyonc[eé]/giu;

function asksForNothing(message: string): boolean {
  const plain = plainWords(message);
  if (
    /^(?:\d+ ?)+$/.test(plain) ||
    CODE.test(plain) ||
    KEYS.test(message.trim().toLowerCase().split(' ', 1)[0]!) ||
    INSULTS.test(plain)
  )
    return true;
  if (OTHER_LETTERS.test(message.replace(BORROWED, '')) || isOtherLanguage(message))
    return refusesForeign(message) || !isForeignWish(message);
  if (
    splitInstruction(message).some(({ text }) => BEGINS.test(plainWords(text)) && mayBeWish(plainWords(text)))
  )
    return false;
  return !thoughtsIn(message).some((thought) => mayBeWish(plainWords(thought)));
}

function thoughtsIn(message: string): string[] {
  const thoughts: string[] = [];
  for (const { text, join, strong } of splitInstruction(message)) {
    if (strong || thoughts.length === 0) thoughts.push(text);
    else thoughts.push(`${thoughts.pop()!}${join}${text}`);
  }
  return thoughts;
}

/** A wish after a remark: "she looks sad, make her smile". */
const BEGINS =
  /^(?:(?:so|then|and|just|please|now) )*(?:make|add|put|give|remove|change|turn|let|show|replace|set|use|keep|get rid of|lose|drop|take|tone|lower|raise|bring|cut|fix|repair|correct|swap|move|paint|draw|dress|fill|place|insert|create|speed|slow|zoom|brighten|darken)\b/;
/** "Don't make it darker" asks for nothing; "don't show her face" does. */
const REFUSES =
  /^(?:(?:please|no|but|and|just|i said|hey) )*(?:(?:do|should|must) not|never|(?:i|we) (?:do not|did not|would not|never) (?:want|like|need|ask for|ask you for)(?: (?:it|this|that|the (?:clip|scene|shot|video|picture)))?(?: to)?(?: (?:be|look|get|become))?|(?:it|this|that) (?:should|must) not(?: (?:be|look|get|become))?|not(?! (?:so|as|that|too|enough)\b)) (.+)$/;

/** What is to stay as it is: nothing is asked for. */
const KEEPS =
  /^(?:(?:please|no|but|and|just) )*(?:do not|never) (?:change|touch|alter|edit|modify|mess with|ruin|break|add|put|include|insert|create|do)\b/;

/** "I don't know what I want". */
const UNDECIDED = new RegExp(
  `^(?:${EXCLAMATION} )*(?:(?:i )?(?:(?:really|just|still) )*(?:do not know|am not sure|have no (?:idea|clue)|can not decide)|not sure|no idea|no clue|idk|dunno)\\b`,
);
/** "The concert starts at 8". */
const IN_LIFE =
  /^(?:(?:happy|merry) (?:birthday|christmas|new year|easter|halloween|holidays|anniversary|friday|monday|weekend)|good luck|congrat\S*|bless you)(?: \S+){0,3}$|\b(?:starts?|begins?|opens?|closes?|leaves?|arrives?|ends?) (?:at [0-9]|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|next (?:week|month|year)|in (?:an? |[0-9]+ )?(?:hours?|days?|weeks?))/;

function mayBeWish(plain: string): boolean {
  if (UNDECIDED.test(plain) || IN_LIFE.test(plain)) return false;
  if (KEEPS.test(plain)) return false;
  const refused = REFUSES.exec(plain)?.[1];
  if (refused !== undefined && readInstruction(refused).rest.length === 0) return false;
  if (plain === '' || EMPTY.test(plain) || NOT_SEEN.test(plain) || UNCHANGEABLE.test(plain)) return false;
  if (ASKS.test(plain)) return /^(?:what (?:if|about)|how about|why not)\b/.test(plain);
  if (BY_OTHERS.test(plain)) return false;
  if (WISHES.test(plain) || UNSEEN.test(plain)) return true;
  if (ABOUT_PEOPLE.test(plain)) return false;
  return LACKS.test(plain) || !STATES.test(plain.replace(EXCLAIMED, ''));
}

const HEADING =
  /^\s*[[(]?\s*(?:intro|verse|pre-?chorus|chorus|hook|bridge|outro|refrain|interlude)\s*\d*\s*[\])]?:?\s*$/i;
/** Fewer lines may be a quotation in a wish. */
const FEWEST_LINES = 2;

const sungLines = oncePer(
  (clips: VideoFacts['clips']): ReadonlySet<string> =>
    new Set(clips.flatMap(({ lyrics }) => lyrics.map(({ text }) => plainWords(text)))),
);

/** Whether a message is the song's own words, or a sheet of lyrics. */
export function isLyrics(message: string, facts: VideoFacts): boolean {
  const lines = message.split('\n').filter((line) => /\p{L}/u.test(line));
  const headings = lines.filter((line) => HEADING.test(line)).length;
  if (headings > 0 && lines.length > headings + 1) return true;
  const sung = sungLines(facts.clips);
  const said = lines.map(plainWords);
  const known = said.filter((line) => sung.has(line)).length;
  if (lines.length >= FEWEST_LINES) return known * 2 > lines.length;
  return isSungOnly(said[0] ?? '', sung);
}

/** "Nobody told me it would end, don't let me go": one line of the song, or several in one. */
function isSungOnly(said: string, sung: ReadonlySet<string>): boolean {
  const words = said.split(' ');
  if (words.length < 2) return false;
  for (let from = 0; from < words.length;) {
    const to = lineEnd(words, from, sung);
    if (to === null) return false;
    from = to;
  }
  return true;
}

/** No line that is sung in one breath has more words. */
const LONGEST_LINE = 40;

function lineEnd(words: readonly string[], from: number, sung: ReadonlySet<string>): number | null {
  for (let to = Math.min(words.length, from + LONGEST_LINE); to > from; to--)
    if (sung.has(words.slice(from, to).join(' '))) return to;
  return null;
}
