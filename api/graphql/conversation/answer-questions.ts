import { answerTo } from '../../../core/assistant/answers.js';
import type { Question } from '../../../core/assistant/questions.js';
import { routeOf } from '../../../core/assistant/route.js';
import { SENTENCES } from '../../../core/assistant/sentences.js';
import { videoFacts } from '../../../core/assistant/whom/video-facts.js';
import { whomMeant } from '../../../core/assistant/whom/whom.js';
import { ApiError } from '../../../core/errors.js';
import type { JobRecord } from '../../../core/job/job-record.js';
import { ownFinishedJob } from '../access.js';
import type { ApiContext } from '../context.js';
import { factsFor } from './facts.js';

/** The answer to a question about a video: of the clip that it names, else of the picked one; null: none. */
export async function answerQuestion(
  context: ApiContext,
  job: JobRecord,
  message: string,
  clipIndex: number | null,
  about: readonly Question[],
): Promise<string> {
  if (about.length === 0) return SENTENCES.unknown;
  return answerTo(about, message, await factsFor(context, job, clipNamed(job, message) ?? clipIndex));
}

/** The only clip that a question names: "how long is clip 4?" is not about the picked one. */
function clipNamed(job: JobRecord, message: string): number | null {
  const whom = whomMeant(message, videoFacts(job, []));
  return whom.kind === 'clips' && whom.clips.length === 1 ? whom.clips[0]! : null;
}

/** Refuses a question where an instruction is asked for: BAD_USER_INPUT with its answer. */
export async function rejectQuestion(
  context: ApiContext,
  jobId: string,
  { clipIndex, instruction }: { clipIndex: number; instruction: string },
): Promise<void> {
  const route = routeOf(instruction);
  if (route.kind !== 'question') return;
  const job = await ownFinishedJob(context, jobId);
  throw new ApiError(
    'BAD_USER_INPUT',
    await answerQuestion(context, job, instruction, clipIndex, route.about),
  );
}
