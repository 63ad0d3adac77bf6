// cspell:disable
/**
 * Words for another shot than the one that is there: another view of it, another scene, or the whole once more. Whatever else is
 * wished for changes something in the shot. By language, in lower case without accents.
 */
const ANOTHER_SHOT: Readonly<Record<string, readonly string[]>> = {
  en: [
    String.raw`\b(?:another|different|new|other|alternate|alternative|fresh) (?:\w+ )?(?:shot|take|scene|angle|view|framing|composition|perspective|camera|setup|clip|version|idea|location|setting)\b`,
    String.raw`\b(?:close ?-?ups?|wide ?-?shots?|long ?-?shots?|medium ?-?shots?|aerial|drone|establishing shot|over ?-?the ?-?shoulder|pov|point of view|bird'?s ?-?eye|overhead|low ?-?angle|high ?-?angle|two ?-?shot)\b`,
    String.raw`\b(?:from (?:behind|above|below|the side|the front|far away|a distance|the air|her|his|their) ?(?:eyes|perspective|view|side|point of view)?)\b`,
    String.raw`\b(?:re-?do|re-?shoot|re-?generate|re-?make|start over|from scratch|try again|make it again|do it again|start again)\b`,
    String.raw`\b(?:completely|totally|entirely|something) (?:different|else|new)\b`,
    String.raw`\binstead of (?:this|that|the) (?:shot|clip|scene|footage)\b`,
    String.raw`\b(?:replace|swap) (?:this|that|it|the (?:whole |entire )?(?:shot|clip|scene|footage))\b(?: (?:with|by|for)\b)?`,
    String.raw`\bshow (?:us )?(?!(?:more|less|it|her|him|them|this|that|only|just|the (?:same|whole|full))\b)`,
    String.raw`\b(?:cut|switch|go|move) to (?:a|an|the|her|him|them)\b`,
  ],
  es: [
    String.raw`\b(?:otro|otra|nuevo|nueva|distinto|distinta|diferente) (?:plano|toma|escena|angulo|encuadre|vista|version)\b`,
    String.raw`\b(?:plano|toma|escena|angulo|encuadre) (?:nuevo|nueva|distinto|distinta|diferente|aereo|aerea|general)\b`,
    String.raw`\b(?:primer plano|plano general|desde (?:arriba|abajo|atras|lejos)|de nuevo|desde cero)\b`,
  ],
  pt: [
    String.raw`\b(?:outro|outra|novo|nova|diferente) (?:plano|tomada|cena|angulo|enquadramento|versao)\b`,
    String.raw`\b(?:plano|cena|angulo|tomada) (?:novo|nova|diferente|aereo|aerea|geral)\b`,
    String.raw`\b(?:primeiro plano|close|plano geral|de cima|de baixo|de tras|de longe|de novo|do zero)\b`,
  ],
  fr: [
    String.raw`\b(?:un autre|une autre|nouveau|nouvelle) (?:plan|prise|scene|angle|cadrage|vue|version)\b`,
    String.raw`\b(?:gros plan|plan large|plan aerien|vu d'en haut|vue? de (?:dos|haut|loin)|a zero)\b`,
  ],
  de: [
    String.raw`\b(?:ander|neu)e[rsnm]? (?:einstellung|aufnahme|szene|perspektive|kamera|winkel|blickwinkel|ansicht|version|clip|ort)\b`,
    String.raw`\b(?:nahaufnahme|gro(?:ss|ß)aufnahme|totale|luftaufnahme|von (?:oben|unten|hinten|vorn|weitem)|noch ?mal neu|von vorne?)\b`,
    String.raw`\b(?:ganz|etwas|vollig|komplett) (?:anderes|anders|neues)\b`,
  ],
  it: [
    String.raw`\b(?:un'altra|un altro|altra|altro|nuova|nuovo) (?:inquadratura|ripresa|scena|angolazione|vista|versione)\b`,
    String.raw`\b(?:primo piano|campo lungo|dall'alto|dal basso|da dietro|da lontano|da zero|da capo)\b`,
  ],
  ja: [
    '(?:別|違う|新しい)(?:の)?(?:カット|ショット|シーン|アングル|構図)',
    'クローズアップ|アップで|空撮|俯瞰|後ろから|上から|作り直|撮り直',
  ],
  zh: [
    '(?:换|另|新)(?:一)?(?:个|的)?(?:镜头|场景|角度|画面|机位)',
    '特写|全景|航拍|俯拍|从(?:上面|后面|远处)|重新(?:做|拍|生成)|重拍',
  ],
  ko: [
    '(?:다른|새로운|새) ?(?:샷|컷|장면|앵글|각도|구도)',
    '클로즈업|항공|드론|뒤에서|위에서|멀리서|다시 (?:만들|찍)',
  ],
};
// cspell:enable

const EXPRESSIONS = Object.values(ANOTHER_SHOT).map((parts) => new RegExp(parts.join('|'), 'u'));

/** Whether a wish is for another shot, which an edit of the footage cannot be. */
export function asksForAnotherShot(wish: string): boolean {
  const text = wish
    .toLowerCase()
    .normalize('NFD')
    // Of Latin letters only: Japanese and Korean signs are made of parts as well.
    .replace(/(?<=\p{Script=Latin})\p{Mn}/gu, '')
    .normalize('NFC');
  return EXPRESSIONS.some((expression) => expression.test(text));
}
