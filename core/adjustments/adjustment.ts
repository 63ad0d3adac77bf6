import { TEMPLATE_IDS, templateById, type Template, type TemplateId } from '../templates/templates.js';

/** A look of the built-in renderer over a clip's footage. */
export interface Adjustment {
  id: TemplateId;
  /** 0.25 to 2, in quarters; 1 is the plain look. */
  strength: number;
}

/** What the built-in renderer draws over which footage: the whole of it, each time. */
export interface Recipe {
  /** Each id once, in the order of the renderer's table. Empty: the footage as it is. */
  adjustments: Adjustment[];
  /** The clip's version whose file it begins with: the last one that a model or a person made. */
  footageVersion: number;
}

export const WEAKEST = 0.25;
export const STRONGEST = 2;

/** An adjustment as it is stored; one of another release may have an id that this one does not know. */
interface Stored {
  id: string;
  strength: number;
}

/** Null where there are none, or not all of them are known here: then the clip is taken as it is. */
export function readAdjustments(stored: readonly Stored[] | null): Adjustment[] | null {
  if (stored === null || !stored.every(({ id }) => isTemplateId(id))) return null;
  return stored.map(({ id, strength }) => ({ id: id as TemplateId, strength }));
}

const isTemplateId = (id: string): id is TemplateId => (TEMPLATE_IDS as readonly string[]).includes(id);

/** The template of an adjustment. */
export const templateOf = ({ id }: Pick<Adjustment, 'id'>): Template => templateById(id)!;

export function inOrder(adjustments: readonly Adjustment[]): Adjustment[] {
  return adjustments.toSorted((one, other) => TEMPLATE_IDS.indexOf(one.id) - TEMPLATE_IDS.indexOf(other.id));
}

/** Whether two lists draw the same picture. */
export function areEqual(some: readonly Adjustment[], others: readonly Adjustment[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ id, strength }, at) => others[at]!.id === id && others[at]!.strength === strength)
  );
}
