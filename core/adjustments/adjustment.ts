import { TEMPLATE_IDS, templateById, type Template, type TemplateId } from '../templates/definitions.js';
import { isSamePart, type Part } from './part.js';

/** A look of the built-in renderer over a clip's footage. */
export interface Adjustment {
  id: TemplateId;
  /** 0.25 to 2, in quarters; 1 is the plain look. */
  strength: number;
  /** Left out: all of the clip. */
  part?: Part;
}

/** A look that a clip has, or could have, once for each of its parts. */
export type Place = Pick<Adjustment, 'id' | 'part'>;

export const isSamePlace = (one: Place, other: Place): boolean =>
  one.id === other.id && isSamePart(one.part, other.part);

export const WEAKEST = 0.25;
export const STRONGEST = 2;

/** The template of an adjustment. */
export const templateOf = ({ id }: Pick<Adjustment, 'id'>): Template => templateById(id)!;

/** What is for all of the clip first: parts are drawn over it, by their places in the clip. */
export function inOrder(adjustments: readonly Adjustment[]): Adjustment[] {
  return adjustments.toSorted(
    (one, other) =>
      (one.part?.from ?? -1) - (other.part?.from ?? -1) ||
      (one.part?.to ?? -1) - (other.part?.to ?? -1) ||
      TEMPLATE_IDS.indexOf(one.id) - TEMPLATE_IDS.indexOf(other.id),
  );
}

/** Whether two lists draw the same picture. */
export function areEqual(some: readonly Adjustment[], others: readonly Adjustment[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, at) => isSamePlace(one, others[at]!) && others[at]!.strength === one.strength)
  );
}
