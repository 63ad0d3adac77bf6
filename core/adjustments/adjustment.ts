import { TEMPLATE_IDS, templateById, type Template, type TemplateId } from '../templates/templates.js';

/** A look of the built-in renderer over a clip's footage. */
export interface Adjustment {
  id: TemplateId;
  /** 0.25 to 2, in quarters; 1 is the plain look. */
  strength: number;
}

export const WEAKEST = 0.25;
export const STRONGEST = 2;

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
