import { ApiError } from '../../../core/errors.js';
import { wordsOf } from '../../../core/job/title-search.js';
import { isStorable } from '../../../core/util/text/storable-text.js';
import type { ApiContext } from '../context.js';
import { cursorOf, pageInfo, pageSize, placeOf } from '../page-limits.js';
import { jobView } from './job-view.js';
import type { JobConnectionType } from './job.type.js';

/** Longest search, in UTF-16 units: no title needs more to be found. */
const LONGEST_SEARCH = 200;

/** A JobConnection as the schema shows it, with what its field resolvers need. */
export type JobConnectionParent = JobConnectionType & { words: readonly string[] };

interface AskedPage {
  first: number;
  after: string | null;
  search: string;
}

/** Videos whose titles have all words of `search`; an empty one asks for all of them. */
export async function pageOfJobs(
  context: ApiContext,
  { first, after, search }: AskedPage,
): Promise<JobConnectionParent> {
  const size = pageSize(first);
  const place = after === null ? null : placeOf(after);
  const words = searchWords(search);
  const found = await context.jobs.page(context.viewer.id, size + 1, place, words);
  const edges = found.slice(0, size).map((job) => ({ cursor: cursorOf(job), node: jobView(job, context) }));
  return {
    ...{ edges, words },
    pageInfo: pageInfo(edges, found.length > size),
  };
}

function searchWords(search: string): string[] {
  if (!isStorable(search) || search.length > LONGEST_SEARCH)
    throw new ApiError('BAD_USER_INPUT', `A search has at most ${LONGEST_SEARCH} characters of text.`);
  return wordsOf(search);
}
