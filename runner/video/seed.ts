import { createHash } from 'node:crypto';
import type { ChangeInput } from '../regeneration-row.js';

/**
 * The seed for a clip's model. A change that templates fully understand keeps the seed of the previous clip, so
 * that only the look changes. Any other change derives one from the regeneration's id, so that every attempt uses
 * the same; several clips of a run each have their own, by which their predictions are told apart.
 */
export function seedOf({
  id,
  clipIndex,
  isOnly,
  templates,
  currentSeed,
}: Pick<ChangeInput, 'id' | 'clipIndex' | 'isOnly' | 'templates' | 'currentSeed'>): number {
  const kept = templates.length > 0 ? currentSeed : null;
  return (
    kept ??
    createHash('sha256')
      .update(isOnly ? id : `${id}/${clipIndex}`)
      .digest()
      .readUInt32BE() >>> 1
  );
}
