import { createHash } from 'node:crypto';
import type { RunInput } from '../regeneration-row.js';

/**
 * What a clip's model is seeded with. A change that templates know wholly keeps the seed of the clip before, so that
 * only the look changes. Any other change draws one, by the regeneration's id: each attempt of it asks for the same.
 */
export function seedOf({
  id,
  templates,
  currentSeed,
}: Pick<RunInput, 'id' | 'templates' | 'currentSeed'>): number {
  const kept = templates.length > 0 ? currentSeed : null;
  return kept ?? createHash('sha256').update(id).digest().readUInt32BE() >>> 1;
}
