import { PrismaPg } from '@prisma/adapter-pg';
import { graphql } from 'graphql';
import { createSchema } from '../../../api/graphql/schema.js';
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
  clips: number;
}

/** Runs the clips query twice against a database and counts its SQL statements. */
export async function countStatements(
  databaseUrl: string,
  jobId: string,
  userId: string,
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
    viewer: { id: userId, email: null, expiresAt: Infinity },
    urls: createUrlSigner({ secret: 'for counting only', baseUrl: 'http://localhost' }),
  };
  const schema = await createSchema();
  const ask = async (): Promise<{ used: number; clips: number }> => {
    const before = statements;
    const { data, errors } = await graphql({
      schema,
      source: CLIP_LIST,
      variableValues: { jobId },
      contextValue,
    });
    if (errors !== undefined) throw errors[0]!;
    return { used: statements - before, clips: (data!['clips'] as { totalClips: number }).totalClips };
  };
  try {
    const [first, next] = [await ask(), await ask()];
    return { first: first.used, next: next.used, clips: first.clips };
  } finally {
    await db.$disconnect();
  }
}
