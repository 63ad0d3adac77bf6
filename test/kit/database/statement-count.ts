import { PrismaPg } from '@prisma/adapter-pg';
import { graphql } from 'graphql';
import { createSchema } from '../../../api/graphql/schema.js';
import { VersionRepository } from '../../../core/history/version-repository.js';
import { MeasurementRepository } from '../../../core/measurements/measurements.js';
import { PreviewRepository } from '../../../core/previews/previews.js';
import { JobRepository } from '../../../core/job/job-repository.js';
import { createUrlSigner } from '../../../core/storage/signed-url.js';
import { PrismaClient } from '../../../prisma/generated/client.js';

/** The clip list as the web app asks for it. */
export const CLIP_LIST = `query ($jobId: ID!) { clips(jobId: $jobId) { totalClips clips {
  clipIndex thumbnailUrl timestampStart timestampEnd lyricsPreview duration isRegenerated originalPrompt
} } }`;

export interface StatementCount {
  /** SQL statements of the first query, in a process that has never read the job. */
  first: number;
  /** SQL statements of the next query, when nothing has changed. */
  next: number;
  data: Record<string, unknown>;
}

/** Runs a query of a job, that of its clips, twice against a database and counts its SQL statements. */
export async function countStatements(
  databaseUrl: string,
  jobId: string,
  userId: string,
  source = CLIP_LIST,
): Promise<StatementCount> {
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: databaseUrl }),
    log: [{ emit: 'event', level: 'query' }],
  });
  let statements = 0;
  db.$on('query', () => statements++);
  const contextValue = {
    db,
    jobs: new JobRepository(db),
    versions: new VersionRepository(db),
    measurements: new MeasurementRepository(db),
    previews: new PreviewRepository(db),
    viewer: { id: userId, email: null, expiresAt: Infinity },
    limits: { budgetUsd: '50' },
    retentionDays: null,
    urls: createUrlSigner({ secret: 'for counting only', baseUrl: 'http://localhost' }),
  };
  const schema = await createSchema();
  const ask = async (): Promise<{ used: number; data: Record<string, unknown> }> => {
    const before = statements;
    const { data, errors } = await graphql({
      schema,
      source,
      variableValues: { jobId },
      contextValue,
    });
    if (errors !== undefined) throw errors[0]!;
    return { used: statements - before, data: data! };
  };
  try {
    const [first, next] = [await ask(), await ask()];
    return { first: first.used, next: next.used, data: first.data };
  } finally {
    await db.$disconnect();
  }
}
