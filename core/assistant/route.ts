import { plainWords, smallTalkIn, splitInstruction, talkInEnglish } from '../templates/templates.js';
import { mayAsk, questionsIn, type Question } from './questions.js';

/** What comes back: the state before, the state after an undo, a version by its number. */
export type Step = { step: 'UNDO' | 'REDO' } | { step: 'VERSION'; versionNumber: number };

/** What a message is, before anybody asks which clips it means and what of them should change. */
export type Route =
  | { kind: 'greeting' | 'thanks' | 'help' | 'undo first' | 'unclear' | 'wish' }
  | ({ kind: 'step' } & Step)
  | { kind: 'answer'; answer: 'yes' | 'no' | 'cancel' }
  /** Of what it asks; of nothing that is known where none. */
  | { kind: 'question'; about: readonly Question[] };

/** Reads what a message is. Pure; the time it takes grows with the message's length alone. */
export function routeOf(message: string): Route {
  const version = versionIn(plainWords(message));
  if (version !== null) return { kind: 'step', step: 'VERSION', versionNumber: version };
  const about = askedIn(message);
  if (about.length > 0) return { kind: 'question', about };
  if (CANCEL_IT.test(plainWords(message))) return { kind: 'answer', answer: 'cancel' };
  const talk = smallTalkIn(message);
  switch (talk) {
    case null:
      return { kind: 'wish' };
    case 'undo':
      return { kind: 'step', ...stepIn(plainWords(talkInEnglish(message))) };
    case 'answer':
      return answerIn(plainWords(talkInEnglish(message)));
    case 'question':
      return { kind: 'question', about };
    default:
      return { kind: talk };
  }
}

/** "Why is it so dark? Make it brighter" is a wish with its reason; thanks and greetings beside a question are none. */
function askedIn(message: string): Question[] {
  if (!mayAsk(message)) return [];
  const thoughts = thoughtsIn(message);
  const asked = thoughts.map(questionsIn);
  if (asked.every(({ length }) => length === 0)) return [];
  const isAllSaid = thoughts.every((thought, at) => asked[at]!.length > 0 || smallTalkIn(thought) !== null);
  return isAllSaid ? [...new Set(asked.flat())] : [];
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
  /^(?:please )?(?:use|restore|show|take|bring back|(?:go )?back to|return to|revert to|undo to|i want)(?: me)?(?: the)? (?:version|v) ?([0-9]{1,6})(?: again| back| please| now)*$/;

function versionIn(plain: string): number | null {
  const number = VERSION.exec(plain)?.[1];
  return number === undefined ? null : Number(number);
}

function stepIn(plain: string): Step {
  if (/^redo\b/.test(plain)) return { step: 'REDO' };
  const isFirst = /\b(?:original|first|reset|start over|start again)\b/.test(plain);
  return isFirst ? { step: 'VERSION', versionNumber: 1 } : { step: 'UNDO' };
}

const YES = /^(?:yes|yeah|yep|yup|sure|ok|okay|k|fine|go|go ahead|do it|confirm|accept)\b/;
const NO = /^(?:no|nope|nah|never ?mind|forget it|scratch that|just kidding)\b/;
/** "Stop the camera" is a wish. */
const CANCEL_IT =
  /^(?:please )?(?:cancel|stop|abort)(?: (?:it|that|this|the change|the changes|the job|everything|all|now|please))+$/;
const CANCEL = /^(?:cancel|stop|wait)\b/;

function answerIn(plain: string): Route {
  if (NO.test(plain)) return { kind: 'answer', answer: 'no' };
  if (CANCEL.test(plain)) return { kind: 'answer', answer: 'cancel' };
  return YES.test(plain) ? { kind: 'answer', answer: 'yes' } : { kind: 'unclear' };
}
