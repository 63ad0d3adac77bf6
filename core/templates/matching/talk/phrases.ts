// cspell:ignore vibing
// cspell:ignore favou
// cspell:ignore argh whoa whoops dunno
/** What people say before what they mean. */
export const EXCLAMATION =
  '(?:ok|okay|well|so|oh+|ooh+|ah+|aw+|hey|hi|hello|hm+|uh|um|ugh+|argh+|omg|oops|whoops|whoa|wow|damn|dang|man|dude|bro|lol|haha+|sorry|actually|honestly|seriously|nice|great|cool|perfect|awesome|alright|right|yes|yeah|yep|yup|sure|fine|thanks|thank you|no|nope|nah|meh|and|but|also|then|now)';

/** Alternatives for the whole of a part, each for one kind of talk. */
export const ABILITIES = [
  '(?:can|could) (?:i|you|we) (?:undo|revert|change|reverse|take back|go back on) (?:this|it|that|them|my changes|changes|everything)(?: back)? (?:later|afterwards|after|at any time|any ?time)(?: on)?',
  '(?:can|could|would) you (?:please )?(?:help|assist)(?: me| us)?(?: out)?(?: with (?:this|it|that)(?: one| clip| video)?)?',
  '(?:can|could) (?:i|you|we) (?:change|edit|do|pick|select|use|make) (?:more than one|several|multiple|many|two|a few|all)(?: (?:of|the|clips?|things|changes|looks|effects|of them))* (?:at once|at the same time|at a time|together|in one go)',
  '(?:what|which) (?:commands|features|tools|functions|tricks) (?:are there|do you have|can (?:i|you) (?:use|do)|exist|are available)',
  'how can you help(?: me)?|what (?:can|could) you help(?: me)?(?: with)?',
  '(?:do you have|is there|can i (?:see|get|have)|(?:show|give|send) me|where is|got) (?:a |the |some |your )?(?:full |complete )?(?:list|menu|overview|catalog)(?: (?:of|with) (?:all )?(?:the |your |available )*(?:effects|looks|filters|styles|options|adjustments|presets|commands|changes|things you can do|everything))?',
  '(?:can|could|do) (?:you|i|we|this|it) (?:(?:also|only|even|just|actually|really) )?(?:change|edit|do|make|add|handle|support|work with) (?:\\S+ ){1,8}or (?:only|just|is it (?:only|just)) \\S+(?: \\S+){0,4}',
  '(?:can|could) (?:you|i|we|this|it) (?:(?:also|only|even|just|actually|really) )?(?:change|edit|add|remove|do|make|use|handle) (?:(?:other|new|different|real) )?(?:people|faces|clothes|clothing|outfits|things|objects|characters|places|backgrounds|effects|filters|transitions|looks|styles|anything|everything|what people (?:are )?wear(?:ing)?)(?: too| as well)?',
  '(?:do|can) you (?:have|do|support|offer|know) (?:(?:any|some|other|more|cool|nice|good|different) )*(?:looks|effects|filters|styles|presets|transitions|animations|options|templates|adjustments)(?: too| as well| for this)?',
  '(?:is there (?:any|some)thing|what) else (?:(?:you can|can you|could you|can i|could i|do you|is there|there is) ?)+(?:do|change|try|offer|have)?',
  'how (?:do|can|could|would|should) (?:i|we|you|one) (?:change|edit|pick|select|choose|use|undo|redo|start|tell you|say|name|restore|go back|get back|see|compare)(?: (?:a|an|the|one|this|my|it|clip|clips|version|versions|changes?|video|scene|look|something|things|what|which|several|more|than|at|once|to|of|old|older|previous|last|other|earlier))*',
].join('|');

/** Asks what to wish for. */
export const IDEAS = [
  '(?:i )?(?:do not know|idk|dunno|have no idea|no idea|not sure|no clue)(?: really)? (?:what|how)(?: i)?(?: am supposed)? (?:to |can |should |could |must )?(?:type|write|say|ask(?: for)?|do|use|start|begin|wish for|enter|put)(?: (?:here|in here|now|this|it|next|first|with this|with it))*',
  '(?:give|show|tell) me (?:some |a few |an? )?(?:ideas?|suggestions?|examples?|options?|tips|inspiration)',
  '(?:any|do you have any|got any|have you got any|some) (?:ideas?|suggestions?|tips|recommendations|advice)(?: (?:what|for|how|on|about|of)(?: \\S+){1,10})?',
  'what (?:would|do) you (?:suggest|recommend|propose)',
  'what (?:should|could|would|can) (?:i|we|you) (?:try|improve|do (?:with|about) (?:it|this|that|this clip|this one))',
  '(?:suggest|recommend|propose) (?:something|a look|an effect|some looks|some effects|anything)',
].join('|');

export const SAYS_YES = [
  '(?:that|this|it) is (?:the one|it|what i want)',
  'if you (?:think so|say so|must|insist|like|want|can|have to)',
  '(?:works|good|fine|ok|okay) (?:for|by|with) me',
  'sounds (?:good|great|fine|like a plan|perfect|nice|cool|amazing|awesome|lovely|about right|right)(?: (?:to|for) me)?',
  'that would be (?:great|nice|perfect|good|lovely|awesome|cool|fine)',
  'let us (?:do (?:it|this|that)|go(?: for it)?|get started|roll|see(?: it)?|try(?: it| that)?|have it|give it a (?:try|go|shot))|give it a (?:try|go|shot)|try it',
  'i (?:agree|guess(?: so)?|suppose(?: so)?|am (?:in|ok with (?:that|it|this)|fine with (?:that|it|this)|good with (?:that|it|this)))',
  'be my guest|deal|by all means|for sure|certainly|indeed|of course|make it happen|hit it|ship it|go on|proceed|continue|yes i do|i do|all good',
].join('|');

export const SAYS_NO = [
  '(?:no|nah|nope) (?:it|that|this) is (?:fine|ok|okay|good|great|perfect)(?: as is| like this| the way it is)?',
  "(?:(?:i|we) (?:had|would) |maybe |perhaps |probably )?(?:better|best) not(?: to)?|let us not|(?:please )?do not bother|(?:i'?ll |i (?:will |would )?|hard )?pass|(?:i'?ll |i will |let us )?skip (?:it|that|this)(?: one)?|not (?:for me|necessary|needed|worth it|interested)|thanks but no",
  'i do not think so|i changed my mind|not this time|not like (?:that|this)|not (?:that|this)(?: one)?|no (?:thank you|thanks)|i am good|i would rather not|rather not',
  'i (?:do not|did not|would not) want (?:that|this|it|to)(?: any ?more)?',
  '(?:maybe|perhaps) (?:later|another time|some other time|not)|another time|some other time|later',
  'i (?:like|prefer|want) (?:it|this|that) (?:(?:better|more) )?(?:as (?:it )?is|the way it is|how it is|as it was|like (?:this|that))(?: now)?',
].join('|');

const REFERENCE = '(?:\\S+ ){1,6}?';
/** What is to stay as it is; nothing is wished for. */
export const KEEPS = [
  `(?:please )?(?:leave|keep) ${REFERENCE}(?:alone|as (?:it|they) (?:is|are|was|were)|as is|unchanged|untouched|like (?:that|this|it is)|the way (?:it|they) (?:is|are|was|were)|how (?:it|they) (?:is|are|was|were)|(?:exactly )?the same)`,
  '(?:please )?(?:do not|never) (?:change|touch|edit|alter|modify|mess with|mess up|do anything (?:to|with|about)) (?:(?:clips?|scenes?|shots?) (?:[0-9]|one|two|three|four|five|six|seven|eight|nine|ten)\\S*(?: (?:and|or|to) \\S+)?|(?:this|that|these|those)(?: (?:one|ones|clip|clips|shot|scene|two))?|it|them|anything(?: else)?)',
  '(?:please )?(?:no|without) (?:more |any |further )*(?:changes|edits) (?:to|in|for|on) \\S+(?: \\S+){0,3}',
].join('|');

const WORK =
  '(?:it|that|this|the|my|your|last|current|running|change|changes|edit|job|render|rendering|request|order|wish|message|process|processing|generation|generating|regenerating|regeneration|making|working|doing|whole thing|everything|all|now|right|please|already|immediately|at once|what you are|on)';
export const CANCELS = `(?:cancel|stop|abort|halt|interrupt|kill) (?:${WORK}(?= |$) ?)+|stop|do not (?:run|render|start|do|make|finish) (?:it|that|this)`;
export const ALREADY_RUNS =
  '(?:(?:it|that|this) is|its) (?:still )?(?:running|rendering|processing|generating|going|working|loading)|(?:it|that|this|its)(?: is)? (?:still )?taking (?:too|so|very|really|way too) long';

export const DISLIKES = [
  'what a (?:mess|disaster|joke|shame)',
  '(?:i am )?not (?:so |really |too )?sure (?:(?:if|that|about) )?(?:i (?:like|love|want) (?:it|this|that)(?: one)?|(?:it|this|that)(?: one)?)',
  '(?:i am )?not (?:really |so |very |too |that |all that )?(?:happy|satisfied|pleased|impressed|convinced|thrilled|keen|sold)(?: (?:with|by|about|on) (?:it|this|that|(?:this|that|the|my) \\S+|how it (?:looks|came out|turned out)))?',
  '(?:i am )?not (?:really |exactly )?(?:a (?:big |huge )?fan(?: of (?:it|this|that|(?:this|that|the) \\S+))?|my (?:thing|taste|style|cup of tea|favou?rite)|(?:feeling|into|digging|vibing with) (?:it|this|that)(?: one| look| vibe)?)',
  '(?:it|this|that|this one|that one) (?:is not working|does not work|does nothing|is not doing (?:it|much|anything))(?: for me)?',
  '(?:it|this|that) (?:is|was|looks) (?:the worst|so much worse|way worse|not (?:right|good|great|nice|what i (?:wanted|meant|asked for|had in mind)))',
  '(?:i )?(?:really |absolutely |totally )?(?:hate|dislike|can not stand|do not (?:really )?like) (?:everything about (?:it|this)|all of it|how (?:it|this|that) (?:looks|came out|turned out)|what you did(?: (?:here|there|to it))?)',
  '(?:that|this|it) is (?:so |really |just )?(?:not (?:what i (?:meant|wanted|asked for|said)|at all what i (?:meant|wanted|asked for)))',
  'i expected (?:more|better|something (?:else|better|different))|(?:can|could) (?:you|we|it) do better(?: than (?:that|this))?|try again',
].join('|');
