import type { PrismaClient } from '../../prisma/generated/client.js';
import type { ClipRecord } from '../job/job-record.js';
import {
  asksForLess,
  asksForMore,
  matchTemplates,
  templateById,
  type Template,
} from '../templates/templates.js';
import type { QuotedChanges } from '../quote/quote-token.js';
import type { AskedChange, AskedChanges } from './changes-request.js';

/**
 * What "a bit more" and "a bit less" refer to, for each clip: what it was settled to mean when it was queued; of one clip the templates of
 * the last instruction in the conversation; else those of what was last asked for the clip itself. Empty for an
 * instruction that stands by itself.
 */
export async function lastInstructions(
  db: PrismaClient,
  clips: readonly ClipRecord[],
  asked: Pick<AskedChanges, 'changes' | 'history' | 'queuedId'>,
): Promise<Template[][]> {
  const said = lastSaid(asked);
  const meant = asked.changes.map(({ instruction, more }) => {
    if (!refersBack(instruction)) return [];
    return more === null ? said : templatesOf(more);
  });
  const unsaid = clips.filter((_, at) => meant[at] === null);
  const found = unsaid.length === 0 ? null : await lastAsked(db, unsaid, asked.queuedId);
  return clips.map(({ clipIndex }, at) => meant[at] ?? found?.get(clipIndex) ?? []);
}

/** Clips of a video that something is still to come for: what is shown of them is not what "a bit more" refers to. */
export async function clipsAhead(
  db: PrismaClient,
  jobId: string,
  queuedId: string | null,
): Promise<ReadonlySet<number>> {
  const rows = await db.$queryRaw<{ clip: number }[]>`
    SELECT c.clip_index AS clip FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
    WHERE r.job_id = ${jobId}::uuid AND r.kind = 'CHANGE' AND r.status IN ('queued', 'processing')
    UNION SELECT (c ->> 'clipIndex')::int FROM queued_changes q CROSS JOIN LATERAL jsonb_array_elements(q.changes) c
    WHERE q.job_id = ${jobId}::uuid AND (${queuedId}::uuid IS NULL
      OR (q.place, q.id) < (SELECT b.place, b.id FROM queued_changes b WHERE b.id = ${queuedId}::uuid))`;
  return new Set(rows.map(({ clip }) => clip));
}

export const refersBack = (instruction: string): boolean =>
  asksForMore(instruction) || asksForLess(instruction);

/** Null where the conversation does not say it. One about several clips may have been about others. */
function lastSaid({ changes, history }: Pick<AskedChanges, 'changes' | 'history'>): Template[] | null {
  if (changes.length > 1) return null;
  const said = history.findLast(({ role, content }) => role === 'USER' && !refersBack(content));
  return said === undefined ? null : matchTemplates(said.content);
}

/** In one statement. */
async function lastAsked(
  db: PrismaClient,
  clips: readonly ClipRecord[],
  queuedId: string | null,
): Promise<Map<number, Template[]>> {
  const rows = await db.$queryRaw<{ clip: number; instruction: string; templates: string[] | null }[]>`
    SELECT key.clip, l.instruction, l.templates
    FROM unnest(${clips.map(({ clipIndex }) => clipIndex)}::int[], ${clips.map((clip) => clip.versionNumber)}::int[])
      AS key(clip, version)
    CROSS JOIN LATERAL last_asked(${clips[0]!.jobId}::uuid, key.clip, key.version, ${queuedId}::uuid) l`;
  return new Map(
    rows.map(({ clip, instruction, templates }) => [
      clip,
      templates === null ? matchTemplates(instruction) : templatesOf(templates),
    ]),
  );
}

const templatesOf = (ids: readonly string[]): Template[] => ids.flatMap((id) => templateById(id) ?? []);

/** Changes in which "a bit more" and "a bit less" keep meaning what they mean in a plan of them. */
export function settled(
  changes: readonly AskedChange[],
  plan: Pick<QuotedChanges, 'changes'>,
): AskedChange[] {
  return changes.map((change, at) => {
    const { wish, lastInstruction } = plan.changes[at]!;
    return refersBack(wish) ? { ...change, more: lastInstruction.map(({ id }) => id) } : change;
  });
}
