/**
 * Templates: changes that need no language model. A template decides only when it is the whole meaning of an
 * instruction; the prompt step handles the rest (negations, reversed comparatives, further requests).
 */
export * from './definitions.js';
export { asksForLess, asksForMore } from './matching/again.js';
export { amountIn, compares, percentOf, type Amount } from './degree/amount.js';
export { strengthOfPercent } from './degree/figures.js';
export { removedForeign } from './languages/removal.js';
export { editPrompt } from './edit-prompt.js';
export { findRemovals, removesEverything } from './degree/removal.js';
export { isForeignWish, readForeign } from './languages/read-foreign.js';
export { refinementInEnglish, talkInEnglish } from './languages/talk/read-talk.js';
export { mergeInstruction } from './merge-instruction.js';
export { wantsItFixed } from './matching/reasons.js';
export { plainWords } from './matching/plain-words.js';
export { splitInstruction } from './matching/split-instruction.js';
export {
  matchTemplates,
  readInstruction,
  withoutCourtesy,
  type ReadInstruction,
} from './matching/read-instruction.js';
export { SCOPE, SOME_LOOKS } from './scope.js';
export { isAside } from './matching/talk/remarks.js';
export { EXCLAMATION } from './matching/talk/phrases.js';
export { smallTalkIn, type SmallTalk } from './matching/talk/small-talk.js';
