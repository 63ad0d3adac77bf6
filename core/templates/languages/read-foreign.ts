// cspell:ignore floue freddo nette scaldalo
// cspell:ignore wärmer dunkler añade dragón
import type { Template, TemplateCategory, TemplateId } from '../template.js';
import { remembered } from '../../util/remembered.js';
import { isCourteous } from './talk/read-talk.js';
import { tablesFor } from './languages.js';
import { readPart, type Meant } from './read-part.js';
import { splitParts, type Part } from './split.js';
import { amountIn } from './amount-abroad.js';
import { plainLetters } from './spelling.js';
import type { Table } from './table.js';
import { isWishing } from './wishing.js';

/** What a message in another language says: templates, and the other parts in the user's words. */
export interface ReadForeign {
  templates: Template[];
  /** The words of each template in English, as far as they say how much: "a bit more bright". */
  said: string[];
  rest: string[];
}

/**
 * Reads wishes of other languages than English. Undefined where no table holds the meaning, where two languages read
 * it differently, and where a part may change what the others mean: then it stays in the user's words.
 */
export function readForeign(message: string): ReadForeign | undefined {
  const readings = tablesFor(message).flatMap((table) => readIn(table, message) ?? []);
  const [first, ...others] = readings;
  const ids = (reading: ReadForeign): string => reading.templates.map(({ id }) => id).join();
  return first !== undefined && others.every((other) => ids(other) === ids(first)) ? first : undefined;
}

/** Nobody asks for more at once. */
const MAX_PARTS = 20;

function readIn(table: Table, message: string): ReadForeign | undefined {
  const said = new Map<Template, string>();
  const rest: Part[] = [];
  let before: Meant | 'rest' | undefined;
  let amount = '';
  let count = 0;
  let fault: TemplateId | undefined;
  for (const part of looksIn(message, table)) {
    if (++count > MAX_PARTS) return undefined;
    const { text, percent } = withoutPercent(part.text);
    const meant = readPart(text, part.asks, table);
    if (fault !== undefined && (meant === undefined || !isAnswerTo(meant, fault))) return undefined;
    if (meant !== undefined) {
      if (dependsOn(before, meant, part)) return undefined;
      const own = percent || amountIn(part.text, table);
      // "A bit darker and warmer" is a bit of both.
      amount = own === '' && sharesDegree(meant, part) ? amount : own;
      // "Troppo freddo, scaldalo un po": how much says the wish after the complaint.
      const isAnswer = own !== '' && before !== undefined && before !== 'rest' && COMPLAINTS.has(before.said);
      if (isAnswer || !said.has(meant.template)) said.set(meant.template, inEnglish(meant, amount));
      before = meant;
      fault = undefined;
    } else if ((fault = faultIn(part.text, table)) !== undefined) {
      if (before !== undefined) return undefined;
      continue;
    } else if (isCourteous(part.text, table)) {
      if (forgives(before, part, table)) return undefined;
    } else {
      if (!standsAlone(part, table)) return undefined;
      rest.push(part);
      before = 'rest';
      amount = '';
    }
  }
  if (fault !== undefined) return undefined;
  const templates = [...said.keys()];
  if (templates.length === 0 || contradict(templates)) return undefined;
  return { templates, said: [...said.values()], rest: rest.map(({ text }) => text) };
}

// cspell:ignore schwarzweiß filmkorn notte pioggia bajo sotto sous avec
const WITH = /\s(?:met|bij|mit|im|bei|con|bajo|sotto|com|sob|avec|sous)\s+(?=\S)/giu;

/** "Schwarzweiß mit Filmkorn" and "di notte con la pioggia" are two looks; "at night with a dragon" stays one part. */
function* looksIn(message: string, table: Table): Generator<Part> {
  const isLook = (text: string): boolean => readPart(withoutPercent(text).text, false, table) !== undefined;
  for (const part of splitParts(message, table)) {
    const { text, start, end } = part;
    const joins = table.spaced ? [...text.matchAll(WITH)] : [];
    const found = joins.length === 0 || isLook(text) ? [] : joins;
    const between = found.find(
      ({ 0: word, index }) => isLook(text.slice(0, index)) && isLook(text.slice(index + word.length)),
    );
    if (between === undefined) {
      yield part;
      continue;
    }
    const next = between.index + between[0].length;
    yield { ...part, text: text.slice(0, between.index), end: start + between.index, asks: false };
    yield { ...part, text: text.slice(next), start: start + next, end, strong: false };
  }
}

/** One word that compares: "wärmer". */
function sharesDegree({ template, said, framed }: Meant, { text, strong }: Part): boolean {
  const compares = said === 'state' || (said === 'wish' && COMPARED.has(template.category));
  return compares && !framed && !strong && !text.includes(' ');
}

// cspell:ignore prozent ciento cento pour
const PERCENT =
  /(?:(?<=^|\s)(?:um|un|en|de|del|di|em) )?(?<![\p{L}\p{N}])(\d{1,3}) ?(?:[%％]|prozent|por ?ciento|por ?cento|pour ?cent|per ?cento|パーセント|퍼센트)/iu;

// cspell:ignore nella nello dans
/** What is left of "mach Clip 3 dunkler" and "nella clip 2" without the clip. */
const CUT_AROUND =
  /(?<=\S) it(?= |$)|(?<=\S) (?:nell[ao]|nel|dans(?: l[ae])?|en(?: (?:la|el))?|im|in(?: de[rm])?|na|no|em|bei|für|pour|para|per)$/iu;

/** "30 % heller" is "heller", by 30 %. */
function withoutPercent(text: string): { text: string; percent: string } {
  const found = PERCENT.exec(text);
  const left = found === null ? text : text.replace(found[0], ' ');
  return { text: left.replace(CUT_AROUND, ' '), percent: found === null ? '' : `${found[1]} %` };
}

/** A bit darker in any language is "a bit more dark". */
function inEnglish({ template, said }: Meant, amount: string): string {
  const compares = said === 'wish' ? COMPARED.has(template.category) : said !== 'state';
  const words = [amount, compares ? 'more' : '', template.phrases[0]!];
  return words.filter((word) => word !== '').join(' ');
}

/** A wish for light is for more than there is; one for a time of day or a mood names a state. */
const COMPARED: ReadonlySet<TemplateCategory> = new Set<TemplateCategory>(['Light', 'Color', 'Motion']);

// cspell:disable
const IS =
  /^(?:(?:das|der|die|el|la|le|les|los|las|l|il|lo|i|o|a|as|os|de|het) )?(?:(?:bild|szene|clip|video|farben|imagen|escena|colores|toma|image|scene|plan|couleurs|immagine|scena|colori|imagem|cena|cores|clipe|beeld|kleuren) )?(?:ist|sind|esta|estan|es|est|sont|e|sono|ta|estao|is|zijn|wirkt|parece|semble|sembra|lijkt|se ve|c est) (?:(?:so|sehr|ganz|echt|muy|tan|tres|si|molto|muito|bem|heel|erg|nogal|etwas|un peu|un poco|un po|um pouco) )*(?=\S)/;
// cspell:enable

/** The look that a clip is said to have: "l'image est floue". */
function faultIn(text: string, table: Table): TemplateId | undefined {
  if (!table.spaced || text.length > LONGEST_FAULT) return undefined;
  const said = withoutIs(text);
  if (said === null) return undefined;
  const folded = table.fold(said);
  return table.wishes.get(folded) ?? table.gaps.get(folded);
}

const withoutIs = remembered((text): string | null => {
  const plain = plainLetters(text);
  const said = plain.replace(IS, '');
  return said === plain ? null : said;
});

const LONGEST_FAULT = 60;

/** "… rends-la plus nette". */
const isAnswerTo = ({ template }: Meant, fault: TemplateId): boolean =>
  template.opposite === fault || template.replaces.includes(fault);

/** "Too dark and cold": "too" may be meant of both. "Add a car and darker": it may be the car. */
function dependsOn(
  before: Meant | 'rest' | undefined,
  { template, said, framed }: Meant,
  part: Part,
): boolean {
  if (before === undefined || part.strong) return false;
  if (before === 'rest') return !(framed && ['Time of day', 'Overlay'].includes(template.category));
  return said === 'state' && ASKS_FOR_LESS.has(before.said);
}

/** "Too dark, but I like it". */
function forgives(before: Meant | 'rest' | undefined, { text, strong }: Part, table: Table): boolean {
  if (before === undefined || before === 'rest' || strong || !ASKS_FOR_LESS.has(before.said)) return false;
  const folded = table.fold(text);
  return table.talkOf(folded) === 'thanks' && !table.courtesies.has(folded);
}

const COMPLAINTS: ReadonlySet<Meant['said']> = new Set<Meant['said']>(['tooMuch', 'tooLittle']);
const ASKS_FOR_LESS: ReadonlySet<Meant['said']> = new Set<Meant['said']>(['less', 'tooMuch', 'tooLittle']);

/** Whether what is no template is a wish by itself: "add a dragon", and not "only at the end". */
function standsAlone({ text, asks }: Part, { fold, spaced, otherWishes }: Table): boolean {
  if (asks) return false;
  const folded = fold(text);
  return otherWishes.some((wish) => (spaced ? folded.startsWith(`${wish} `) : folded.includes(wish)));
}

function contradict(templates: readonly Template[]): boolean {
  return templates.some((one) => templates.some(({ id }) => one.replaces.includes(id)));
}

/** Whether a message in another language begins as wishes do, whatever it wishes: "añade un dragón". */
export function isForeignWish(message: string): boolean {
  return tablesFor(message).some((table) =>
    [...splitParts(message, table)]
      .slice(0, MAX_PARTS)
      .some((part) => standsAlone(part, table) || isWishing(part.text)),
  );
}
