import { EXCLAMATION } from './phrases.js';

const PAST =
  '(?:it|that|this|before|the (?:last|new|other|old|previous|first|second) (?:one|version|change|edit)) (?:was|looked|came|turned|did|had) .+';
const OWN =
  '(?:that|it|this) was my (?:mistake|fault)|my (?:bad|mistake|fault)|wrong (?:clip|one|button|thing)|(?:by )?(?:mistake|accident)|on second thought|i (?:do|did|do not|did not|liked|preferred|changed my mind|made a mistake|clicked|pressed|hit|messed|regret)(?: .+)?';

const WAS_WRONG = '\\S+(?: \\S+)? was (?:wrong|bad|worse|a mistake|a bad idea|not (?:good|right|it))';

const REMARK = new RegExp(`^(?:${EXCLAMATION} )*(?:${PAST}|${OWN}|${WAS_WRONG})$`);

/** Why a step back is wanted, in plain words: "that was a mistake", "it looked better before". */
export const isRemark = (plain: string): boolean => REMARK.test(plain);
