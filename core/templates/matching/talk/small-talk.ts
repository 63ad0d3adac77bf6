import { talkInEnglish } from '../../languages/talk/read-talk.js';
import { decidesAboutOthers } from '../doubts.js';
import { plainWords } from '../plain-words.js';
import { splitInstruction } from '../split-instruction.js';
import { isRemark } from './remarks.js';
import { kindOf, LONGEST_TALK, type SmallTalk } from './talk-phrases.js';

export type { SmallTalk };

/** Null for what may be an instruction. */
export function smallTalkIn(message: string): SmallTalk | null {
  const plain = plainWords(message);
  const english = talkInEnglish(message);
  if (english !== message && isAboutFacts(english)) return 'question';
  const kind = kindOf(plain) ?? undoBeside(message) ?? kindOf(plainWords(english)) ?? allTalk(message);
  if (kind !== null) return kind;
  return message.trimEnd().endsWith('?') && isAboutFacts(plain) && decidesAboutOthers(message)
    ? 'question'
    : null;
}

/** What decides where every part is small talk: "thanks, that's much better". "No wait, cancel" is an answer. */
const FIRST: readonly SmallTalk[] = ['answer', 'help', 'dislike', 'thanks', 'greeting'];

function allTalk(message: string): SmallTalk | null {
  if (message.length > LONGEST_TALK) return null;
  const kinds = splitInstruction(message).map(({ text }) => kindOf(plainWords(text)));
  if (kinds.length < 2 || kinds.includes(null)) return null;
  return FIRST.find((kind) => kinds.includes(kind)) ?? null;
}

/** "Go back" after other words may be for the camera. "Redo it, but darker" is a wish. */
const SURELY_UNDO = /^(?:undo|revert)\b/;

/** "Undo the last change and make it brighter": a wish that begins from another picture than the one that is shown. */
function undoBeside(message: string): SmallTalk | null {
  const parts = splitInstruction(message).map(({ text }) => plainWords(text));
  const kinds = parts.map((part) => kindOf(part) ?? (isRemark(part) ? 'dislike' : null));
  const first = kinds.findIndex((kind) => kind === null || kind === 'undo');
  const undoes = parts.some(
    (part, at) =>
      kinds[at] === 'undo' && (SURELY_UNDO.test(part) || (at === first && !part.startsWith('redo'))),
  );
  if (!undoes) return null;
  return kinds.includes(null) ? 'undo first' : 'undo';
}

/** "what about snow?" and "why not at night?" are wishes. */
function isAboutFacts(plain: string): boolean {
  return /^(?:how (?:much|many|long|often)|what (?:did|does|do|is|was|are|were|have|has|changed)|why (?:is|does|did|are|was)|which|who|when|where)\b/.test(
    plain,
  );
}
