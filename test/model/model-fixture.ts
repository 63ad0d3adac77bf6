import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../../prisma/generated/client.js';
import type { InvariantChecker } from '../kit/database/invariants.js';
import type { Model, ModelJob } from './model.js';
import { Provider } from './provider.js';

/** The real system: the database, and who the users of this sequence are there. */
export interface Fixture {
  db: PrismaClient;
  users: string[];
  broken: InvariantChecker;
  /** The invariants are checked after each step, not only at the end. */
  checksSteps: boolean;
}

/** Jobs of a sequence: two of the first user, one of the second, and one that the pipeline still works on. */
const JOBS = [
  { owner: 0, status: 'completed' },
  { owner: 0, status: 'completed' },
  { owner: 1, status: 'completed' },
  { owner: 0, status: 'processing' },
];

const VIDEO_AS_IMPORTED = 'final.mp4';

/** A sequence of its own: its users and jobs share nothing with another's in the same database. */
export async function createFixture(
  db: PrismaClient,
  checks: Pick<Fixture, 'broken' | 'checksSteps'>,
): Promise<{ real: Fixture; model: Model }> {
  const users = [randomUUID(), randomUUID()];
  const jobs = JOBS.map(({ owner, status }): ModelJob => {
    const money = { total: 15_000, reserved: 0, budget: 0 };
    return {
      id: randomUUID(),
      owner,
      status,
      ...money,
      videoUrl: VIDEO_AS_IMPORTED,
      versions: [],
      videos: [],
      queue: [],
    };
  });
  await db.job.createMany({
    data: jobs.map(({ id, owner, status, videoUrl }) => ({
      ...{ id, status, videoUrl },
      userId: users[owner]!,
      totalCost: '1.5',
    })),
  });
  const model: Model = {
    ...{ jobs, regenerations: [], runners: [], starters: [], provider: new Provider() },
    ...{ steps: 0, named: 0 },
  };
  return { real: { db, users, ...checks }, model };
}
