import { once } from 'node:events';
import { Admissions } from '../../core/regeneration/admission.js';
import { createPrismaClient } from '../../prisma/client.js';
import { admissionRequest, LIMITS } from '../../test/kit/rows/admit.js';

/** One round, as the benchmark describes it to a process of contenders. */
export interface ContendersCommand {
  databaseUrl: string;
  userId: string;
  jobId: string;
  contenders: number;
}

/** Their results. */
export interface ContendersAnswer {
  /** From the common start to each one's answer. */
  ms: number[];
  admitted: number;
}

/** Stands for an api process: all its contenders ask at once, over as many connections as an api has. */
process.on('message', (command: ContendersCommand) => void contend(command));

let admissions: Admissions | null = null;

async function contend({ databaseUrl, userId, jobId, contenders }: ContendersCommand): Promise<void> {
  admissions ??= new Admissions(createPrismaClient(databaseUrl, { poolSize: 10 }));
  const asked = admissions;
  const answer: ContendersAnswer = { ms: [], admitted: 0 };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: contenders }, async () => {
      const { outcome } = await asked.admit(admissionRequest(userId, jobId), LIMITS);
      answer.ms.push(performance.now() - began);
      if (outcome === 'ADMITTED') answer.admitted++;
    }),
  );
  process.send!(answer);
}

await once(process, 'disconnect');
process.exit(0);
