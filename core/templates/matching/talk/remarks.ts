import { plainWords } from '../plain-words.js';
import { EXCLAMATION } from './phrases.js';

const PAST =
  '(?:it|that|this|before|the (?:last|new|other|old|previous|first|second) (?:one|version|change|edit)) (?:was|looked|came|turned|did|had) .+';
const OWN =
  '(?:that|it|this) was my (?:mistake|fault)|my (?:bad|mistake|fault)|wrong (?:clip|one|button|thing)|(?:by )?(?:mistake|accident)|on second thought|i (?:(?:do|did)(?! not (?:want|need|see)\\b)|liked|preferred|changed my mind|made a mistake|clicked|pressed|hit|messed|regret)(?: .+)?';

const WAS_WRONG = '\\S+(?: \\S+)? was (?:wrong|bad|worse|a mistake|a bad idea|not (?:good|right|it))';

const REMARK = new RegExp(`^(?:${EXCLAMATION} )*(?:${PAST}|${OWN}|${WAS_WRONG})$`);

/** Why a step back is wanted, in plain words: "that was a mistake", "it looked better before". */
export const isRemark = (plain: string): boolean => REMARK.test(plain);

const ABOUT_US = new RegExp(
  `^(?:(?:because|since|${EXCLAMATION}) )*(?:(?:my|our) (?!clips?\\b|videos?\\b|scenes?\\b|shots?\\b)|(?:i|we) (?:am|are|was|were|have|had|wrote|made|used|grew|live|lived|work|worked|started|just (?:got|started|found)|got|did|do not (?:know|see|hear) (?:much|well|so)|can not (?:hear|see) (?:well|so well))\\b)`,
);
const WISHES =
  /\b(?:should|shall|must|needs?|wants?|wish|prefer|would|could|can|will|let|make|add|put|give|remove|change|please|instead|too|enough|like|love|hate|too|going|looking|hoping|wondering|thinking)\b/;

/** "My eyes are not what they used to be": about the speaker, and nothing that is wanted. */
export function isAside(text: string): boolean {
  const plain = plainWords(text);
  return ABOUT_US.test(plain) && !WISHES.test(plain);
}
