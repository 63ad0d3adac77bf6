import { randomUUID } from 'node:crypto';
import { appendEvent } from '../../../core/regeneration/events.js';
import { endRegeneration } from '../../../core/regeneration/lifecycle.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import { insertJob } from '../../kit/rows/job-rows.js';
import { FENCE, insertRegenerationOf } from '../../kit/rows/running-regeneration.js';
import { tokenFor } from '../../kit/server/tokens.js';
import { claimOf } from '../../kit/rows/claim.js';

/** A user, with words that occur in all of their data and in no other. */
export interface Persona {
  name: 'owner' | 'stranger' | 'nobody' | 'victim';
  userId: string;
  token: string | null;
  secret: string;
  /** Ids of their jobs and regenerations. */
  ids: string[];
}

const CLIPS = 3;

/** Owner and stranger have their own videos and changes; so does the victim, who never sends a request. */
export async function createPersonas(db: PrismaClient): Promise<Persona[]> {
  return await Promise.all([
    withVideos(db, 'owner', 3),
    withVideos(db, 'stranger', 1),
    withVideos(db, 'victim', 1),
    Promise.resolve({ ...somebody('nobody'), token: null }),
  ]);
}

function somebody(name: Persona['name']): Persona {
  return {
    name,
    userId: randomUUID(),
    token: null,
    secret: `canary-of-the-${name}-${randomUUID()}`,
    ids: [],
  };
}

async function withVideos(db: PrismaClient, name: Persona['name'], videos: number): Promise<Persona> {
  const persona = somebody(name);
  const { userId, secret } = persona;
  for (let video = 0; video < videos; video++) {
    const words = { title: secret, prompt: secret, lyric: secret };
    const jobId = await insertJob(db, { userId, clips: CLIPS, ...words });
    persona.ids.push(jobId, await endedChange(db, persona, jobId, 'failed'));
    persona.ids.push(await endedChange(db, persona, jobId, 'canceled'));
  }
  return { ...persona, token: await tokenFor(userId) };
}

async function endedChange(
  db: PrismaClient,
  { userId, secret }: Persona,
  jobId: string,
  status: 'failed' | 'canceled',
): Promise<string> {
  const id = await insertRegenerationOf(db, { jobId, userId, instruction: `make it nighttime; ${secret}` });
  const data = { modifiedPrompt: secret };
  await appendEvent(db, claimOf(id, FENCE), { type: 'PROMPT_MODIFIED', progress: 10, message: secret, data });
  const ending = { status, message: secret, code: 'INFRASTRUCTURE', retryable: true } as const;
  await endRegeneration(db, claimOf(id, FENCE), ending);
  return id;
}
