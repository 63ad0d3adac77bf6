// cspell:ignore egal nein nicht dunkler
import { plainWords, readForeign } from '../templates/templates.js';

// cspell:disable
/** Small words of languages that are written as English is, and that no English sentence has. */
const SMALL_WORDS = new Set(
  `se ve ven sta stanno extrem echt ich du er wir ihr das der die dem ein eine einen einem und oder aber nicht kein keine ist sind habe bist mir
  mich dir mein meine dein deine mit von zu zum zur auf uber bei nach wie was wer wo warum wieso wann bitte nein ja doch
  hat hast dich mich uns euch ihm ihn ihr noch sehr auch schon jetzt es geht mag
  yo tu el las una uno unos que es esta este esto eso pero porque como donde cuando muy mas menos por para
  al soy eres somos estoy quiero puedes puede hola si
  je il elle nous vous ils le les une et ou mais pas est sont suis etes avec pour dans sur qui quoi pourquoi quand
  moi toi mon tes ses ce cette c'est j'ai n'est tres moins oui non aussi fait peux
  io lui lei noi voi gli una che non sono sei siamo nel della dello perche quando dove chi cosa molto piu meno
  mio tuo questo questa ho hai anche puoi fai
  tengo tienes hambre tienen hace hoy nada tambien todo mi tu su ser hacer
  io ho fame sonno stanco oggi fa tenho fome hoje ja ai faim suis fatigue aujourd hunger mude langweilig dumm blod tonto idiota stupido bete burro
  eu voce ele ela nos eles os uma nao sao sou estou com em pra porque quando onde quem muito mais meu seu isso
  ik jij hij wij het een niet geen maar hoe wat waarom voor naar ook de van bij zijn heb hebt heeft deze dit dat je jullie mijn jouw
  uw kan kun wil moet mag zou nog al wel toch graag aub er als dan zo te veel weer iets alles niets niks hier daar wie waar welke wanneer en op om uit over
  jag du han hon vi det ett inte och men hur vad varfor med av
  nie jest jak dlaczego bardzo ale
  bir bu ne cok daha icin degil`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Words that make a sentence English, whatever else it holds. */
const ENGLISH =
  /\b(?:the|it|its|is|are|make|add|put|and|of|with|this|that|her|his|they|you|not|more|less|clip|i|my|please|in|on|at|for|change|remove|have|want)\b/;
const NEGATION =
  /(?<![\p{L}])(?:nicht|niemals|bloß nicht|niet|geen|nooit|no|non|não|nao|nunca|jamais|mai|ne|n'|pas|plus jamais)(?![\p{L}])/giu;
// cspell:enable

const LONGEST = 120;

/** Whether a message seems to be of another language: "das ist mir egal", "nein, so nicht". */
export function isOtherLanguage(message: string): boolean {
  const plain = plainWords(message.normalize('NFD').replace(/\p{M}/gu, ''));
  if (ENGLISH.test(plain)) return false;
  const words = plain.split(' ');
  const small = words.filter((word) => SMALL_WORDS.has(word)).length;
  return small * 3 >= words.length;
}

/** Whether a message says not to do what could be done: "mach es nicht dunkler". */
export function refusesForeign(message: string): boolean {
  if (message.length > LONGEST) return false;
  const without = message.replace(NEGATION, ' ').replace(/ {2,}/g, ' ').trim();
  return without !== message && (readForeign(without)?.rest.length ?? 1) === 0;
}
