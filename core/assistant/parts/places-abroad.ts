// cspell:ignore kannst wärmer machen oscuro
import { readInstruction } from '../../templates/templates.js';
import { BEFORE_NOUN, INTO } from '../whom/foreign/words.js';
import { nameSaid, oneWith } from '../whom/phrases/names.js';
import { clipsMeant, type Name } from '../whom/phrases/phrase.js';
import { tidy } from '../whom/rest.js';
import { tokensOf, type Token } from '../whom/text/tokens.js';
import type { VideoFacts, Whom } from '../whom/whom.js';

// cspell:disable
/** Places as a scene plan may call them, and in other languages, without accents. */
const PLACES: readonly (readonly [string, string])[] = [
  ['beach', 'playa praia plage strand spiaggia'],
  ['bridge', 'puente ponte pont brucke bruecke brug'],
  ['alley', 'callejon beco ruelle gasse vicolo steeg'],
  ['street', 'calle rua rue strasse strada straat'],
  ['rooftop roof terrace', 'azotea tejado terraza terraco telhado toit dach dachterrasse tetto terrazza dak'],
  ['subway metro underground', 'metro ubahn metropolitana'],
  ['station', 'estacion estacao gare bahnhof stazione'],
  ['city', 'ciudad cidade ville stadt citta stad'],
  ['forest woods', 'bosque floresta foret wald foresta bosco bos'],
  ['sea ocean', 'mar oceano mer meer mare zee'],
  ['river', 'rio fluss riviere fleuve fiume rivier'],
  ['lake', 'lago lac meer'],
  ['car', 'coche carro voiture auto macchina'],
  ['train', 'tren trem zug treno trein'],
  ['room', 'habitacion cuarto quarto chambre zimmer stanza kamer'],
  ['house', 'casa maison haus huis'],
  ['desert', 'desierto deserto wuste woestijn'],
  ['mountain mountains', 'montana montanha montagne berg berge montagna'],
  ['market', 'mercado marche markt mercato'],
  ['park', 'parque parc parco park'],
  ['church', 'iglesia igreja eglise kirche chiesa kerk'],
  ['garden', 'jardin jardim garten giardino tuin'],
  ['pool', 'piscina piscine schwimmbad zwembad'],
  ['stage', 'escenario palco buhne palcoscenico podium'],
  ['piano', 'piano klavier pianoforte'],
  ['kitchen', 'cocina cozinha cuisine kuche cucina keuken'],
  ['club bar', 'discoteca boate boite club klub bar'],
];
const ARTICLES_JOINED = new Set(
  'am im beim vom zum zur ins aufs del al no na nel nella sul sulla al alla allo au du'.split(' '),
);
// cspell:enable

const inEnglish = new Map(
  PLACES.flatMap(([english, said]) => said.split(' ').map((word) => [word, english] as const)),
);

/** No message that names clips so briefly has more letters. */
const LONGEST = 160;

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');

function placeAt(tokens: readonly Token[], at: number, facts: VideoFacts): Name | null {
  const word = plain(tokens[at]!.word);
  const names = [word, ...(inEnglish.get(word)?.split(' ') ?? [])];
  return names.map((name) => nameSaid(facts, name)).find((name) => name !== null) ?? null;
}

const isArticle = (word: string): boolean => BEFORE_NOUN.get(word) === 'the' || ARTICLES_JOINED.has(word);

/**
 * Clips of a place that another language names beside looks and nothing else: "kannst du den Strand wärmer machen",
 * "más oscuro en la playa"; the picked clips where these show it. Pure.
 */
export function placeAbroad(text: string, facts: VideoFacts): Whom | null {
  if (text.length > LONGEST) return null;
  const tokens = tokensOf(text);
  for (let at = 1; at < tokens.length; at++) {
    const before = tokens[at - 1]!.word;
    const name = tokens[at]!.kind === 'word' && isArticle(before) ? placeAt(tokens, at, facts) : null;
    if (name === null) continue;
    const isIn = at > 1 && !ARTICLES_JOINED.has(before) && INTO.has(tokens[at - 2]!.word);
    const start = tokens[isIn ? at - 2 : at - 1]!.start;
    const rest = tidy(`${text.slice(0, start)} ${text.slice(tokens[at]!.end)}`);
    if (!isLook(rest)) continue;
    const { picked } = facts;
    const isSeen = picked.length > 0 && picked.every((clip) => name.clips.includes(clip));
    const meant = isSeen ? clipsMeant(picked) : oneWith(name);
    if (meant.kind !== 'clips') return meant.kind === 'question' ? { ...meant, rest } : meant;
    return { kind: 'clips', clips: meant.clips, by: 'words', rest, styleFrom: null, same: false };
  }
  return null;
}

function isLook(wish: string): boolean {
  if (wish === '') return false;
  const { templates, rest } = readInstruction(wish);
  return templates.length > 0 && rest.length === 0;
}
