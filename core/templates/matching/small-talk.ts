import { talkInEnglish } from '../languages/read-foreign.js';
import { decidesAboutOthers } from './doubts.js';
import { plainWords } from './plain-words.js';
import { splitInstruction } from './split-instruction.js';

/** What a message is that no offer answers; most say nothing of what a clip should look like. */
export type SmallTalk = 'greeting' | 'thanks' | 'help' | 'undo' | 'undo first' | 'answer' | 'question';

const POLITE =
  '(?: (?:please|now|thanks|thank you|there|again|you|all|guys|bot|assistant|everyone|man|mate))*';
const OF_IT =
  '(?: (?:it|that|this|the|my|last|previous|first|old|original|change|changes|edit|edits|one|version|clip|all|everything|back|to|into|two|three|few|[0-9]|please|now|again))*';

const whole = (words: string, after = POLITE): RegExp => new RegExp(`^(?:${words})${after}$`);

// cspell:ignore danke gracias grazie obrigado salut
/** The whole message must be of one kind: "hi, make it night" is an instruction. */
const KINDS: readonly (readonly [SmallTalk, RegExp])[] = [
  [
    'greeting',
    whole(
      'hi|hello|hey|hiya|yo|howdy|hi there|good (?:morning|afternoon|evening|day|night)|how are you(?: doing)?|what is up|sup|bye|goodbye|see you|hola|hallo|salut|bonjour|ciao|ola',
    ),
  ],
  [
    'thanks',
    whole(
      'thanks|thank you|thx|ty|cheers|great|nice|cool|perfect|awesome|lovely|well done|good job|nice work|i (?:love|like) (?:it|this|that)|looks? (?:good|great|nice)|wow|lol|haha|danke|merci|gracias|obrigado|grazie',
      '(?: (?:so much|very much|a lot|you|it|that|this|is|looks?|good|great|nice|thanks|thank|job|work|man|mate|bot))*',
    ),
  ],
  [
    'help',
    whole(
      'help|help me|what (?:can|could|do) you do|what can i (?:do|say|ask|change)|how (?:does|do) (?:this|it|that|you) work|who are you|what are you|what is this|how do i use (?:this|it)',
    ),
  ],
  [
    'undo',
    whole(
      'undo|redo|revert|restore|roll ?back|go back|step back|take (?:it|that|this) back|put (?:it|that|this) back|change (?:it|that|this) back|bring (?:it|that) back|reset|start over|start again|back to',
      OF_IT,
    ),
  ],
  [
    'undo',
    /^(?:give me |i want |back to |show me |use )?(?:back )?the (?:old|original|previous|first|last) (?:one|version|clip)(?: back| again| please)*$/,
  ],
  [
    'answer',
    whole(
      'yes|yeah|yep|yup|sure|ok|okay|k|fine|go|go ahead|do it|confirm|accept|no|nope|nah|never ?mind|forget it|cancel|stop|wait|scratch that|just kidding|maybe|i do not know|hm+|test|testing',
    ),
  ],
];

/** Null for what may be an instruction. */
export function smallTalkIn(message: string): SmallTalk | null {
  const plain = plainWords(message);
  const kind = kindOf(plain) ?? undoBeside(message) ?? kindOf(talkInEnglish(message));
  if (kind !== null) return kind;
  return message.trimEnd().endsWith('?') && isAboutFacts(plain) && decidesAboutOthers(message)
    ? 'question'
    : null;
}

function kindOf(plain: string): SmallTalk | null {
  return KINDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** "Go back" after other words may be for the camera. "Redo it, but darker" is a wish. */
const SURELY_UNDO = /^(?:undo|revert)\b/;

/** "Undo the last change and make it brighter": a wish that begins from another picture than the one that is shown. */
function undoBeside(message: string): SmallTalk | null {
  const parts = splitInstruction(message).map(({ text }) => plainWords(text));
  const kinds = parts.map(kindOf);
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
  return /^(?:how (?:much|many|long|often)|what (?:did|does|do|is|was|are|were|have|has)|why (?:is|does|did|are|was)|which|who|when|where)\b/.test(
    plain,
  );
}
