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
  /^(?:この|その|あの)?(?<what>.+?)(?:を|は|も)?(?:全部|すべて|もう)?(?:やめて|いらない|要らない|いりません|なくして|無くして|外して|はずして|消して|取って|取り除いて|なしにして|なしで|オフにして)(?:ください|下さい)?$/,
  /^(?:请|把)?(?:去掉|去除|移除|取消|删除|删掉|不要|关掉)(?:所有的?|全部的?)?(?<what>.+?)(?:吧|了)?$/,
  /^(?:이\s|그\s|저\s)?(?<what>.+?)(?:을|를)?\s?(?:좀\s?|다\s?|모두\s?|전부\s?|이제\s?)?(?:빼|없애|제거해|지워|꺼)\s?(?:줘|주세요)(?:요)?$/,
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
/** "Devuélvele el color", "wieder in Farbe", "色を戻して". */
const COLOR_BACK = [
  /^(?:(?:por favor|porfa|oye|ahora|ok|y|pero) )*(?:(?:devuelve|devolve|regresa|restaura|recupera|trae)(?:me|le|lo|les|los)? (?:(?:de vuelta|a) )?(?:(?:el|los|su|sus|mis) )?color(?:es)?|(?:pon|ponle|ponlo|quiero|dale|dejalo|vuelve|volver|vuelvelo|regresa|regresalo|que vuelvan?|hazlo)(?: (?:a|en|con|el|los|su|sus))* color(?:es)?(?= (?:otra vez|de nuevo|de vuelta|original))|(?:vuelve|volver|vuelvelo|regresalo|ponlo|ponla|pasalo|dejalo) (?:a|en) color(?:es)?)(?: (?:otra vez|de nuevo|de vuelta|original(?:es)?|por favor|porfa|ya|completo))*$/,
  /^(?:(?:por favor|ok|agora|e|mas) )*(?:(?:devolv[ae]|restaur[ae]|recuper[ae]|tra[zg]a?|volt[ae]|volta com)(?: (?:com|pra|para|a|as|o|os))* cor(?:es)?|(?:poe|bota|coloca|quero|deixa|em|a)(?: (?:com|a|as|em))* (?:cor(?:es)?|colorid[oa])(?= (?:de novo|de volta|outra vez|origina))|deixa(?: (?:ele|isso))? colorid[oa]|volta(?: a ser| pro| para o)? colorid[oa])(?: (?:de novo|de volta|outra vez|origina(?:l|is)|por favor))*$/,
  /^(?:(?:s il te plait|stp|svp|ok|et|mais) )*(?:(?:remets|remet|remettre|remettez|redonne|redonnes|rends|ramene|retablis|restaure|recupere|fais revenir|repasse|reviens)(?: (?:lui|moi|le|la|les|des|ses|en|a|aux?))* couleurs?|(?:je veux )?(?:de nouveau |a nouveau )?(?:en|les) couleurs?(?= (?:a nouveau|de nouveau|d origine|originales?)))(?: (?:a nouveau|de nouveau|d origine|originales?|s il te plait|stp|svp))*$|^(?:de|a) nouveau en couleurs?$/,
  /^(?:(?:bitte|ok|und|aber|jetzt) )*(?:(?:gib|hol|bring|mach|tu|setz|stell|ich will|ich mochte|ich hatte gern) )?(?:(?:ihm|ihr|mir|uns|es|das|den clip|die|seine|alle|wieder) )*farben?(?: (?:bitte|wieder))* (?:zuruck|rein|wiederherstellen|zuruckholen|zuruckgeben)(?: bitte)?$|^(?:(?:bitte|mach|es|das|stell|wieder|zuruck|jetzt) )*wieder (?:bunt|farbig|in farbe|mit farben?)(?: bitte)?$|^(?:bitte )?zuruck (?:zur|zu|in) farben?$/,
  /^(?:(?:per favore|ok|e|ma) )*(?:(?:ridai|ridagli|ridalle|rimetti|rimettigli|rimettici|riporta|ripristina|restituisci|rivoglio|recupera|torna|fallo tornare)(?: (?:indietro|il|i|al|ai|a|gli))* color[ei]|(?:di nuovo|ancora) a colori)(?: (?:indietro|original[ei]|di nuovo|per favore))*$/,
  /^(?:(?:graag|aub|ok|en|maar) )*(?:(?:breng|geef|zet|haal|doe|ik wil) )?(?:(?:het|de|mijn|alle|hem) )*kleur(?:en)? (?:weer )?(?:terug|erin|erop)(?: (?:graag|aub))?$|^(?:(?:maak|zet|het|doe) )*weer (?:in kleur|kleurig|gekleurd)(?: (?:graag|aub))?$/,
];
const COLOR_BACK_UNSPACED = [
  /^(?:(?:元の)?(?:色|カラー|色味|色彩))(?:を|に|は)?(?:元に|もとに|元通りに)?(?:戻して|戻す|もどして|戻したい|返して|復活させて|復活して|つけ直して)(?:ください|下さい|ほしい|欲しい|くれ)?$/,
  /^(?:请)?(?:把|让|將|将)?(?:原来的|它的)?(?:颜色|顏色|色彩|彩色)(?:给我)?(?:恢复|恢復|还原|還原|变回来|加回来|调回来|弄回来|找回来|要回来)(?:一下|了|吧)?$|^(?:请)?(?:恢复|恢復|还原|還原|变回|变成原来的|改回|调回)(?:成|为|到)?(?:原来的|原本的)?(?:颜色|顏色|色彩|彩色|彩色的)(?:吧|了)?$/,
  /^(?:(?:원래|다시) ?)*(?:색|색깔|색상|컬러|칼라)(?:을|를|로|으로)? ?(?:다시 ?)?(?:원래대로 ?)?(?:되돌려|돌려|돌려놔|복구해|복원해|되살려|살려|해|바꿔|만들어|넣어)(?: ?(?:줘|주세요|줄래|놔줘))?(?:요)?$/,
];
// cspell:enable

/** Whether words of another language want back the color that a look has taken. */
export const bringsColorBack = (text: string): boolean => text.length <= LONGEST && colorBackIn(text);

const colorBackIn = remembered((text): boolean => {
  const plain = plainLetters(text);
  const patterns = scriptOf(plain) === 'latin' ? COLOR_BACK : COLOR_BACK_UNSPACED;
  return patterns.some((pattern) => pattern.test(plain));
});

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
  if (bringsColorBack(text)) return templateById('black_and_white');
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
