// cspell:ignore UNSPACED ohne Effekte quita desenfoque menos lluvia
import { remembered } from '../../util/remembered.js';
import { templateById } from '../library/library.js';
import type { Template } from '../template.js';
import { scriptOf, tablesFor } from './languages.js';
import { lessenedPart } from './read-part.js';
import { amountIn } from './amount-abroad.js';
import { plainLetters } from './spelling.js';

// cspell:disable
const REMOVING =
  /^(?:(?:bitte|por favor|s il te plait|per favore|oye|ok) )*(?:entfern\w*|losch\w*|weg mit|ohne|kein\w*|(?:nimm|mach)(?= .+ (?:weg|raus|ab|aus)\b)|quita\w*|elimina\w*|saca|borra|sin|enlev\w*|retir\w*|supprim\w*|sans|plus de|togli\w*|rimuov\w*|elimin\w*|senza|tira\w*|remov[ae]\w*|sem|verwijder\w*|haal(?= .+ (?:weg|eruit|eraf)\b)|zonder|geen|weg met) (?<what>.+?)(?: (?:weg|eruit|eraf|meer|raus|ab|aus|mehr|wieder|bitte|por favor|s il te plait|s il vous plait|per favore))*$/;
const REMOVING_UNSPACED = [
  /^(?<what>.+?)(?:を|は)?(?:全部|すべて)?(?:外して|はずして|消して|取って|取り除いて|なしにして|なしで|オフにして)(?:ください|下さい)?$/,
  /^(?:请|把)?(?:去掉|去除|移除|取消|删除|删掉|不要|关掉)(?:所有的?|全部的?)?(?<what>.+?)(?:吧|了)?$/,
  /^(?<what>.+?)(?:을|를)?\s?(?:다\s?|모두\s?|전부\s?)?(?:빼|없애|제거해|지워|꺼)\s?(?:줘|주세요)(?:요)?$/,
];
/** "Das Korn wieder weg", "fuera la lluvia". */
const GONE = [
  /^(?<what>\S+(?: \S+){0,3}?)(?: (?:wieder|bitte|mal|doch|soll|kann|muss|darf|mag|ganz|jetzt|kan|moet|weer|maar|er|graag))* (?:weg|raus|wegnehmen|rausnehmen|eruit|eraf|weghalen)$/,
  /^(?:fuera|afuera|fora|via|basta con|ya no quiero|nao quero mais|je ne veux plus|non voglio piu|ich will keinen?|schluss mit) (?<what>\S+(?: \S+){0,3})$/,
];
const SPACED = [REMOVING, ...GONE];
const ALL = [...SPACED, ...REMOVING_UNSPACED];
/** "Lo del vhs", "l'effetto nebbia". */
const NAMED_AS =
  /^(?:lo|eso|esto|ese|esa|el|la|le|les|l|il|lo|o|a|das|den|der|die|de|het|dat|deze|cet|cette|isso|quel|quella|quell) ?(?:efecto|efeito|effet|effetto|effekt|filtro|filtre|filter|look|cosa|truc|coisa|ding)? ?(?:del|de la|de|do|da|du|des|d|di|della|dell|mit dem|mit der|mit den|von)? /;
const EVERYTHING =
  /^(?:(?:alle|alles|todos|todas|tous|toutes|tutti|tutte|los|las|les|gli|le|os|as|die|den|der|de) )*(?:effekte?n?|effecten|wijzigingen|aanpassingen|looks?|filter|anderungen|anpassungen|efectos?|filtros?|ajustes|cambios|effets?|filtres?|reglages|effetti|filtri|modifiche|efeitos?|エフェクト|効果|フィルター|效果|滤镜|特效|효과|필터|이펙트)$/;
// cspell:enable

/** No removal has more letters. */
const LONGEST = 80;

/** What is taken away, in the words of another language; null where nothing is. */
const takenAway = (text: string): string | null => (text.length > LONGEST ? null : takenAwayBy(text));

const takenAwayBy = remembered((text): string | null => {
  const plain = plainLetters(text);
  for (const pattern of scriptOf(plain) === 'latin' ? SPACED : ALL) {
    const what = pattern.exec(plain)?.groups?.['what'];
    if (what !== undefined) return what;
  }
  return null;
});

/** Whether words of another language take all looks away: "ohne Effekte". */
export const removesEverythingForeign = (text: string): boolean => EVERYTHING.test(takenAway(text) ?? '');

/** The look that words of another language take away: "quita el desenfoque". */
export function removedForeign(text: string): Template | undefined {
  const what = takenAway(text);
  if (what === null) return undefined;
  for (const { fold, wishes, gaps, states, amounts } of tablesFor(text)) {
    for (const said of [fold(what), fold(what.replace(NAMED_AS, ''))]) {
      const id = wishes.get(said) ?? amounts.get(said) ?? states.get(said) ?? gaps.get(said);
      if (id !== undefined) return templateById(id);
    }
  }
  return undefined;
}

/** The look that words of another language want less of, and how much less in English: "un poco menos de lluvia". */
export const lessenedForeign = remembered((text): { template: Template; said: string } | undefined => {
  for (const table of tablesFor(text)) {
    const id = lessenedPart(text, table);
    const template = id === undefined ? undefined : templateById(id);
    if (template !== undefined) return { template, said: `${amountIn(text, table)} less` };
  }
  return undefined;
});
