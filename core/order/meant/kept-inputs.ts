import { earlierLook } from '../../assistant/parts/earlier-look.js';
import { clipsMeant } from '../../assistant/parts/part-meant.js';
import { videoFacts } from '../../assistant/whom/video-facts.js';
import type { JobRecord } from '../../job/job-record.js';
import type { AskedChange, ChangeInput, StyleFrom } from '../changes-request.js';

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
    return { styleFrom: isOf(before.styleFrom, now) ? before.styleFrom : null, range: null };
  if (now.isOfPart) return NOTHING;
  return {
    styleFrom: then.look === null ? before.styleFrom : null,
    range: then.isOfPart ? null : before.range,
  };
}

const isOf = (styleFrom: StyleFrom | null, { look, version }: Named): boolean =>
  styleFrom?.clipIndex === look && (version === null || styleFrom?.versionNumber === version);

const NOTHING: Kept = { styleFrom: null, range: null };

/** What words for a clip name themselves. */
interface Named {
  /** The clip whose look they name. */
  look: number | null;
  /** The version of it. */
  version: number | null;
  isOfPart: boolean;
}

function namedIn(job: JobRecord, clipIndex: number, words: string): Named {
  const earlier = earlierLook(words);
  if (earlier !== null)
    return { look: earlier.clipIndex ?? clipIndex, version: earlier.versionNumber, isOfPart: false };
  const whom = clipsMeant(words, videoFacts(job, [clipIndex]));
  if (whom.kind !== 'clips') return { look: null, version: null, isOfPart: false };
  return { look: whom.styleFrom, version: null, isOfPart: whom.ranges !== undefined };
}
