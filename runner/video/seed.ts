import { createHash } from 'node:crypto';
import { MAX_SEED } from '../../core/job/seed.js';
import type { ChangeInput } from '../regeneration-row.js';

/**
 * The seed for a clip's model. One that its person chose counts; each further take has the next one. A change that templates
 * fully understand keeps the seed of the previous clip, so that only the look changes. Any other change derives one from the
 * regeneration's id, so that every attempt uses the same; several clips of a run each have their own, by which their
 * predictions are told apart, and so have takes, which would else look alike: several of a clip, and one of them that is
 * made again.
 */
export function seedOf({
  id,
  clipIndex,
  isOnly,
  takes,
  take,
  isTakes,
  templates,
  askedSeed,
  currentSeed,
}: Pick<
  ChangeInput,
  'id' | 'clipIndex' | 'isOnly' | 'takes' | 'take' | 'isTakes' | 'templates' | 'askedSeed' | 'currentSeed'
>): number {
  if (askedSeed !== null) return (askedSeed + take) % (MAX_SEED + 1);
  const kept = !isTakes && templates.length > 0 ? currentSeed : null;
  const ofClip = isOnly ? id : `${id}/${clipIndex}`;
  return (
    kept ??
    createHash('sha256')
      .update(takes === 1 ? ofClip : `${ofClip}/take-${take + 1}`)
      .digest()
      .readUInt32BE() >>> 1
  );
}
