import { remembered } from '../../../util/remembered.js';
import { alternativesOf, firstWord, firstWordsLater } from '../../../util/text/first-words.js';
import {
  ABILITIES,
  ALREADY_RUNS,
  CANCELS,
  DISLIKES,
  EXCLAMATION,
  IDEAS,
  KEEPS,
  SAYS_NO,
  SAYS_YES,
} from './phrases.js';
import { isPraise } from './praise.js';

/** What a message is that no offer answers; most say nothing of what a clip should look like. */
export type SmallTalk =
  | 'greeting'
  | 'thanks'
  | 'help'
  | 'undo'
  | 'undo first'
  | 'answer'
  | 'question'
  /** It says that something is wrong, and not what should be different. */
  | 'dislike';

const OPENING = `(?:(?:please|wait|just|${EXCLAMATION}|(?:can|could|would|will) (?:you|we|i)|i (?:want|need|would like)(?: you)? to|let us|lets) )*`;
const POLITE =
  '(?: (?:please|now|thanks|thank you|there|again|you|all|guys|bot|assistant|everyone|man|mate|bro|dear|darling|buddy|my friend|friend|sir|team))*';
const OF_IT =
  '(?: (?:it|that|this|the|my|your|last|latest|previous|first|old|original|change|changes|edit|edits|effect|effects|thing|things|stuff|what|you|i|we|did|undid|made|just|one|both|version|clip|video|all|of|everything|back|to|into|two|three|few|step|steps|versions|edits|times|twice|once|very|[0-9]|please|now|again))*';

/** Of a text with this first word, the expression that tells whether it says this; null: it does not. */
type Said = (word: string) => RegExp | null;

/**
 * What is said, a choice as a whole, with what may stand before and behind it. All choices together take V8 ten times as long
 * to compile as those that begin with one word.
 */
function whole(words: string, after = POLITE, before = ''): Said {
  const opens = firstWordsLater(before);
  const choices = alternativesOf(words).map((source) => ({ source, mayBegin: firstWordsLater(source) }));
  const made = new Map<string, RegExp>();
  return (word) => {
    const isOpened = before !== '' && opens(word);
    const said = choices.filter(({ mayBegin }) => isOpened || mayBegin(word)).map(({ source }) => source);
    if (said.length === 0) return null;
    const source = `^${isOpened ? before : ''}(?:${said.join('|')})${after}$`;
    const pattern = made.get(source) ?? new RegExp(source);
    made.set(source, pattern);
    return pattern;
  };
}

const literal = (pattern: RegExp): Said => {
  const mayBegin = firstWordsLater(pattern.source);
  return (word) => (mayBegin(word) ? pattern : null);
};

// cspell:ignore danke gracias grazie obrigado salut
const GREETING = whole(
  '(?:is )?any(?:one|body) (?:there|here|home|around)|(?:hi|hello|hey|yo)(?: (?:hi|hello|hey|yo))+|(?:are )?you (?:still )?(?:there|here|online|awake|alive)|hi|hello|hey|hiya|yo|howdy|hi there|good (?:morning|afternoon|evening|day|night)|how are you(?: doing)?|what is up|sup|bye|goodbye|see you|hola|hallo|salut|bonjour|ciao|ola',
  undefined,
  '(?:(?:hi|hello|hey|yo|oh|well|ok|so) )*',
);
const GOOD =
  'great|nice|cool|perfect|awesome|lovely|amazing|beautiful|brilliant|excellent|wonderful|fantastic|gorgeous|superb|stunning|sick|dope';
const THANKS = whole(
  `thanks|thank you|thx|ty|cheers|(?:${GOOD}|good) (?:job|work|stuff|one|result)(?: as (?:always|ever|usual))?|${GOOD}|good|well done|(?:you are (?:doing )?(?:a |an )?)?(?:good|nice|great|amazing|excellent) (?:job|work|one)|you (?:rock|are (?:great|amazing|awesome|the best))|(?:i )?(?:really )?(?:love|like|adore) (?:it|this|that|how it looks|the look|the result)|looks? (?:so |really |very |much )?(?:good|${GOOD}|better)|(?:it|that|this) (?:is|looks) (?:so |really |very |much |a lot |way )?(?:good|better|${GOOD})|(?:(?:much|so much|way|a lot|even) )?(?:better|nicer)|wow|lo+l|(?:ha){2,}|(?:he){2,}|(?:let us |i will |we |i )?keep (?:it|this|that|this one|that one)|good to go|danke|merci|gracias|obrigado|grazie`,
  '(?: (?:so much|very much|much|a lot|you|are|the best|it|that|this|is|looks?|good|great|nice|cool|better|now|already|thanks|thank|job|work|man|mate|bro|dear|darling|honey|love|sweetheart|buddy|pal|friend|my friend|guys|team|sir|bot|again|beautiful|amazing|awesome|perfect))*',
  '(?:(?:ok|okay|wow|oh|yes|yeah|hey|haha|omg|and|well|so) )*',
);
const HELP = whole(
  `help|help me|i need help|(?:what|which things) (?:else |exactly |actually |all )*(?:can|could|do) you (?:actually |really |even |all |exactly )?(?:do|change|edit|make)|what (?:else )?(?:can|could|should) i (?:do|say|ask|change|type|write|edit)|what (?:is|are) (?:possible|my options|the options|the commands)|what are you able to (?:do|change|edit|make)|what are you (?:good|here) for|how (?:does|do|is|can) (?:(?:this|the|your)(?: (?:thing|app|site|website|tool|program|editor|chat|software))?|it|that|you) (?:work|working|function)|how (?:is |does |do )?works?(?:ing)? (?:this|the|it)(?: (?:thing|app|site|website|tool|program|editor|chat|software))?|who are you|what are you|what is this|how do i (?:use (?:this|it)|start|begin|(?:undo|redo)|(?:go|get) back|(?:get|bring|have) (?:the|my) (?:old|original|previous|last|first|earlier) (?:one|version|clip|look|video) back|change (?:a|the|this) clip|make a change|edit (?:a|the|this) clip)|can you help(?: me)?|is there (?:a |any )?(?:help|list of commands|manual|tutorial|guide)|show me what you can do|(?:can|could) you do (?:anything|something|more|anything more)(?: else)?|(?:what|which) (?:(?:kinds? of|sorts? of) )?(?:looks?|effects?|filters?|styles?|adjustments?|changes|presets?|options)(?: (?:do you have|(?:have )?you got|have you|are there|can (?:i|you|we) (?:use|do|choose(?: from)?|pick(?: from)?|apply|make|add)|do you (?:know|support|offer)|exist|are available|are possible))|(?:(?:list|show)(?: me)? )(?:all )?(?:the |your )?(?:available )?(?:looks|effects|filters|styles|adjustments|options|presets)|(?:commands|instructions|options|menu)|${ABILITIES}|${IDEAS}`,
  `(?: (?:here|then|anyway|with (?:this|it)|for me|to (?:this|the|a|my) (?:clip|video|scene)|in this (?:clip|video)|exactly))*${POLITE}`,
  `(?:(?:please|just|${EXCLAMATION}|i am (?:(?:kind of|kinda|a bit|totally|so|completely) )?(?:lost|new|confused|stuck)(?: (?:here|to this))?|(?:this is )?my first time(?: here)?) )*`,
);
const AS_IT_WAS =
  '(?:(?:the way|how|as|like) it was(?: before(?: (?:i|you|we|that|this)(?: \\S+){0,4})?| (?:originally|initially|at (?:the )?(?:very )?(?:start|beginning|first)|in the (?:beginning|first place)))?|as before|like before)';
const MINE =
  '(?:(?:all|everything|it|of|the|my|our|your|these|those|what i did|changes|edits|work)(?= |$) ?)+';
/** "Scrap that last change". */
const THE_LAST = [
  '(?:scrap|trash|dump|ditch|toss|discard|nix|bin|throw (?:away|out)) (?:(?:that|this|the|my|your) )?(?:(?:very )?(?:last|latest|previous|most recent) )(?:change|edit|one|thing|effect|adjustment|step|look|tweak)',
  '(?:remove|delete|drop|kill|lose|reverse|revoke|get rid of) (?:(?:that|this|the|my|your) )?(?:(?:very )?(?:last|latest|previous|most recent) )(?:change|edit|adjustment|step|tweak)',
].join('|');
const FROM_THE_START = [
  `(?:throw away|throw out|scrap|trash|dump|ditch|wipe|discard|toss) ${MINE}`,
  '(?:put |bring |set |get )?(?:everything|it all|all of it|the (?:whole )?video) back to (?:the )?(?:original|start|beginning|first version)',
  '(?:forget|lose|drop|kill) (?:all )?(?:of )?(?:the|my|our|your|these|those) (?:changes|edits)',
  '(?:set|put|reset|turn|get|bring|change|restore) (?:everything|it all|all of it|the (?:whole )?video|all)(?: back)?(?: to)? (?:how|the way|what|as) (?:it|everything|they) (?:was|were)(?: (?:originally|initially|before|at (?:the )?(?:very )?(?:start|beginning|first)|in the (?:beginning|first place)))?',
  '(?:bring|get|give|put|i want|restore|do)(?: me)?(?: back| again)? what (?:i|you|we)(?: have| had)?(?: just)? (?:undid|undone|took back|taken back|reverted|removed)(?: back)?',
  'put (?:back )?(?:the|that) (?:thing|change|edit|one|look|effect) (?:that )?(?:i|you|we)(?: have| had)?(?: just)? (?:undid|undone|took back|taken back|reverted|removed)(?: (?:back|again|in|on))*',
].join('|');
const CLIP_NAMED =
  '(?: (?:of|in|on|to|for|from|with))? (?:the )?(?:(?:clips?|scenes?|shots?)(?: (?:number )?\\S+(?: (?:and|to) \\S+)?)?|(?:(?:first|second|third|last|previous|next) )(?:clip|scene|shot)|(?:first |second |third |last |final )?(?:chorus|verse|bridge|intro|outro)(?: [0-9])?)';
/** "Undo the last change of clip 3", "revert clip 12". "Undo the blur in clip 3" takes a look away. */
const UNDO_OF_CLIP = whole(
  `(?:undo|revert|take back|roll ?back)(?: (?:it|that|this|the|my|your|very|last|latest|previous|change|changes|edit|edits|thing))*${CLIP_NAMED}`,
  '(?: (?:please|now|again|thanks))*',
  OPENING,
);
const UNDO = whole(
  `undo (?:the|my|your|that|last) (?:last )?undo|undo|redo|revert|restore|roll ?back|go back|step back|take (?:it|that|this) back|put (?:it|that|this) back|change (?:it|that|this) back|turn (?:it|that|this) back|bring (?:it|that) back|reset|start (?:all )?over|start again|back to|(?:start|begin) (?:again )?from (?:scratch|zero|the beginning|the start)|(?:(?:go|get) )?back to (?:the )?(?:start|beginning|square one|zero|scratch|${AS_IT_WAS})|(?:put|make|leave|change|turn|bring|get|give|have|want)(?: me)? (?:it|this|that)(?: back)?(?: to)? ${AS_IT_WAS}|(?:remove|delete|drop|clear|discard|get rid of) (?:all )?(?:of )?(?:the |my |your )?(?:changes|edits|effects|filters|adjustments)|i want (?:it|this|that) back|undo last|undo(?: undo)+|undo it all|${THE_LAST}|${FROM_THE_START}`,
  OF_IT,
  OPENING,
);
const OLD_ONE =
  /^(?:(?:please|can|could|you|i|would|like|want|have|give|me|get|back to|show|use|bring|put|take|back) )*(?:back )?(?:the|my) (?:(?:old|original|previous|first|last|earlier) (?:one|version|clip|video|edit)|(?:old|original|previous)(?= back| again))(?: back| again| please)*$/;
const WAS_BETTER =
  /^(?:(?:oh|ah|hm+|no|ugh+|actually|well|honestly|sorry|damn) )*(?:i (?:think |guess )?)?(?:it|this|that|the (?:old|original|previous|first|last) (?:one|version)|before) (?:was|looked) (?:much |way |a lot )?(?:better|nicer)(?: before)?(?: (?:tbh|honestly|to be honest|imo|though|i think|lol))*$|^i (?:liked|preferred) (?:it|the (?:very )?(?:old|original|previous|first|last) (?:one|version))(?: (?:better|more|before|best|most|the best|the most|tbh|honestly|to be honest|imo|though|i think|lol|actually))*$/;
const YES =
  'why not|yes|yeah|yep|yup|ya|y|sure|ok|okay|k|fine|go|go ahead|go for it|do it|do that|do so|make it so|let us (?:do it|go)|confirm|accept|apply(?: it)?|absolutely|definitely|of course|please do|sounds (?:good|great|fine)|(?:that|this) (?:works|is fine|is ok|is right|is it)|exactly|correct|right';
const NO =
  'no|nope|nah|nothing|n|never ?mind|forget (?:it|that|about it)|scratch that|just kidding|(?:please )?do not(?: do (?:it|that|this)| bother| change (?:it|anything))?|not (?:now|yet|really|today)|no (?:way|need|changes?)|rather not|i would rather not|leave it(?: (?:alone|as is|as it is|like that|be))?|keep it(?: (?:as is|as it is|like that|this way|that way))|decline|reject';
const WAITS = 'cancel|stop|wait|hold (?:on|up)|abort|stop it|cancel it|stop that|cancel that|hang on';
const ANSWER = whole(
  `(?:(?:${YES}|${SAYS_YES}|${NO}|${SAYS_NO}|${WAITS}|maybe|perhaps|i do not know|not sure|hm+|test|testing|whatever)(?= |$) ?)+`,
  '(?:(?:please|now|thanks|thank you|then|it|that|this|sir|all|man|mate|bro|fine|good|great|ok|okay)(?= |$) ?)*',
  `(?:(?:please|just|ew+|god|${EXCLAMATION}) )*`,
);
const KEPT = whole(KEEPS, '(?: (?:please|though|for now|thanks|ok|okay))*', OPENING);
const STOPS = whole(
  `(?:${CANCELS}|${ALREADY_RUNS})(?: (?:please|(?:it|that|this) is still (?:running|rendering|going)|its still (?:running|rendering|going)))*`,
  POLITE,
  `(?:(?:please|wait|just|${EXCLAMATION}|hold (?:on|up)|(?:can|could) you) )*`,
);

const BAD =
  'bad|ugly|boring|awful|terrible|horrible|weird|strange|odd|wrong|off|fake|cheap|cheesy|lame|meh|crap|crappy|shit|shitty|garbage|trash|rubbish|stupid|dumb|ridiculous|disgusting|hideous|sad|broken|messed up|unnatural|unrealistic|amateurish|disappointing|worse|worse than before|not (?:good|great|nice|right|it|what i (?:wanted|want|asked for|meant|had in mind))|nothing like (?:that|it|what i (?:wanted|asked for))';
const IT =
  '(?:(?:this|that|the|my|your) (?:(?:whole|new|last) )?(?:clip|video|scene|shot|result|change|version|look|picture|image|thing|edit|one|effect|colors?|light|lighting|motion|camera|movement|mood|style)|it|this|that)';
const HOW =
  '(?:(?:so|really|very|just|a bit|too|pretty|kind of|kinda|still|all|a little|totally|absolutely|quite|even|somehow|now|total|complete|utter|utterly) )*';
const DISLIKE = whole(
  `(?:i (?:think|feel|find)(?: that)? )?(?:(?:${IT} )?(?:is|are|were|looks?|feels?|seems?|was|came out|turned out|looks like|got) )?${HOW}(?:${BAD})|${IT} (?:sucks?|stinks?|is a mess|does not work|did not work|does not look (?:good|right|great|nice)|bores me)|(?:i )?${HOW}(?:do not|did not|does not|hate|dislike|can not stand|am not happy with|am disappointed(?: with| by)?|am not sure about)(?: really)?(?: (?:like|love|want|feel|get))? ${IT}|no good|not good(?: enough)?|something is (?:wrong|off|not right|missing)|i (?:hate|dislike) ${IT}|(?:do|try) better|(?:make|do) (?:it|this) better|(?:improve|fix) ${IT}|${DISLIKES}|eww?|yuck|gross|cringe|nasty`,
  '(?: (?:at all|so much|a lot|very much|really|here|now|yet|anymore|any more|again|like that|like this|to me|tbh|ngl|honestly|imo|man|bro|though|please|sorry|omg|lol|wtf|ugh))*',
  `(?:(?:yuck|eww?|god|just|${EXCLAMATION}) )*`,
);

/** The whole message must be of one kind: "hi, make it night" is an instruction. */
const KINDS: readonly (readonly [SmallTalk, Said])[] = [
  ['greeting', GREETING],
  ['thanks', THANKS],
  ['help', HELP],
  ['undo', UNDO],
  ['undo', UNDO_OF_CLIP],
  ['undo', literal(OLD_ONE)],
  ['undo', literal(WAS_BETTER)],
  ['answer', ANSWER],
  ['answer', STOPS],
  ['answer', KEPT],
  ['dislike', DISLIKE],
];

/** Small talk is short; nothing longer is compared with it. */
export const LONGEST_TALK = 120;

/** What kind of small talk the whole of some plain words is; null: none. */
export const kindOf = (plain: string): SmallTalk | null =>
  plain.length > LONGEST_TALK ? null : kindRead(plain);

/** Messages begin with few words. */
const MOST_FIRST_WORDS = 2000;

/** Those of which the first word may be this one: the others need not be compiled, nor tried. */
const kindsWith = remembered(
  (word) =>
    KINDS.flatMap(([kind, said]) => {
      const pattern = said(word);
      return pattern === null ? [] : [{ kind, pattern }];
    }),
  MOST_FIRST_WORDS,
);

const kindRead = remembered(
  (plain): SmallTalk | null =>
    kindsWith(firstWord(plain)).find(({ pattern }) => pattern.test(plain))?.kind ??
    (isPraise(plain) ? 'thanks' : null),
);
