import { randomUUID } from 'node:crypto';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { countStatements } from '../kit/database/statement-count.js';

const userId = randomUUID();
let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

describe('the clips query of a 60-clip job', () => {
  it('takes two SQL statements, and one while nothing has changed', async () => {
    const jobId = await insertJob(db, { userId, clips: 60 });
    expect(await countStatements(database.databaseUrl, jobId, userId)).toMatchObject({
      first: 2,
      next: 1,
      data: { clips: { totalClips: 60 } },
    });
  });

  it('takes no more with the parts of its song', async () => {
    const jobId = await insertJob(db, { userId, clips: 2 });
    const song_structure = [{ type: 'Intro', start: 0, end: 3, energy: 'low' }];
    await db.jobStage.updateMany({
      where: { jobId, stageName: 'audio_parser' },
      data: { metadata: { audio_analysis: { song_structure } } },
    });
    const source =
      'query ($jobId: ID!) { job(id: $jobId) { sections { label occurrence start end clipIndexes isGuess } } }';
    const intro = { label: 'intro', occurrence: 1, start: 0, end: 3, clipIndexes: [0], isGuess: false };
    expect(await countStatements(database.databaseUrl, jobId, userId, source)).toMatchObject({
      first: 2,
      next: 1,
      data: { job: { sections: [intro] } },
    });
  });
});

describe('a job that was read before', () => {
  const jobs = (): JobRepository => new JobRepository(db);

  it('is read again when the pipeline rewrites a stage', async () => {
    const jobId = await insertJob(db, { userId });
    const reader = jobs();
    expect((await reader.find(jobId, userId))?.clips[0]?.prompt).toBe('Scene 0');
    await db.jobStage.updateMany({
      where: { jobId, stageName: 'prompt_generator' },
      data: { metadata: { clip_prompts: [{ clip_index: 0, prompt: 'Rewritten' }] } },
    });
    expect((await reader.find(jobId, userId))?.clips[0]?.prompt).toBe('Rewritten');
  });

  it('is read again when a thumbnail comes', async () => {
    const jobId = await insertJob(db, { userId });
    const reader = jobs();
    expect((await reader.find(jobId, userId))?.clips[1]?.thumbnailKey).toBeNull();
    await db.clipThumbnail.create({ data: { jobId, clipIndex: 1, thumbnailUrl: 'clip-thumbnails/x/y.jpg' } });
    expect((await reader.find(jobId, userId))?.clips[1]?.thumbnailKey).toBe('clip-thumbnails/x/y.jpg');
  });

  it('is not visible to other users', async () => {
    const jobId = await insertJob(db, { userId });
    const reader = jobs();
    expect(await reader.find(jobId, userId)).not.toBeNull();
    expect(await reader.find(jobId, randomUUID())).toBeNull();
  });
});
