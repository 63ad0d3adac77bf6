import { clipsMeant } from '../../assistant/parts/part-meant.js';
import { videoFacts } from '../../assistant/whom/video-facts.js';
import type { JobRecord } from '../../job/job-record.js';
import type { AskedChange, ChangeInput } from '../changes-request.js';

/**
 * What is asked for in the place of a queued change. The look of another clip and the part of a clip that were asked for
 * beside its words stay, unless the new words name one, or the old words did and the new ones do not. An input that says so
 * itself, be it with null, counts as it is.
 */
export function withKeptInputs(
  job: JobRecord,
  queued: readonly AskedChange[],
  changes: readonly ChangeInput[],
): ChangeInput[] {
  return changes.map((change) => {
    const before = queued.find(({ clipIndex }) => clipIndex === change.clipIndex);
    if (before === undefined) return change;
    const { styleFrom, range } = keptOf(job, before, change.instruction);
    return {
      ...change,
      styleFrom: change.styleFrom === undefined ? styleFrom : change.styleFrom,
      range: change.range === undefined ? range : change.range,
    };
  });
}

type Kept = Pick<AskedChange, 'styleFrom' | 'range'>;

function keptOf(job: JobRecord, before: AskedChange, instruction: string): Kept {
  if (before.styleFrom === null && before.range === null) return NOTHING;
  const then = namedIn(job, before.clipIndex, before.instruction);
  const now = namedIn(job, before.clipIndex, instruction);
  if (now.look !== null)
    return { styleFrom: now.look === before.styleFrom?.clipIndex ? before.styleFrom : null, range: null };
  if (now.isOfPart) return NOTHING;
  return {
    styleFrom: then.look === null ? before.styleFrom : null,
    range: then.isOfPart ? null : before.range,
  };
}

const NOTHING: Kept = { styleFrom: null, range: null };

/** What words for a clip name themselves. */
function namedIn(
  job: JobRecord,
  clipIndex: number,
  words: string,
): { look: number | null; isOfPart: boolean } {
  const whom = clipsMeant(words, videoFacts(job, [clipIndex]));
  if (whom.kind !== 'clips') return { look: null, isOfPart: false };
  return { look: whom.styleFrom, isOfPart: whom.ranges !== undefined };
}
