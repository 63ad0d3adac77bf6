import { asksForLess, asksForMore, readInstruction } from '../../templates/templates.js';
import { earlierLook } from '../parts/earlier-look.js';
import { hasWords } from '../../util/text/plain-text.js';
import { routeOf } from '../route.js';
import { seenIn } from '../seen/seen-phrases.js';
import { whomMeant, type VideoFacts, type Whom } from '../whom/whom.js';

/** What the rules leave open of a message: what it is, what it asks, which clips it means, or what should change. */
export interface LeftOpen {
  open: 'kind' | 'question' | 'target' | 'meaning';
  /** What the rules found of the target. */
  whom: Extract<Whom, { kind: 'clips' | 'question' }>;
}

/** Null where the rules have understood a message, or know why it cannot be done: no model is asked then. */
export function leftOpen(message: string, facts: VideoFacts, madeOffer: boolean): LeftOpen | null {
  if (!hasWords(message)) return null;
  const route = routeOf(message);
  if (route.kind === 'unclear') return openFor('kind', whomMeant(message, facts));
  if (route.kind === 'question')
    return route.about.length === 0 ? openFor('question', whomMeant(message, facts)) : null;
  // What is measured says which clips are the dark ones.
  if (route.kind !== 'wish' || seenIn(message) !== null || earlierLook(message) !== null) return null;
  const whom = whomMeant(message, facts);
  if (whom.kind === 'question') return openFor('target', whom);
  if (whom.kind === 'unknown' || whom.same || whom.styleFrom !== null) return null;
  return isRead(whom.rest) || (madeOffer && wishesInEnglish(whom.rest)) ? null : openFor('meaning', whom);
}

function openFor(open: LeftOpen['open'], whom: Whom): LeftOpen | null {
  return whom.kind === 'unknown' ? null : { open, whom };
}

/** Something of it is a look, or about the last change. */
function isRead(wish: string): boolean {
  return readInstruction(wish).templates.length > 0 || asksForMore(wish) || asksForLess(wish);
}

/** A video model takes a wish in the user's own words; what is none, or in another language, is left open. */
const WISHES =
  /^(?:(?:please|now|and|then|could|can|would|will|you|i|we|want|to|need|like|would like|let['’]?s|just|also) )*(?:add|put|make|remove|replace|change|turn|give|let|show|have|use|set|place|bring|take|get|create|generate|draw|fill|cover|move|swap|insert|erase|delete|hide|keep|let|film|shoot|zoom|pan|tilt|dress|color|paint|light|wear|with|without|more|less|no|a|an|the)\b/i;

const wishesInEnglish = (wish: string): boolean => WISHES.test(wish.trim());
