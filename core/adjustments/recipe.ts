import { TEMPLATE_IDS, type TemplateId } from '../templates/definitions.js';
import type { Adjustment } from './adjustment.js';
import type { Part } from './part.js';
import { readStyle, STYLE_ID, type Style, type StyleSource } from './style.js';

/** What the built-in renderer draws. */
export interface Drawn {
  /** Null: the footage has its own light and color. */
  style: Style | null;
  /** Each id once in each part, in the order in which they are drawn. */
  adjustments: readonly Adjustment[];
}

/** What the built-in renderer draws over which footage: the whole of it, each time. Nothing: the footage as it is. */
export interface Recipe extends Drawn {
  /** The clip's version whose file it begins with: the last one that a model or a person made. */
  footageVersion: number;
}

/** An adjustment, or a style, as it is stored; one of another release may have an id that this one does not know. */
export interface StoredLook {
  id: string;
  strength: number;
  /** Of a style. */
  of?: StyleSource;
  /** Of a look for a part of the clip. Its id names the part, too: an earlier release must not take it for all of the clip. */
  part?: Part | undefined;
}

/** What is stored, as it is drawn; null where there is nothing, or not all of it is known here: then the clip is taken as it is. */
export function readDrawn(
  stored: readonly Pick<StoredLook, 'id' | 'strength' | 'part'>[] | null,
): Drawn | null {
  const style = readStyle(stored);
  const looks = style === null ? stored : (stored ?? []).filter(({ id }) => id !== STYLE_ID);
  if (looks === null) return null;
  const adjustments = looks.flatMap((look) => readLook(look) ?? []);
  return adjustments.length === looks.length ? { style, adjustments } : null;
}

function readLook({ id, strength, part }: Pick<StoredLook, 'id' | 'strength' | 'part'>): Adjustment | null {
  const known = part === undefined ? id : id.slice(0, id.indexOf('@'));
  if (!isTemplateId(known)) return null;
  return { id: known, strength, ...(part !== undefined && { part }) };
}

export function storedLooks({ style, adjustments }: Drawn): StoredLook[] {
  const looks = adjustments.map(({ id, strength, part }) =>
    part === undefined ? { id, strength } : { id: `${id}@${part.from}-${part.to}`, strength, part },
  );
  if (style === null) return looks;
  const { strength, ...of } = style;
  return [{ id: STYLE_ID, strength, of }, ...looks];
}

/** Whether the footage stays as it is, byte for byte. */
export const drawsNothing = ({ style, adjustments }: Drawn): boolean =>
  (style === null || style.strength === 0) && adjustments.length === 0;

const isTemplateId = (id: string): id is TemplateId => (TEMPLATE_IDS as readonly string[]).includes(id);
