// cspell:ignore mkae reshoot slowmo slomo slowmotion timelapse
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

export const CLIP_NOUNS = words('clip scene shot');
export const CLIP_PLURALS = words('clips scenes shots');
export const DETERMINERS = words('the my our your');
export const ARTICLES = words('a an another one');

/** One to twenty; "to" and "for" stay words. */
export const NUMBER_WORDS = new Map(
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((name, at) => [name, at + 1]),
);
export const ORDINAL_WORDS = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
    .split(' ')
    .map((name, at) => [name, at + 1]),
);

/** What follows a number that counts something: "2 times faster", "24 fps". */
export const UNITS = words(
  `times time fps percent percents second seconds sec secs minute minutes min mins hour hours degrees pixels frames
  beats bars years year old people men women children kids more dollars am pm o'clock by x`,
);
/** Verbs in "s" that follow a number that names a clip; every other word in "s" is what the number counts. */
export const VERBS_IN_S = words(
  'is was has needs looks seems feels moves gets appears deserves as always plus this less backwards forwards sideways upwards its pls plz thanks',
);

/** Verbs whose object may be a clip. */
export const OBJECT_VERBS = words(
  `make makes making mkae change changing turn turning set setting switch convert transform render give giving brighten
  darken lighten warm cool slow speed blur sharpen desaturate saturate color colorize recolor tint fade dim illuminate
  relight restyle redo regenerate remake reshoot animate pixelate flip mirror rotate crop reverse freeze stabilize
  soften fix improve edit adjust alter modify update replace delete remove cut drop like love hate want have keep see
  show let get put take use try energize calm dramatize age do zoom with swap`,
);
/** Verbs that a wish begins with, after the clips it is for: "clip 3 make it night". */
export const PARTICLES = words('up down out in off over');

export const SUBJECT_VERBS = words(
  `is isn't are aren't was were wasn't weren't be should shouldn't could would must can can't cannot has have needs need
  looks look feels feel seems seem appears appear gets deserves ought will won't doesn't don't does moves move's 's also
  still already just really`,
);
/** Of several clips, for the one that each is. */
export const SINGULAR: ReadonlyMap<string, string> = new Map([
  ['are', 'is'],
  ["aren't", "isn't"],
  ['were', 'was'],
  ["weren't", "wasn't"],
  ['have', 'has'],
  ['need', 'needs'],
  ['look', 'looks'],
  ['feel', 'feels'],
  ['seem', 'seems'],
  ['appear', 'appears'],
  ["don't", "doesn't"],
]);

export const PREPOSITIONS = words(
  'in for on to from of at during throughout inside within across over with about into',
);
export const CONNECTORS = words(
  'and but then so because since if while that think also or plus though although',
);
export const POLITE = words('please hey hi hello ok okay yes no well now actually pls plz thanks thank you');

/** How a clip may look, in one word: what may follow "make the last two". */
export const LOOKS = words(
  `night nighttime day daytime dawn sunrise sunset dusk golden dark darker bright brighter warm warmer cool cooler cold
  colder light lighter slow slower fast faster calm calmer sepia vintage dreamy dreamier dramatic gritty grittier
  ethereal energetic lively livelier muted faded desaturated dynamic black colorful vivid pastel blurry blurrier sharp
  sharper cartoon vhs retro noir widescreen mirrored flipped rotated reversed backwards pixelated glitchy misty tinted monochrome
  matte foggy snowy rainy soft softer dim dimmer moody cinematic grainy smoother quieter calmer sadder happier
  slowmo slomo slowmotion timelapse steady steadier contrasty punchier saturated frozen hazy red orange yellow green blue
  purple pink gray pop`,
);
/** What else may follow a bare "the last two" that means clips. */
export const AFTER_BARE = words(
  `and but except should need needs are is look looks more less much a at to in too please into like feel be with for
  only as slightly very really also have could must`,
);

export const SAYING = words(
  'says say saying text sign reads read reading caption captioned title titled word words written labeled label write writes called named',
);

/** Words that may stand around a line: "at the part where she sings …". */
export const PARTS = [
  'the part',
  'the bit',
  'the moment',
  'the clip',
  'the shot',
  'the scene',
  'the place',
  'the line',
  'part',
].join('|');
export const ALL_PARTS = [
  'the bits',
  'the parts',
  'the clips',
  'the shots',
  'the scenes',
  'the lines',
  'the moments',
  'the places',
  'all the bits',
  'all the parts',
  'all the clips',
  'all bits',
  'all parts',
  'all clips',
  'every part',
  'every bit',
  'every clip',
].join('|');

/** Where the edges of something lie. */
export const EDGES = new Map([
  ['beginning', 0],
  ['start', 0],
  ['opening', 0],
  ['end', -1],
  ['ending', -1],
]);
/** Edges that are of the video where nothing else is said. */
export const EDGES_ALONE = new Map([
  ['beginning', 0],
  ['opening', 0],
  ['ending', -1],
  ['finale', -1],
]);

// cspell:disable
const OPENS =
  'start begin open beginne beginn starte empieza comienza inicia comece começa commence inizia comincia';
const CLOSES = 'end finish close beende beend termina acaba termine finis terminez finisci concludi';
// cspell:enable
export const EDGE_VERBS = new Map([
  ...OPENS.split(' ').map((verb) => [verb, 0] as const),
  ...CLOSES.split(' ').map((verb) => [verb, -1] as const),
]);
