import {
  isAside,
  plainWords,
  smallTalkIn,
  splitInstruction,
  talkInEnglish,
  wantsItFixed,
} from '../templates/templates.js';
import { mayAsk, questionsIn, type Question } from './questions.js';

/** What comes back: the state before, the state after an undo, a version by its number. */
export type Step = { step: 'UNDO' | 'REDO' } | { step: 'VERSION'; versionNumber: number };

/** What a message is, before anybody asks which clips it means and what of them should change. */
export type Route =
  | { kind: 'greeting' | 'thanks' | 'help' | 'undo first' | 'dislike' | 'unclear' | 'wish' }
  | ({ kind: 'step' } & Step)
  | { kind: 'answer'; answer: 'yes' | 'no' | 'cancel' }
  /** Of what it asks; of nothing that is known where none. */
  | { kind: 'question'; about: readonly Question[] };

/** Reads what a message is. Pure; the time it takes grows with the message's length alone. */
export function routeOf(message: string): Route {
  const sign = signIn(message);
  if (sign !== null) return sign;
  const english = talkInEnglish(message);
  const version = versionIn(message) ?? (english === message ? null : versionIn(english));
  if (version !== null) return { kind: 'step', step: 'VERSION', versionNumber: version };
  const asked = askedIn(message);
  const about = asked.length > 0 || english === message ? asked : askedIn(english);
  if (about.length > 0) return { kind: 'question', about };
  if (CANCEL_IT.test(plainWords(message))) return { kind: 'answer', answer: 'cancel' };
  if (RESETS_CLIP.test(plainWords(message))) return { kind: 'wish' };
  const talk = smallTalkIn(message) ?? helpIn(message);
  switch (talk) {
    case null:
      return { kind: 'wish' };
    case 'undo':
      return { kind: 'step', ...stepIn(plainWords(english)) };
    case 'answer':
      return answerIn(plainWords(english));
    case 'question':
      return { kind: 'question', about };
    default:
      return { kind: talk };
  }
}

const SIGNS: readonly (readonly [RegExp, Route])[] = [
  [/^(?:👍|👌|✅|🆗|✔)/u, { kind: 'answer', answer: 'yes' }],
  [/^(?:👎|❌|🚫|✖|🙅)/u, { kind: 'answer', answer: 'no' }],
  [/^(?:❤|🧡|💛|💚|💙|💜|😍|🥰|🤩|🥳|🎉|🔥|👏|🙏|💯)/u, { kind: 'thanks' }],
  [/^(?:🤮|🤢|💩|😡|😠|🤬|😒|🙄)/u, { kind: 'dislike' }],
];

/** A message without words: a sign that says something, or nothing. */
function signIn(message: string): Route | null {
  if (/[\p{L}\p{N}]/u.test(message)) return null;
  return SIGNS.find(([sign]) => sign.test(message.trim()))?.[1] ?? { kind: 'unclear' };
}

/** "Why is it so dark? Make it brighter" is a wish with its reason; thanks and greetings beside a question are none. */
function askedIn(message: string): Question[] {
  if (!mayAsk(message) || wantsItFixed(splitInstruction(message))) return [];
  const thoughts = thoughtsIn(message);
  const asked = thoughts.map(questionsIn);
  if (asked.every(({ length }) => length === 0)) return [];
  const isAllSaid = thoughts.every((thought, at) => asked[at]!.length > 0 || smallTalkIn(thought) !== null);
  return isAllSaid ? [...new Set(asked.flat())] : [];
}

/** Nobody asks for help in more words. */
const LONGEST_HELP = 200;

/** "What can I do here? My granddaughter set this up": a question with remarks that ask for nothing. */
function helpIn(message: string): 'help' | null {
  if (message.length > LONGEST_HELP || !message.includes('?')) return null;
  const thoughts = thoughtsIn(message);
  if (thoughts.length < 2) return null;
  let asksForHelp = false;
  for (const thought of thoughts) {
    const kind = smallTalkIn(thought);
    // Most messages are wishes: the first of them decides.
    if (kind === null && !isAside(thought)) return null;
    asksForHelp ||= kind === 'help';
  }
  return asksForHelp ? 'help' : null;
}

function thoughtsIn(message: string): string[] {
  const thoughts: string[] = [];
  for (const { text, join, strong } of splitInstruction(message)) {
    if (strong || thoughts.length === 0) thoughts.push(text);
    else thoughts.push(`${thoughts.pop()!}${join}${text}`);
  }
  return thoughts;
}

const VERSION =
  /^(?:(?:please|ok|okay|so|can|could|would|you|we|i|want|need|like|to|let|us|just|maybe|actually|now) )*(?:use|restore|show|take|load|open|(?:go|jump|switch) to|bring back|(?:go |(?:take|bring|put) (?:me|it|us) )?back to|return to|revert to|undo to|i want)(?: me)?(?: the)? (?:version|v) ?([0-9]{1,6})(?: of (?:clip|scene|shot) ?[0-9]{1,3})?(?: again| back| please| now)*$/;

/** What may stand beside the version that is wanted: "… was better, can we have that one again". */
const VERSION_IS_BETTER =
  /^(?:i (?:think|guess|feel) )?(?:version|v) ?([0-9]{1,6}) (?:was|is|looked|looks)(?: (?:so|much|way|a lot|actually|really|the))* (?:better|nicer|best|good|great|perfect|fine|one)(?: one| version)?$/;
const THAT_ONE =
  /^(?:(?:please|so|ok|can|could|may|i|we|you|want|would|like|let us|to) )*(?:have|get|use|take|restore|load|open|show|give|bring|go|back)(?: (?:me|us|back|to|with))* (?:that|this|it)(?: one| version)?(?: again| back| please| instead)*$/;

function versionIn(message: string): number | null {
  const parts = splitInstruction(message).map(({ text }) => plainWords(text));
  const wanted = parts.map((part) => (VERSION.exec(part) ?? VERSION_IS_BETTER.exec(part))?.[1]);
  const [number, another] = wanted.filter((found) => found !== undefined);
  if (number === undefined || another !== undefined) return null;
  const isAll = parts.every(
    (part, at) => wanted[at] !== undefined || THAT_ONE.test(part) || smallTalkIn(part) !== null,
  );
  return isAll ? Number(number) : null;
}

const SEVERAL =
  /\b(?:last|latest|previous|both|past) (?:(?:two|three|four|five|few|couple(?: of)?|[2-9]) )?(?:changes|edits|effects|things|steps|adjustments)\b|\b(?:two|three|four|five|[2-9]) (?:changes|edits|steps|times|versions)\b/;

function stepIn(plain: string): Step {
  if (
    /^(?:\S+ ){0,6}redo\b|\bundo (?:the|my|your|that|last) (?:last )?undo\b|\b(?:what|thing|change|edit|one|look|effect) (?:that )?(?:i|you|we)(?: have| had)?(?: just)? (?:undid|undone|took back|taken back|reverted|removed)\b/.test(
      plain,
    )
  )
    return { step: 'REDO' };
  // No step goes back by several changes: the first of them is that of the last.
  if (SEVERAL.test(plain)) return { step: 'UNDO' };
  const isFirst =
    /\b(?:original(?:ly)?|initially|first|reset|start (?:all )?over|start again|(?:from|to) scratch|square|zero|beginning|start|all|everything|changes|edits|effects|filters|adjustments)\b/.test(
      plain,
    );
  return isFirst ? { step: 'VERSION', versionNumber: 1 } : { step: 'UNDO' };
}

const YES =
  /\b(?:yes|yeah|yep|yup|ya|y|sure|ok|okay|k|fine|go|go ahead|do it|do that|do so|make it so|confirm|accept|apply|absolutely|definitely|of course|please do|sounds|works|exactly|correct|right|is it|why not|is the one|if you|deal|ship it|hit it|go on|proceed|continue|agree|let us|try it|certainly|indeed|by all means|would be|i guess|i suppose|for me|with me|by me|i do|all good)\b/;
const NO =
  /\b(?:no|nope|nah|n|(?<!why )not|never ?mind|forget|scratch that|just kidding|rather not|pass|skip|leave|keep|decline|reject|changed my mind|later|another time|some other time|i am good|without|i (?:like|prefer|want) (?:it|this|that))\b/;
/** "Reset clip 2" leaves the other clips as they are. */
const RESETS_CLIP =
  /^(?:(?:please|can you|could you|can i|could i|i want|ok|now) )*(?:reset|restore|clear|(?:restore|get|have|bring back|give me|use|back to) (?:the |my )?originals?(?: footage| look| version| shot)?(?: back)? (?:of|for|in|from)) (?:the )?(?:clips?|scenes?|shots?) (?:number |no )?(?:[0-9]|one|two|three|four|five|six|seven|eight|nine|ten)/;

/** "Stop the camera" is a wish. */
const CANCEL_IT =
  /^(?:please )?(?:cancel|stop|abort)(?: (?:it|that|this|the change|the changes|the job|everything|all|now|please))+$/;
const CANCEL = /\b(?:cancel|stop|wait|hold (?:on|up)|hang on|abort)\b/;

function answerIn(plain: string): Route {
  if (/\b(?:not sure|do not know)\b/.test(plain)) return { kind: 'unclear' };
  if (CANCEL.test(plain)) return { kind: 'answer', answer: 'cancel' };
  if (NO.test(plain)) return { kind: 'answer', answer: 'no' };
  return YES.test(plain) ? { kind: 'answer', answer: 'yes' } : { kind: 'unclear' };
}
