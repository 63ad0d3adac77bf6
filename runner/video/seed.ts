import { createHash } from 'node:crypto';
import type { RunInput } from '../regeneration-row.js';

/**
 * The seed for a clip's model. A change that templates fully understand keeps the seed of the previous clip, so
 * that only the look changes. Any other change derives one from the regeneration's id, so that every attempt uses
 * the same.
 */
export function seedOf({
  id,
  templates,
  currentSeed,
}: Pick<RunInput, 'id' | 'templates' | 'currentSeed'>): number {
  const kept = templates.length > 0 ? currentSeed : null;
  return kept ?? createHash('sha256').update(id).digest().readUInt32BE() >>> 1;
}
