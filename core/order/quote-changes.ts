import type { JobRecord } from '../job/job-record.js';
import { budgetWarning, inWords, type QuoteWarning } from '../quote/quote-warnings.js';
import type { IssuedQuote, QuotedChanges, QuoteSigner } from '../quote/quote-token.js';
import {
  chargedClips,
  describeHold,
  findHold,
  type AdmissionLimits,
  type Hold,
} from '../regeneration/admission.js';
import type { AskedChanges } from './changes-request.js';
import { clipsInWords } from './clips-in-words.js';
import { findOwnFinishedJob, type JobAccess } from './own-job.js';
import { planChanges, type PlanDeps } from './plan-changes.js';

/** What quoting changes needs. */
export interface QuoteDeps extends PlanDeps, JobAccess {
  quotes: QuoteSigner;
  limits: AdmissionLimits;
}

/** An offer for changes of a video, which may be confirmed with its token until it expires. */
export interface ChangesOffer extends QuotedChanges, IssuedQuote {
  /** What is done, for the user. */
  reply: string;
  /** The same without what stays as it is, for a conversation. */
  inShort: string;
  /** About all changes together; each has its own. */
  warnings: QuoteWarning[];
}

/** What the changes would do and cost. Spends nothing. */
export async function quoteChanges(deps: QuoteDeps, asked: AskedChanges): Promise<ChangesOffer> {
  return await quoteChangesOf(deps, await findOwnFinishedJob(deps, asked.userId, asked.jobId), asked);
}

/** The same of a finished job that was read already. */
export async function quoteChangesOf(
  deps: QuoteDeps,
  job: JobRecord,
  asked: AskedChanges,
): Promise<ChangesOffer> {
  const plan = await planChanges(deps, job, asked);
  const warnings = await warningsOf(deps, job, plan);
  const issued = deps.quotes.issue(plan);
  return { ...plan, ...issued, reply: replyTo(plan), inShort: inShort(plan), warnings };
}

async function warningsOf(
  { db, limits }: QuoteDeps,
  job: JobRecord,
  plan: QuotedChanges,
): Promise<QuoteWarning[]> {
  const { userId, cost } = plan;
  const charged = plan.changes.map(({ takes, quote }) => ({ takes, estimatedCost: quote.estimatedCost }));
  const hold = await findHold(
    db,
    { userId, jobId: job.id, estimatedCost: cost, clips: chargedClips(charged) },
    limits,
  );
  const budget = budgetWarning(job, cost, limits.budgetUsd);
  return [hold === null ? null : holdWarning(hold, limits), budget].filter((one) => one !== null);
}

function holdWarning(hold: Hold, limits: AdmissionLimits): QuoteWarning {
  const until = new Date(Date.now() + hold.retryAfterSeconds * 1000);
  return { code: 'RATE_LIMITED', message: describeHold(hold, limits), until };
}

type Planned = Pick<QuotedChanges, 'changes' | 'isTakes'>;

/** What the assistant says that it does, and what stays as it is. */
export function replyTo(plan: Planned): string {
  const { changes, isTakes } = plan;
  if (isTakes || changes.length === 1) return saidOf(plan, ({ quote }) => quote.reply);
  return `${inShort(plan)} The song and every other clip stay as they are; the video is put together once.`;
}

function inShort(plan: Planned): string {
  return saidOf(plan, ({ quote }) => quote.inShort);
}

/** Of several clips, a sentence for those that are asked for the same. */
function saidOf(
  { changes, isTakes }: Planned,
  ofOne: (change: QuotedChanges['changes'][number]) => string,
): string {
  const choice = isTakes ? [toChoose(changes)] : [];
  if (changes.length === 1) return [ofOne(changes[0]!), ...choice].join(' ');
  const asked = new Map<string, number[]>();
  for (const { instruction, clip } of changes)
    asked.set(instruction, [...(asked.get(instruction) ?? []), clip.clipIndex]);
  const parts = [...asked].map(
    ([instruction, clips]) => `${clipsInWords(clips)}: ${inWords([instruction])}.`,
  );
  return [...parts, ...choice].join(' ');
}

function toChoose(changes: QuotedChanges['changes']): string {
  const takes = changes.reduce((sum, change) => sum + change.takes, 0);
  const count = takes === 1 ? 'There is 1 take' : `There are ${takes} takes`;
  return `${count} to choose from; the video stays as it is until you use one.`;
}
