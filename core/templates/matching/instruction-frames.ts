// cspell:ignore slowmo lowkey highkey hella
// cspell:ignore argh
// cspell:ignore theyre bruh
/** The clip itself. Anything else ("the car", "her hair") stays in the core, so no template matches. */
export const CLIP =
  '(?:(?:both|all|each) of (?:them|these|those)|these(?: (?:two|three|four|ones))?|(?:all of )?(?:the|this|that|my|our|your) (?:(?:whole|entire|current|selected) )?(?:clip|scene|video|shot|footage|picture|image|sequence|part|section|segment|one)|it|this|that|them|everything)';

/** Words of degree, ignored because a template has one strength. "too", "less", "not" and "more" are not among them. */
export const DEGREE = new RegExp(
  '\\b(?:(?:a |just a )?(?:little|tiny|wee|small)? ?(?:bit|touch|tad|notch|smidge|smidgen)(?: of)?|a little of|(?:just )?a (?:shade|hair|fraction|pinch|dash)(?: of)?|(?<=\\ba )(?:subtle|slight|faint|mild)(?= )|(?:subtle|soft|strong)(?= (?:vignette|film grain|grain)\\b)|a (?:whole )?lot(?: of)?|lots of|tons of|' +
    'a little|little|(?:ever so )?slightly|subtly|a hint(?: of)?|somewhat|kind of|kinda|sort of|(?<!would )rather(?! than)|quite|really|very|super|so much|much|way(?! to\\b)|far|even|extra|' +
    'lowkey|highkey|hella|legit|significantly|noticeably|strongly|heavily|massively|drastically|extremely|insanely|considerably|definitely|totally|completely|just|simply|maybe|perhaps|possibly|again|nice and|(?:heavy|thick|dense|pouring|light|gentle|fine)(?= (?:rain|rainfall|snow|snowfall|fog|mist|haze|film grain|grain|vignette)\\b))\\b',
  'g',
);

export const POLITE =
  '(?:hey|hi|yo|hello|ooh+|aw+|ok|okay|(?:no|nope|nah)(?= (?:make|give|turn|put|set|add|use|still|go|try|bring|have|too|way too|now|it is|its|that is)(?: |$))|(?:oh |my )?dear(?: me)?|so(?= (?:can|could|please|make|let|i|we))|well|um|uh|hm+|ugh+|argh|omg|oops|bro|bruh|dude|ngl|idk|sorry|oh|yes|yeah|yep|sure|alright|please|kindly|honestly|seriously|basically|ideally|personally|frankly|preferably|obviously|literally|anyway|now|actually|also|thanks|thank you|thx|cheers|lol|haha)';

/** Openings that only say that an instruction follows. */
export const BEFORE = [
  POLITE,
  '(?:can|could|would|will|may) (?:you|we|i|ya)',
  '(?:(?:is|would) it|it (?:is|would)) (?:be )?possible (?:to|that|if)|(?:(?:the|my|our|your) )?(?:client|boss|director|producer|label|manager|band|singer|artist|customer|editor|team|wife|husband|girlfriend|boyfriend|mom|mum|mother|gran|grandma|grandpa|grandson|granddaughter|dad|father|sister|brother|friend|kid|son|daughter|everyone) (?:wants|wanted|asked for|asks for|would (?:like|love|prefer)|says|said|thinks|prefers|needs)(?: (?:that|to have))?|(?:is|would) there (?:be )?(?:a|any) way to',
  '(?:do|would) you mind|do you think you (?:can|could)|(?:i was|i am) (?:hoping|wondering) (?:if )?(?:you|we) (?:can|could)',
  '(?:i|we) (?:(?:still|also) )?(?:want|need|wish)(?: you)?(?: to| that)?|(?:i|we) would (?:like|love|prefer|want)(?: you)?(?: to)?',
  'would (?:like|love|prefer)(?: to)?|wants?(?: to)?|needs?(?: to)?|could use|(?:i|we) (?:think|feel|guess|believe|reckon|suppose|figure)(?: that| like)?(?= (?:it|this|that|the|we|an?|some|more) )',
  'it (?:would|might|could) be (?:nice|great|good|cool|better|awesome|lovely|amazing|best)(?: if| to)?',
  `if (?:you|we) could|(?:what )?if ${CLIP} (?:was|were|is|could be|looked)`,
  `it (?:would|might) be (?:nice|great|good|cool|better|awesome|lovely|amazing|best) if ${CLIP} (?:was|were|is|could be|looked)`,
  '(?:i|we) would rather|(?:would|will|are) you (?:be )?able to|(?:is there )?any chance (?:you|we) (?:can|could)|is it (?:ok|okay|fine) to|why do not (?:you|we)',
  `(?:i|we) would (?:like|love|prefer) ${CLIP}(?: better| more)? if ${CLIP} (?:was|were|is|could be|looked|had)`,
  `(?:${CLIP} )?(?:would|might|could) (?:${CLIP} )?(?:(?:be|look|feel) (?:better|nicer|cooler|prettier|cool|nice|great|good|best|awesome|amazing|perfect)|help)(?: if ${CLIP} (?:was|were|is|had|looked|could be)|(?= (?:in|with|as|at) ))`,
  `(?:i|we) (?:wish|hoped?) ${CLIP} (?:was|were|had|looked|would be|could be)`,
  `(?:should|could|would|can) not ${CLIP} (?:be|look|have|get)|(?:is|was) not ${CLIP} supposed to (?:be|look)|does not ${CLIP} need(?: to be)?`,
  `(?:can|could|should|would|will) ${CLIP}(?= (?:fade|zoom|push|pull|pan|tilt|go|come|pulse|flash|shake|slow|speed|freeze|play|start|end|rain|snow) )`,
  `(?:what|how) would ${CLIP}(?= (?:look|be|feel) )`,
  `(?:wash|bathe|drench|soak|paint|color(?! (?:grad|out$)))(?: ${CLIP})?(?: in)?(?= \\S)`,
  '(?:(?:both|each)(?: of (?:them|those|these))?|all of (?:it|them|those|these))(?= \\S)|color grade(?= \\S)',
  '(?:could|might) (?:be|look|feel|get|use)(?= )',
  `like(?: ${CLIP} (?:is|was|were))?(?= )`,
  'i (?:said|meant|mean|asked for|wanted|was thinking(?: of)?|am thinking(?: of)?)|right(?= (?:at|in|before)(?: |$))|everything(?= )|all(?= (?:in|at|a|more|less|much|slightly|very|\\S+er)(?: |$))',
  '(?:the |its )(?:overall )?(?:vibe|look|feel|feeling|style) (?:should|could|must|needs to) (?:be|feel)|something(?: more)?(?= \\S)|firstly|first of all|to start|(?:first|second|third|finally|lastly)(?= (?:make|turn|give|put|add|set|change|slow|speed|zoom|do|have)(?: |$))',
  '(?:do )?(?:the )?same(?: thing| again)?(?: but)?(?= (?:in|with) )|maybe|perhaps',
  'let us|how about|what about|why not|try (?:to|and)|try|go ahead and|go and|make sure(?: that)?',
  `${CLIP} (?:should|could|must|can|ought to|needs? to|has to) (?:be|look|feel|become|have|get)`,
  `${CLIP} (?:should|must|ought to|needs? to|has to)`,
  `(?:can|could) ${CLIP} (?:be|look|feel|become|have|get|go|take place|happen)`,
  `${CLIP} (?:needs|could use|deserves)`,
  '(?:turn|bring)(?! (?:\\S+ ){0,3}(?:up|down)(?: |$))|(?:make|making|turning|set|setting|change|changing|switch|switching|convert|transform|render|give|giving|put|get|go|have|do|let|use|apply|throw|slap|stick|sprinkle|chuck|layer|whack|mix in|work in|shift|adjust|take|shoot|film|redo|regenerate|generate|create|see|show)(?: me| us)?',
  `(?:make|making)(?: ${CLIP})? like(?: ${CLIP} (?:is|was|were))?`,
  '(?:the |an? |some )?(?:effect|look|filter|style) of(?= \\S)|(?:the )?color(?= (?:red|crimson|orange|yellow|green|blue|purple|violet|lilac|lavender|pink|magenta)$)',
  'to be|be|look|feel|seem|appear|become|set|going for|go for|(?:happen|take place|taking place)',
  `(?:look|looking|feel|seem|appear|be|more) (?:more )?like(?:(?: ${CLIP})? (?:is|was|were))?|(?:as if|as though) ${CLIP} (?:is|was|were)`,
  '(?:back )?(?:in)?to|in|at|with|during|more of|lighting(?= )',
];

export const KIND =
  "to me|for my taste|to my eyes?|in my (?:humble )?opinion|imh?o|if you ask me|to be honest|tbh|honestly|don't you think|do not you think|i think|i guess|for me|if possible|if (?:it is|that is) possible|if you (?:can|could|do not mind)|real(?:ly)? quick(?:ly)?|quickly|asap|right now|(?:un)?til(?:l)? the end|to the end|from (?:there|then) on|instead|overall|(?:in |on |over )?(?:here|there)|on top|after all|throughout|very much|so much|without changing anything(?: else)?";

/** Endings that add nothing to an instruction. */
export const AFTER = [
  POLITE,
  KIND,
  'too(?<=(?:er|more .+) too)',
  '(?:would|might|could) (?:be|look|work|fit|do)(?: really| so| pretty| quite)? (?:nice|great|good|better|awesome|lovely|cool|well|perfect|amazing|sick|dope|fire|lit|rad|neat|fun|ideal|sweet|beautiful|gorgeous|fantastic|epic|insane|fitting)',
  'still(?<=er still)',
  'yet(?<=enough yet)',
  'everywhere(?<=\\b(?:snow|rain|fog|mist|haze)\\S* everywhere)',
  '(?:(?:by|to|at|like|about|around) )*(?:double|half|twice)(?: (?:the|its|normal|as))*(?: (?:speed|pace|time|fast|slow|much))?(?<=\\b(?:speed|speeded|up|down|slower|faster|motion|mo|slowmo) (?:by|to|at|like|about|around|double|half|twice)\\b.*)',
  '(?:(?:by|to|at|like|about|around) )*(?:[2-4]|two|three|four) ?(?:x|times)(?: (?:the|its|normal|as))*(?: (?:speed|pace|fast|slow|much))?(?<=\\b(?:speed|speeded|slow|slowed|up|down|slower|faster|motion) .+)',
  'compared (?:to|with) (?:clip [0-9]+|the \\S+(?: \\S+)?|it|that|this(?: one)?)',
  `(?:in|to|for|of|on|over|around|across|onto) ${CLIP}`,
  'like (?:in )?(?:the|a|those|these) (?:big |real |good )?(?:movies?|films?|cinema|cinemas)',
  // "Sepia like an old western"; "make it look like an old movie" is a look of its own.
  '(?<=\\S )like (?:(?:in|an?|the|those|these|some) )*(?:old|classic|vintage|[0-9]{2}s) (?:westerns?|movies?|films?|photos?|photographs?|pictures?|postcards?|cartoons?|tv shows?)(?<!\\b(?:look|looks|looking|feel|feels|be|seem|more|something|it|this|that|make|is|are|kind of|sort of) like .+)',
  // What it is for: "zoom out so we see more".
  `so (?:that )?(?:(?:we|you|i|people|one|everyone|viewers) )(?:can |could |will )?(?:(?:actually|really|still|also) )?(?:see|notice|recognize|make out|read)(?: (?:it|her|him|them|more|less|better|everything|all|who|what|the|his|their|of|face|faces|eyes|hands|text|sign|room|city|background|surroundings|whole|scene|is|going|on|around)){0,6}`,
  'so (?:that )?(?:she|he|it|they|shes|hes|its|theyre)(?: is| are)? (?:looks?|looking|faces?|facing|goes|going|walks?|walking|moves?|moving|runs?|running) (?:in )?(?:to )?(?:the )?(?:other|opposite|left|right|other way)(?: (?:way|direction|side))?',
  'while (?:the )?(?:rest|others?|everything else|all else)(?: of (?:it|the \\S+))? (?:stays?|remains?|keeps?|is|are)(?: (?:the same|as (?:it|they) (?:is|are)|as is|normal|unchanged|untouched|in|its|their|full|the|original|like|that|bright|dark|colorful|colored|colors?)){1,3}',
  'more(?<=pop more)',
  '(?:just |exactly )?(?:like|as)(?: (?:in|on|at|from))? (?:(?:the|a|those|these|some|all|any|big|real|good|old|classic|american) )*(?:hollywood(?: (?:movies?|films?|blockbusters?))?|(?<=(?:in|on|at|from) (?:\\S+ ){0,4})(?:movies?|films?|cinemas?|theaters?|blockbusters?|tv|television|music videos?))',
  // Whom the camera comes closer to; where a face is in the picture, no filter knows.
  '(?:on|onto|to|into|toward) (?:(?:her|his|their|its|the|my) )?(?:couple|singer|band|dancers?|subject|bride|groom|man|woman|girl|guy|boy|dog|cat|crowd|center|middle|people)(?<=\\b(?:zoom|push|punch|crop|cropped|dolly|closer|tighter)\\b.*)',
  'of (?:the )?(?:screen|frame)',
  `than (?:before|now|${CLIP}(?: (?:is|was)(?: now| right now)?)?)`,
  '(?:(?:the|this|that|my|our) )?(?:(?:whole|entire) )?(?:clip|scene|video|shot|footage|version|look|feel|vibe|vibes|aesthetic|treatment|setting|lighting|effect|filter)',
];
