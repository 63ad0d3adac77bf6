import { z } from 'zod';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { TestKubernetes } from '../../kit/kubernetes/start.js';

/** Jobs that contradict the database: every Job has a row, and no Job works once its row has ended. */
export async function strayJobs(db: PrismaClient, kubernetes: TestKubernetes): Promise<string[]> {
  const rows = await db.clipRegeneration.findMany({
    select: { id: true, attempt: true, completedAt: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return kubernetes.jobs().flatMap(({ metadata, status }) => {
    const row = known.get(z.string().parse(metadata.labels['clip-chatbot/regeneration']));
    if (row === undefined) return [`${metadata.name} has no row`];
    const works = status.conditions === undefined && metadata.deletionTimestamp === undefined;
    const wanted = row.completedAt === null && metadata.name.endsWith(`-a${row.attempt}`);
    return works && !wanted ? [`${metadata.name} works without a running row`] : [];
  });
}
