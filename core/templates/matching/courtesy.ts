import { plainWords } from './plain-words.js';
import { CLIP, DEGREE, KIND, POLITE } from './instruction-frames.js';

const PRAISE = `(?:i )?(?:love|like) ${CLIP}|(?:${CLIP} (?:is|looks) )?(?:great|nice|good|perfect|awesome|better|fine)`;
const COURTESY = new RegExp(`^(?:(?:${POLITE}|${KIND}|${PRAISE}|(?:in|for|on|to) ${CLIP})(?: |$))*$`);
const SAME =
  '(?:exactly )?(?:the )?(?:same|as is|as it is|unchanged)(?: (?:thing|clip|scene|video|shot|as before|as now))?';
const AS_IT_IS = new RegExp(
  `^(?:(?:keep|leave) )?(?:(?:everything|it|this|all|the rest)(?: else)? )?${SAME}$|` +
    '^(?:do not (?:change|touch) (?:anything|everything)|(?:and )?nothing|change nothing|leave everything)(?: else)?(?: alone)?$',
);

/** Whether a part of an instruction is nothing but politeness or praise, or says that the rest stays as it is. */
export function isCourtesy(part: string): boolean {
  const plain = plainWords(part).replace(/^please /, '');
  const strengthless = plain.replace(DEGREE, ' ').replace(/\s+/g, ' ').trim();
  return COURTESY.test(strengthless) || AS_IT_IS.test(plain);
}
