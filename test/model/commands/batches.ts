import fc from 'fast-check';
import { admitRegeneration } from '../../../core/regeneration/admission.js';
import {
  failClipChange,
  publishRegeneration,
  saveCheckpoint,
  type Publication,
} from '../../../core/regeneration/lifecycle.js';
import { changesRequest } from '../../kit/rows/admit-changes.js';
import { LIMITS } from '../../kit/rows/admit.js';
import { claimOf } from '../../kit/rows/claim.js';
import type { Fixture } from '../model-fixture.js';
import { nextName, type Model, type ModelJob, type ModelRegeneration } from '../model.js';
import { agree, Step } from '../step.js';
import { addEvent, currentVersion, publish, publishTakes } from '../transitions.js';
import { insertAdmitted } from './admission.js';
import { take } from './runner.js';

const CLIPS = [0, 1];
const FREE = { languageModel: '0', video: '0', recomposition: '0', total: '0', known: true };
const HALFWAY = 50;

/** Both clips are changed; or only the first, because the second fails; or takes of both are made, of which one fails. */
const ENDINGS = ['whole', 'whole', 'part', 'takes'] as const;
type BatchEnding = (typeof ENDINGS)[number];

/** A free change of two clips, from its admission to its end. */
export const endedBatch = fc
  .record({ job: fc.constantFrom(0, 0, 0, 1), ending: fc.constantFrom(...ENDINGS) })
  .map(
    ({ job, ending }) =>
      new Step(
        `change both clips of job ${job}: ${ending}`,
        (model) => model.jobs[job]!.status !== 'regenerating',
        async (model, fixture) => {
          const regeneration = await admitBatch(model.jobs[job]!, ending, model, fixture);
          await take(regeneration, 0, model, fixture);
          if (ending === 'takes') await makeTakes(regeneration, model, fixture);
          else await publishClips(regeneration, ending === 'part', model, fixture);
        },
      ),
  );

async function admitBatch(
  job: ModelJob,
  ending: BatchEnding,
  model: Model,
  { db, users }: Fixture,
): Promise<ModelRegeneration> {
  const key = nextName(model, 'key');
  const changes = CLIPS.map((clipIndex) => ({
    ...{ clipIndex, baseVersionNumber: currentVersion(job, clipIndex), estimatedCost: FREE },
    takes: ending === 'takes' ? 2 : 1,
  }));
  const request = changesRequest(users[job.owner]!, job.id, changes, {
    ...{ idempotencyKey: key, estimatedCost: FREE },
  });
  const admission = await admitRegeneration(db, request, LIMITS);
  agree('the admission of a batch', admission.outcome, 'ADMITTED');
  const id = (admission as { regenerationId: string }).regenerationId;
  const asked = {
    clip: CLIPS[0]!,
    base: currentVersion(job, CLIPS[0]!),
    key,
    inputHash: 'hash',
    estimate: 0,
  };
  const regeneration = insertAdmitted(model, { ...asked, retryOf: null, limits: LIMITS }, job, id);
  regeneration.isTakes = ending === 'takes';
  return regeneration;
}

/** Publishes both clips of a change, or the first where the second fails. */
export async function publishClips(
  regeneration: ModelRegeneration,
  isPartial: boolean,
  model: Model,
  { db }: Fixture,
): Promise<void> {
  const claim = claimOf(regeneration.id, regeneration.fence);
  if (isPartial) await fail(regeneration, { clipIndex: 1, take: null }, db);
  const made = new Map(CLIPS.slice(0, isPartial ? 1 : 2).map((clip) => [clip, nextName(model, 'clip')]));
  const videoKey = nextName(model, 'final');
  const file = { originalClipKey: 'original', clipSha256: 'abc', thumbnailKey: null };
  const clips = [...made].map(([clipIndex, clipKey]) => ({ clipIndex, clipKey, ...file }));
  const publication: Publication = { clips, videoKey, message: 'Done!' };
  agree('the publication of a batch', await publishRegeneration(db, claim, publication), true);
  publish(regeneration, made, videoKey);
}

/** Of each clip the first of two takes is made. */
async function makeTakes(regeneration: ModelRegeneration, model: Model, { db }: Fixture): Promise<void> {
  const claim = claimOf(regeneration.id, regeneration.fence);
  const made = new Map<number, string>();
  for (const clipIndex of CLIPS) {
    const key = nextName(model, 'clip');
    const patch = { clip: { key } };
    const write = { clipIndex, take: 0, patch, stage: 'video_generator', api: 'own', costUsd: '0' } as const;
    agree('a take', await saveCheckpoint(db, claim, write), true);
    if (clipIndex === regeneration.clip) Object.assign(regeneration.checkpoint, patch);
    made.set(clipIndex, key);
    await fail(regeneration, { clipIndex, take: 1 }, db);
  }
  agree('the end of takes', await publishRegeneration(db, claim, { message: 'Done!' }), true);
  publishTakes(regeneration, made);
}

async function fail(
  regeneration: ModelRegeneration,
  what: { clipIndex: number; take: number | null },
  db: Fixture['db'],
): Promise<void> {
  const claim = claimOf(regeneration.id, regeneration.fence);
  const failure = { code: 'VIDEO_MODEL_FAILED', message: 'It failed. {charged}', retryable: true } as const;
  const failed = await failClipChange(db, claim, { ...what, ...failure, progress: HALFWAY });
  agree('the failure of a clip', failed, true);
  addEvent(regeneration, 'VIDEO_GENERATING', HALFWAY);
}
