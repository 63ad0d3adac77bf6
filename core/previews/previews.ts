import { Prisma, type PrismaClient } from '../../prisma/generated/client.js';
import type { Claim } from '../regeneration/claim.js';
import { sharing } from '../util/sharing.js';
import { storedPreview, type Preview } from './preview.js';

/** What a run has made of a file of its video, beside what is there. False if the fence is old. */
export async function keepPreview(
  db: PrismaClient,
  { id, fence }: Claim,
  key: string,
  preview: Preview,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ kept: boolean }[]>`
    SELECT keep_preview(${id}::uuid, ${fence}::int, ${key}, ${JSON.stringify(preview)}::jsonb) AS kept`;
  return row?.kept === true;
}

/** A file of a job with what was made of it. */
export interface Previewed {
  key: string;
  preview: Preview;
}

/** A file of a job, by its storage key. */
interface JobFile {
  jobId: string;
  key: string;
}

/** Reads previews for one process: those of one turn of the event loop share one statement. */
export class PreviewRepository {
  constructor(private readonly db: PrismaClient) {}

  private readonly files = sharing(async (asked: readonly JobFile[]) => await this.read(asked));

  /** What was made of a file; empty where nothing was. */
  async of(file: JobFile): Promise<Preview> {
    return await this.files.load(file);
  }

  private readonly counts = sharing(async (jobIds: readonly string[]) => await this.countOf(jobIds));

  /** Of how many files of a job something was made, or was tried in vain. */
  async count(jobId: string): Promise<number> {
    return await this.counts.load(jobId);
  }

  private async countOf(jobIds: readonly string[]): Promise<number[]> {
    const rows = await this.db.mediaPreview.groupBy({
      by: ['jobId'],
      where: { jobId: { in: [...jobIds] } },
      _count: true,
    });
    const counts = new Map(rows.map(({ jobId, _count }) => [jobId, _count]));
    return jobIds.map((jobId) => counts.get(jobId) ?? 0);
  }

  private async read(asked: readonly JobFile[]): Promise<Preview[]> {
    const rows = await this.db.$queryRaw<(JobFile & { preview: unknown })[]>(Prisma.sql`
      SELECT p.job_id AS "jobId", p.key, p.preview FROM media_previews p
      WHERE (p.job_id, p.key) IN (SELECT * FROM unnest(
        ${asked.map(({ jobId }) => jobId)}::uuid[], ${asked.map(({ key }) => key)}::text[]))`);
    const nameOf = ({ jobId, key }: JobFile): string => `${jobId} ${key}`;
    const found = new Map(rows.map((row) => [nameOf(row), row.preview]));
    return asked.map((file) => storedPreview.parse(found.get(nameOf(file)) ?? {}));
  }
}
