import type { PrismaClient } from '../../prisma/generated/client.js';
import { sharing } from '../util/sharing.js';
import { toQueuedChange, type QueuedChange } from './queued-change.js';

interface OwnQueue {
  jobId: string;
  userId: string;
}

/** Reads queues for one process. Those that are asked for in one turn of the event loop share one statement. */
export class QueueRepository {
  private readonly queues = sharing(async (keys: readonly OwnQueue[]) => await this.read(keys));

  constructor(private readonly db: PrismaClient) {}

  /** The user's changes that wait for a job, the next one first. */
  async of(jobId: string, userId: string): Promise<QueuedChange[]> {
    return await this.queues.load({ jobId, userId });
  }

  /** The user's queued change; null if there is none. */
  async find(id: string, userId: string): Promise<QueuedChange | null> {
    const row = await this.db.queuedChange.findUnique({ where: { id, userId } });
    return row === null ? null : toQueuedChange(row);
  }

  private async read(keys: readonly OwnQueue[]): Promise<QueuedChange[][]> {
    const rows = await this.db.queuedChange.findMany({
      where: {
        jobId: { in: keys.map(({ jobId }) => jobId) },
        userId: { in: [...new Set(keys.map(({ userId }) => userId))] },
      },
      orderBy: [{ place: 'asc' }, { id: 'asc' }],
    });
    return keys.map(({ jobId, userId }) =>
      rows.filter((row) => row.jobId === jobId && row.userId === userId.toLowerCase()).map(toQueuedChange),
    );
  }
}
