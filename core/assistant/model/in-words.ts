import {
  amountIn,
  findRemovals,
  readInstruction,
  templateById,
  type Template,
} from '../../templates/templates.js';
import type { DEGREES, EDITS, SaidWish } from './tool.js';

type AskedAdjustment = SaidWish['adjustments'][number];
type Degree = (typeof DEGREES)[number];
type EditKind = (typeof EDITS)[number];

/** Words of degree, as the rules read them; the plain phrase where those fit none. */
const OF_DEGREE: Record<Degree, readonly string[]> = {
  'a bit': ['a bit ', 'slightly ', 'a bit more '],
  plain: [''],
  much: ['much ', 'very ', 'much more '],
};

/** What is said of an adjustment that is there. */
const OF_EDIT: Record<EditKind, (phrase: string) => string[]> = {
  less: (phrase) => [`less ${phrase}`, `make the ${phrase} softer`],
  more: (phrase) => [`make the ${phrase} stronger`],
  none: (phrase) => [`without ${phrase}`, `remove the ${phrase} look`],
};

/**
 * A wish as the rules read it: the adjustments in their own words, then the rest in the user's, then what becomes of
 * adjustments that are there. Null where nothing is wished for, or where the words would be read otherwise.
 */
export function wishInWords({ adjustments, rest }: Pick<SaidWish, 'adjustments' | 'rest'>): string | null {
  const [added, edited] = [adjustments.filter(isAdded), adjustments.filter(isEdited)];
  const phrases = [...added.map(phraseFor), ...edited.map(editFor)];
  if (phrases.includes(null)) return null;
  const known = phrases.slice(0, added.length).join(', ');
  const edits = phrases.slice(added.length).join('. ');
  if (known !== '' && !reads(known, added)) return null;
  if (edits !== '' && !readsEdits(joined(known, edits), added, edited)) return null;
  const words = joined(known, rest.trim(), edits);
  return words === '' ? null : words;
}

const isEdited = (asked: AskedAdjustment): asked is AskedAdjustment & { strength: EditKind } =>
  asked.strength in OF_EDIT;
const isAdded = (asked: AskedAdjustment): asked is AskedAdjustment & { strength: Degree } => !isEdited(asked);

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join('. ');

const phrasesOf = ({ label, phrases }: Template): string[] => [label.toLowerCase(), ...phrases];

function phraseFor({ name, strength }: AskedAdjustment & { strength: Degree }): string | null {
  const plain = phrasesOf(templateById(name)!).find((phrase) => isAbout(phrase, name));
  if (plain === undefined) return null;
  const graded = OF_DEGREE[strength].map((degree) => `${degree}${plain}`);
  return graded.find((phrase) => isAbout(phrase, name) && amountIn(phrase) === strength) ?? plain;
}

function editFor(asked: AskedAdjustment & { strength: EditKind }): string | null {
  const phrases = phrasesOf(templateById(asked.name)!).flatMap(OF_EDIT[asked.strength]);
  return phrases.find((phrase) => readsEdits(phrase, [], [asked])) ?? null;
}

function isAbout(phrase: string, name: AskedAdjustment['name']): boolean {
  return reads(phrase, [{ name }]);
}

type Named = Pick<AskedAdjustment, 'name'>;

function reads(phrase: string, adjustments: readonly Named[]): boolean {
  const { templates, rest } = readInstruction(phrase);
  return rest.length === 0 && isSame(templates, adjustments);
}

/** Of a clip that has what is edited. */
function readsEdits(phrase: string, added: readonly Named[], edited: readonly AskedAdjustment[]): boolean {
  const there = edited.map(({ name }) => templateById(name)!);
  const { removed, softened, raised, rest } = findRemovals(phrase, there);
  const of = (kind: EditKind): Named[] => edited.filter(({ strength }) => strength === kind);
  return (
    isSame(removed, of('none')) &&
    isSame(
      softened.map(({ template }) => template),
      of('less'),
    ) &&
    isSame(
      raised.map(({ template }) => template),
      of('more'),
    ) &&
    (rest === '' ? added.length === 0 : reads(rest, added))
  );
}

function isSame(templates: readonly Template[], adjustments: readonly Named[]): boolean {
  const [read, asked] = [templates.map(({ id }) => id), adjustments.map(({ name }) => name)];
  return read.toSorted().join() === asked.toSorted().join();
}
