import { EXCLAMATION, plainWords } from '../templates/templates.js';

/** What a question about a video may ask for. */
export const QUESTIONS = [
  'cost of the last change',
  'cost of the video',
  'time of the last change',
  'lengths',
  'look',
  'changes',
  'lyrics',
  'clips',
  'parts',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** Words before the question itself. */
const BEFORE = new RegExp(
  `^(?:(?:(?:can|could|may) i see|let me see|(?:show|give|read|tell|send) (?:me|us)(?= (?:the |all the |all |my |our )?(?:full |whole |complete |song'?s? )?(?:lyrics?|words)(?: |$))|show me(?= what)|i (?:want|would like) to (?:see|read)|please|tell me|do you know|do you remember|remind me|(?:can|could) you (?:tell|show) me|i (?:want|would like) to know|i wonder|say|wait|just curious|quick question|question|${EXCLAMATION}) )+`,
);
/** "When exactly does …", "what did you actually do". */
const ADVERB = / (?:exactly|precisely|actually)(?: |$)/g;
const ASKING =
  '(?:how (?:much|many|long|expensive|was|were|did|come)|what|which|why|when|where|who|in (?:what|which)|is|am i|are (?:you|we|there|they)|was|did|does|do i|have|(?:show|list|give)(?: me)? (?:all )?(?:the|my|our)|show me|history|changes)\\b';
const ASKS = new RegExp(`^${ASKING}`);
const MAY_ASK = new RegExp(
  `\\b(?:${ASKING}|(?:what|where|how|who)s\\b|(?:costs?|prices?|total|bill|budget|spend|spending|expenses|length|duration|runtime|time|eta|lyrics|prompt|number|credits?|balance|damage)\\b)`,
  'i',
);

const COST =
  /\b(?:costs?|spent|spend|spending|expenses|paid|pay|charged?|prices?|budget|money|expensive|free|total|bill|owe|owed|credits?|balance|damage(?= (?:so far|here|now)$|$)|(?:burn(?:ed|t)?|blown|blew|racked|shelled)(?= (?:through|up|out|on|so far)))\b/;
const ALL =
  /\b(?:video|total|bill|owe|owed|balance|credits?|damage|burn(?:ed|t)|burn|blown|blew|racked|shelled|all|far|altogether|everything|overall|i spent|we spent|budget|left)\b/;
const TOOK = /\b(?:take|took|taken|taking|need|needed|last change|wait)\b/;

const PART =
  /\b(?:intro|verses?|pre ?chorus|chorus(?:es)?|hook|bridge|outro|refrains?|solo|interlude|drop|sections?)\b/;
/** "Which clips are in the chorus", "which clip shows Mara". */
const ASKS_FOR_CLIPS =
  /^(?:which|what) (?:clips?|shots?|scenes?|ones?) (?:are|is|belongs?|shows?|has|have|features?|contains?|make up|do|does|come|comes|play|plays|with|in|of)\b(?! there\b)(?!.*\b(?:darkest|brightest|best|worst|longest|shortest|nicest|have i|did i)\b)/;
/** "When does the chorus start". */
const ASKS_FOR_PLACE =
  /^(?:what is (?:in|on|at|during)|(?:is|are) there|does (?:it|this|the \S+) have|(?:when|where|at what time|what time|in which clips?|in what clips?|what clips?|which clips?) (?:is|are|does|do|did|was|starts?|begins?|comes?))\b/;
/** "Where do we see Leo". */
const ASKS_FOR_SOMEONE =
  /^(?:where|when|in (?:which|what) (?:clips?|shots?|scenes?|parts?)) (?:(?:do|can|does|did) (?:we|i|you|one) (?:actually )?see (?!\S+ (?:costs?|changes?)\b).+|(?:does|do|is|are) .+ (?:appear|appears|show up|seen|visible|shown|on screen))$/;
const PART_OF_CLIP =
  /^(?:what|which) (?:part|section)(?: of the (?:song|video))? (?:is|does|are) .*\b(?:clips?|this|these)\b/;

const IS_IT_DONE =
  /^(?:when (?:will|is|are) (?:it|this|that|you|the \S+)(?: be| going to be)? (?:done|ready|finished|over|complete|completed)|(?:is|are) (?:it|this|that|you|we|they)(?: all)? (?:done|ready|finished|complete)(?: yet| already| now)?|how much longer|how long (?:until|till|before|left|is left)|how far (?:are you|is it|along))\b/;
const CLIP_TIMES =
  /^(?:when|where|at what time|what time) (?:does|do|is|will) (?:the |this )?(?:(?:last|first|next) )?(?:clip|shot|scene)(?: [0-9a-z]+)? (?:start|begin|end|stop|finish|over|come)s?\b/;
/** "Why has his hand got six fingers": of what is seen. "Why is the sky blue" may ask for more than the picture. */
const ASKS_WHY =
  /^(?:why|how come)(?: (?:does|do|is|are|has|have|did|was|were))? (?:his|her|their|its|she|he|they|it|this clip|that clip|(?:clip )?[0-9]+|the clip|the picture|the colors?|the image|everything)\b(?!.*\b(?:takes?|taking|took|cost|costs|slow to)\b)|^(?:why|how come) so (?!expensive$|pricey$|long$|slow$|much$)\S+$/;
const DID_CHANGE =
  /^(?:did|have) (?:you|i|we)(?: just| already| actually| even)* (?:changed?|done?|edited?|touch|touched) (?:anything|something|a thing|clip [0-9]+|this|it|that)\b/;

const THING =
  'costs?|prices?|bill|budget|balance|credits|spend|spending|expenses|length|duration|runtime|total time|run time|running time|play time|playing time|eta|time left|(?:render|rendering|wait|waiting|processing|remaining) time|lyrics|prompt|number of clips|history';
/** What is asked for by its name alone. */
const NAMES = new RegExp(
  `^(?:(?:the|all|any|current|my|total|overall|whole|full|estimated) )*(?:${THING}|total)(?: (?:so far|please|of|in|on|for|the|this|that|last|video|song|film|change|edit|clips?|[0-9]+|here|left|total|altogether|until now))*$`,
);
const ASKS_ETA =
  /^what is the (?:(?:total|current|estimated) )*(?:eta|time left|(?:render|rendering|wait|waiting|processing|remaining) time)\b/;
const ASKS_LENGTH =
  /^what is the (?:(?:total|full|current|whole) )*(?:length|duration|runtime|run time|running time|play time|playing time|(?<=total )time)\b/;

/** By what a question has in it; the first of each line that fits. */
const READERS: readonly ((plain: string) => Question | null)[] = [
  (plain) => {
    if (ASKS_LENGTH.test(plain) || /^how long\b/.test(plain)) return null;
    if (!COST.test(plain) && !/^how much (?:is|are|does|do|would|will|for)\b/.test(plain)) return null;
    return ALL.test(plain) || /^how much (?:money |cash )?(?:have|did) (?:i|we)\b/.test(plain)
      ? 'cost of the video'
      : 'cost of the last change';
  },
  (plain) => {
    if (/^why (?:is|does|did) (?:it|this|that)\b.*\b(?:takes?|taking|took)\b/.test(plain))
      return 'time of the last change';
    if (ASKS_ETA.test(plain)) return 'time of the last change';
    if (IS_IT_DONE.test(plain) || /^why so (?:long|slow)$/.test(plain)) return 'time of the last change';
    if (CLIP_TIMES.test(plain) || ASKS_LENGTH.test(plain)) return 'lengths';
    if (!/^how (?:long|many (?:seconds|secs|minutes))\b/.test(plain)) return null;
    return TOOK.test(plain) ? 'time of the last change' : 'lengths';
  },
  (plain) =>
    ASKS_WHY.test(plain) ||
    /^what (?:made|makes|caused)\b.*\b(?:look|looks|like this|like that|so)\b/.test(plain) ||
    /^why (?:does|do|is|did|are|was)\b(?!.*\b(?:takes?|taking|took)\b).*\b(?:look|looks|like that|like this|so|this way|that way|come|came|made)\b/.test(
      plain,
    ) ||
    (/^(?:what|which)(?: is| was| are| were)?(?: the)? (?:prompt|model|adjustments?|looks?)\b/.test(plain) &&
      !/\b(?:do you|are there|can (?:i|you|we)|available|possible|exist)\b/.test(plain))
      ? 'look'
      : null,
  (plain) =>
    /^(?:what|which)(?: (?:did|have|has|is|was|were|had|things|clips?|shots?))*(?: (?:i|you|we|been|it|changes?|just|already))*(?: (?:did|have|has|was|were))?(?: (?:i|you|we|it|just|already))* ?(?:changed?|done|do|edited?|different|made|new)\b(?: (?:so far|already|here|in|to|with|this|that|the|video|clip|version|edit|shot|scene|picture|it|[0-9]+|since|yesterday|today|before|until now|now))*$/.test(
      plain,
    ) ||
    /^what (?:happened|went wrong)(?: (?:here|now|to it|to this|to the clip|to clip [0-9]+|just now))*$/.test(
      plain,
    ) ||
    DID_CHANGE.test(plain) ||
    /^did (?:it|this|that)(?: even| actually| really)? (?:work|do anything|do something|change anything|go through|apply|help)\b/.test(
      plain,
    ) ||
    /^(?:what|which) (?:is|are|was) (?:the )?(?:difference|differences|changes?)\b/.test(plain) ||
    /^(?:show|list|give)(?: me)? (?:all )?(?:of )?(?:the |my |our )*(?:changes|edits|history|versions)(?: so far)?$/.test(
      plain,
    ) ||
    /^(?:show me )?(?:the )?(?:history|changes|what changed|what i changed|my changes)$/.test(plain)
      ? 'changes'
      : null,
  (plain) =>
    /^what (?:does|do|is|are|did) (?:she|he|they|it|the singer) (?:say|saying|rap|rapping)\b/.test(plain) ||
    /^(?:what|which|in which|in what)\b.*\b(?:sung|sing|sings|singing|lyrics?|lines?|words?)\b/.test(plain) ||
    /^(?:where|when|in (?:what|which) \S+|(?:what|which) (?:clips?|part)) (?:does|do|is|are|did) (?:she|he|they|it|i|we|the (?:singer|song|voice))(?: (?:sing|sings|say|says|go|goes|singing|saying|rap))\b/.test(
      plain,
    )
      ? 'lyrics'
      : null,
  (plain) =>
    /^who (?:is|are|do (?:we|i|you) see|can (?:we|i|you) see|appears?|shows? up|else is)\b.*\b(?:in|here|clip|there|this)\b/.test(
      plain,
    ) ||
    (/^how many (?:clips|shots|scenes|parts)\b/.test(plain) && !PART.test(plain)) ||
    /^what is the number of clips\b/.test(plain) ||
    /^(?:what|which) (?:clips|shots) (?:are there|does (?:it|the video|this video) have|do i have)$/.test(
      plain,
    )
      ? 'clips'
      : null,
  (plain) =>
    ASKS_FOR_CLIPS.test(plain) ||
    ASKS_FOR_SOMEONE.test(plain) ||
    PART_OF_CLIP.test(plain) ||
    ((ASKS_FOR_PLACE.test(plain) || /^how (?:many (?:times|clips|shots|scenes|parts)|often)\b/.test(plain)) &&
      PART.test(plain)) ||
    /^(?:how many|what|which) (?:\S+ ){0,3}?(?:choruses|verses|bridges|hooks|refrains|sections|parts)\b/.test(
      plain,
    )
      ? 'parts'
      : null,
];

/** Whether a message has a word that questions begin with: most wishes have none. */
export const mayAsk = (message: string): boolean => MAY_ASK.test(message);

/** What a message asks about the video, its money and its changes; nothing where it asks for something else or wishes. */
export function questionsIn(message: string): Question[] {
  const said = plainWords(message).replace(BEFORE, '').replace(ADVERB, ' ');
  // "Total cost so far?"
  const plain = NAMES.test(said) ? `what is ${said.replace(/^(?!the )/, 'the ')}` : said;
  if (!ASKS.test(plain)) return [];
  const found = READERS.flatMap((read) => read(plain) ?? []);
  // "Which clip has the line about the rain": where that is sung.
  return found.includes('lyrics') && !PART.test(plain) ? found.filter((one) => one !== 'parts') : found;
}

/** The moment that a message names, in seconds: "0:45", "1:02.5"; null where it names none. */
export function momentIn(message: string): number | null {
  const found = /(?<![\d:])(\d{1,2}):([0-5]\d(?:\.\d{1,3})?)(?![\d:])/.exec(message);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}
