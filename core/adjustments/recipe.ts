import { TEMPLATE_IDS, type TemplateId } from '../templates/templates.js';
import type { Adjustment } from './adjustment.js';
import { readStyle, STYLE_ID, type Style, type StyleSource } from './style.js';

/** What the built-in renderer draws. */
export interface Drawn {
  /** Null: the footage has its own light and color. */
  style: Style | null;
  /** Each id once, in the order of the renderer's table. */
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
}

/** What is stored, as it is drawn; null where there is nothing, or not all of it is known here: then the clip is taken as it is. */
export function readDrawn(stored: readonly Pick<StoredLook, 'id' | 'strength'>[] | null): Drawn | null {
  const style = readStyle(stored);
  const looks = style === null ? stored : (stored ?? []).filter(({ id }) => id !== STYLE_ID);
  if (looks === null || !looks.every(({ id }) => isTemplateId(id))) return null;
  return { style, adjustments: looks.map(({ id, strength }) => ({ id: id as TemplateId, strength })) };
}

export function storedLooks({ style, adjustments }: Drawn): StoredLook[] {
  if (style === null) return [...adjustments];
  const { strength, ...of } = style;
  return [{ id: STYLE_ID, strength, of }, ...adjustments];
}

/** Whether the footage stays as it is, byte for byte. */
export const drawsNothing = ({ style, adjustments }: Drawn): boolean =>
  (style === null || style.strength === 0) && adjustments.length === 0;

const isTemplateId = (id: string): id is TemplateId => (TEMPLATE_IDS as readonly string[]).includes(id);
