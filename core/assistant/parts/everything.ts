import { plainWords, readInstruction } from '../../templates/templates.js';
import { whomMeant, type VideoFacts, type Whom } from '../whom/whom.js';

/** "Make everything warmer", "everything in slow motion", "letterbox on everything"; no "everything is too dark". */
const EVERYTHING =
  /^(?:(?:please|ok|okay|hey|now|and|just|can you|could you|i want(?: to)?|i would like(?: to)?|we need(?: to)?|let us) )*(?:(?:make|turn|have|get|set|put|render|brighten|darken|warm|cool|desaturate|slow|speed|blur|sharpen|soften) )?everything (?!(?:is|are|was|looks|feels|seems|too|here|there|around|else|about|that|she|he|they|you|i|(?:in|on|at|of) (?:the|this|that|my|her|his|their))\b)|\b(?:on|over|to) everything(?: please)?$/;

// cspell:disable
const EVERYTHING_ABROAD = new Set('alles todo tudo tout tutto'.split(' '));
const EVERYWHERE = new Set('partout überall ueberall dappertutto ovunque everywhere overal'.split(' '));
/** Of something ("todo el clip"), of what is seen ("alles im Bild"), or a complaint ("alles zu dunkel"). */
const OF_WHAT_IS_SEEN = new Set(
  'bild clip szene einstellung imagen escena toma cena imagem image scène plan immagine scena hier aquí aqui ici qui zu demasiado muy muito trop troppo ist sind sieht wirkt está se é est è parece semble sembra nicht no não pas non'.split(
    ' ',
  ),
);
const ARTICLES = new Set('el la los las o a os as le les il lo gli der die das den'.split(' '));
/** More words before it are another wish. */
const MOST_BEFORE = 4;
const EVERYTHING_IN_ASIA = /全部|全都|すべて|全て|ぜんぶ|전부|모두/;
const SEEN_IN_ASIA =
  /画面|场景|場景|片段|镜头|鏡頭|クリップ|シーン|カット|この|画像|화면|장면|클립|이거|这|太|すぎ|너무|以外|제외|빼고|除/;
// cspell:enable

function saysEverything(text: string): boolean {
  const plain = plainWords(text);
  if (EVERYTHING.test(plain)) return true;
  if (EVERYTHING_IN_ASIA.test(text)) return !SEEN_IN_ASIA.test(text);
  const words = plain.split(' ');
  if (EVERYWHERE.has(words.at(-1)!) || EVERYWHERE.has(words[0]!)) return true;
  const at = words.findIndex((word) => EVERYTHING_ABROAD.has(word));
  const isOne = at >= 0 && at <= MOST_BEFORE && !ARTICLES.has(words[at + 1] ?? '');
  return isOne && !words.some((word) => OF_WHAT_IS_SEEN.has(word));
}

/**
 * The whole video, where a message that names no clip wants looks for everything and nothing else. A color may be of all
 * things that are seen ("paint everything red"), and of several picked clips everything is those.
 */
export function everythingMeant(text: string, facts: VideoFacts): Whom | null {
  if (facts.picked.length > 1 || !saysEverything(text)) return null;
  const words = plainWords(text).split(' ');
  const isEverywhere = words.some((word) => EVERYWHERE.has(word));
  const said = isEverywhere ? words.filter((word) => !EVERYWHERE.has(word)).join(' ') : text;
  const { templates, rest } = readInstruction(said);
  if (templates.length === 0 || rest.length > 0) return null;
  // Snow may be everywhere in the picture.
  if (templates.some(({ category }) => category === 'Tint' || (isEverywhere && category === 'Overlay')))
    return null;
  const whom = whomMeant(text, { ...facts, picked: facts.picked.length === 0 ? [0] : facts.picked });
  if (whom.kind !== 'clips' || whom.by !== 'picked' || whom.styleFrom !== null || whom.same) return null;
  const clips = facts.clips.map(({ clipIndex }) => clipIndex);
  return { ...whom, clips, by: 'words', ...(isEverywhere && { rest: said }) };
}
