import type { SaidSeen, SeenKind } from '../../../core/assistant/seen/seen-phrases.js';
import type { Reply } from '../../../core/conversation/keep-exchange.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { clipsInWords } from '../../../core/order/clips-in-words.js';
import { clipsSeen, FEWEST_COMPARED } from '../../../core/suggestions/seen-kinds.js';
import { measuredClips } from '../../../core/suggestions/suggestions-of.js';
import type { ApiContext } from '../context.js';

/** Of more clips than these, each alone is not an answer to choose from. */
const MOST_ALONE = 4;

const NAMES: Record<SeenKind, string> = {
  dark: 'darker than the others',
  bright: 'brighter than the others',
  pale: 'paler than the others',
  still: 'still',
  flat: 'flatter than the others',
  contrasty: 'richer in contrast than the others',
};

/**
 * Which clips are meant by how they look, as a question: what is measured need not be what the person sees, so nothing is
 * done before they have seen which clips they are.
 */
export async function clipsBySeen(
  { measurements }: Pick<ApiContext, 'measurements'>,
  job: JobRecord,
  { kind, rest }: SaidSeen,
): Promise<Reply> {
  const measured = await measuredClips(job, measurements);
  if (measured === null || measured.length < FEWEST_COMPARED) {
    const why =
      measured === null
        ? 'not all of its clips are measured yet, which the next change does'
        : 'it has too few clips to compare';
    return {
      text: `I can't tell which clips of this video are ${NAMES[kind]}: ${why}. Say them by number, or pick them.`,
    };
  }
  const { clips, figures } = clipsSeen(kind, measured);
  if (clips.length === 0)
    return { text: `No clip of this video is ${NAMES[kind]}. Say which you mean by number, or pick them.` };
  const alone = clips.length > 1 && clips.length <= MOST_ALONE ? clips.map((clip) => [clip]) : [];
  const are = clips.length === 1 ? 'is' : 'are';
  return {
    text: `${clipsInWords(clips)} ${are} ${NAMES[kind]}: ${figures}. Which do you mean?`,
    choices: [clips, ...alone].map((indexes) => {
      // Each by its number: they are read again.
      const name = `Clip${indexes.length === 1 ? '' : 's'} ${indexes.map((index) => index + 1).join(', ')}`;
      return { label: clipsInWords(indexes), text: `${name}: ${rest}` };
    }),
  };
}
