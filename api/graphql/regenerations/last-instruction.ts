import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { ClipRecord } from '../../../core/job/job-record.js';
import {
  asksForMore,
  matchTemplates,
  templateById,
  type Template,
} from '../../../core/templates/templates.js';
import type { MessageInput } from './quote.type.js';
import { MessageRole } from './regeneration.type.js';

/**
 * What "a bit more" refers to: the templates of the instruction before it in the conversation or, without one, of
 * the clip's last change. Empty for an instruction that says by itself what it wants, and where no template was meant.
 */
export async function lastInstruction(
  db: PrismaClient,
  clip: ClipRecord,
  instruction: string,
  history: readonly MessageInput[],
): Promise<Template[]> {
  if (!asksForMore(instruction)) return [];
  const said = history.findLast(({ role, content }) => role === MessageRole.USER && !asksForMore(content));
  if (said !== undefined) return matchTemplates(said.content);
  const last = await db.clipRegeneration.findFirst({
    where: { jobId: clip.jobId, clipIndex: clip.clipIndex, status: 'completed' },
    orderBy: { createdAt: 'desc' },
    select: { templates: true },
  });
  return last?.templates.flatMap((id) => templateById(id) ?? []) ?? [];
}
