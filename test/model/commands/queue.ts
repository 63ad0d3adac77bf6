import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  addQueuedChange,
  confirmQueuedChange,
  moveQueuedChange,
  removeQueuedChange,
  updateQueuedChange,
  type OwnQueuedChange,
} from '../../../core/queue/queue-changes.js';
import { price, queueRequest } from '../../kit/rows/queue-request.js';
import type { Fixture } from '../model-fixture.js';
import { nextName, usd, type Model, type ModelJob, type ModelQueued, type ModelStarter } from '../model.js';
import { isIdle, leave, move } from '../queue.js';
import { agree, pick, Step } from '../step.js';
import { admitPlainly } from './admission.js';

const clipsOfWish = fc.constantFrom([0], [0], [1], [0, 1]);
export const amounts = fc.constantFrom(0, 1000, 4000);
const users = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

const queueChoices = fc.record({
  ...{ user: users, clips: clipsOfWish, quoted: amounts },
  job: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 4),
  key: fc.constantFrom('none', 'none', 'none', 'new', 'used'),
  inputHash: fc.constantFrom('hash', 'hash', 'other'),
});
type QueueChoices = typeof queueChoices extends fc.Arbitrary<infer T> ? T : never;

const isFree = ({ status, queue: waits }: ModelJob): boolean =>
  status !== 'regenerating' && waits.length === 0;

/** Changes of a video that wait for one that is under way, or for those that wait already. */
export const behind = fc
  .record({
    job: fc.constantFrom(0, 0, 0, 1),
    wishes: fc.array(fc.tuple(clipsOfWish, amounts), { minLength: 1, maxLength: 3 }),
  })
  .map(
    ({ job, wishes }) =>
      new Step(
        `queue ${JSON.stringify(wishes)} behind a change of job ${job}`,
        () => true,
        async (model, fixture) => {
          if (isFree(model.jobs[job]!)) await admitPlainly({ job, retry: null }, model, fixture);
          const plain = { user: 0, job, key: 'none', inputHash: 'hash' } as const;
          for (const [clips, quoted] of wishes) await queue({ ...plain, clips, quoted }, model, fixture);
        },
      ),
  );

/** Anybody asks for a change that may have to wait. */
export const queueChange = queueChoices.map(
  (chosen) =>
    new Step(
      `queue(${JSON.stringify(chosen)})`,
      (model) => chosen.key !== 'used' || knownKeys(model).length > 0,
      async (model, fixture) => await queue(chosen, model, fixture),
    ),
);

async function queue(chosen: QueueChoices, model: Model, { db, users: ids }: Fixture): Promise<void> {
  const { user, clips, quoted, inputHash } = chosen;
  const job = model.jobs[chosen.job] ?? null;
  const key = keyOf(chosen, model);
  const asked = { quoted: price(usd(quoted)), idempotencyKey: key, inputHash };
  const answer = await addQueuedChange(db, queueRequest(ids[user]!, job?.id ?? randomUUID(), clips, asked));
  const waits = model.jobs.filter(({ owner }) => owner === user).flatMap((each) => each.queue);
  const known = key === null ? undefined : waits.find((each) => each.key === key);
  const began =
    key === null
      ? undefined
      : model.regenerations.find((each) => each.job.owner === user && each.key === key);
  agree('queueing', answer.outcome, outcomeOfQueueing(job, chosen, (known ?? began)?.inputHash));
  if (answer.outcome === 'REPLAYED')
    agree('the same key', [answer.queuedId, answer.regenerationId], [known?.id ?? null, began?.id ?? null]);
  if (answer.outcome !== 'QUEUED') return;
  const added = { clips, key, inputHash, quoted, id: answer.queuedId!, state: 'WAITING' } as const;
  job!.queue.push({ ...added, revision: 1, asked: null, isHeld: false });
}

function keyOf({ key, job, quoted }: QueueChoices, model: Model): string | null {
  if (key === 'none') return null;
  return key === 'new' ? nextName(model, 'key') : pick(knownKeys(model), job + quoted);
}

const knownKeys = ({ jobs, regenerations }: Readonly<Model>): (string | null)[] => [
  ...regenerations.map(({ key }) => key),
  ...jobs.flatMap((job) => job.queue.map(({ key }) => key)),
];

function outcomeOfQueueing(
  job: ModelJob | null,
  { user, clips, inputHash }: QueueChoices,
  before: string | undefined,
): string {
  if (job === null) return 'NOT_FOUND';
  if (job.owner !== user) return 'FORBIDDEN';
  if (before !== undefined) return before === inputHash ? 'REPLAYED' : 'IDEMPOTENCY_KEY_REUSED';
  return isIdle(job, clips) ? 'IDLE' : 'QUEUED';
}

export const waiting = (model: Readonly<Model>): { job: ModelJob; queued: ModelQueued }[] =>
  model.jobs.flatMap((job) => job.queue.map((queued) => ({ job, queued })));

type Edit = (
  db: Fixture['db'],
  own: OwnQueuedChange,
  job: ModelJob,
  queued: ModelQueued,
) => {
  really: () => Promise<boolean>;
  predicted: () => void;
};

/** Somebody changes a queue, or tries to. */
const editing = (name: string, { of, user }: { of: number; user: number }, edit: Edit): Step =>
  new Step(
    `${name}(${of}, user ${user})`,
    (model) => waiting(model).length > 0,
    async (model, { db, users: ids }) => {
      const { job, queued } = pick(waiting(model), of);
      const { really, predicted } = edit(db, { id: queued.id, userId: ids[user]! }, job, queued);
      agree(name, await really(), job.owner === user);
      if (job.owner === user) predicted();
    },
  );

const edited = fc.record({ of: fc.nat(), user: users });

export const moveQueued = fc.tuple(edited, fc.integer({ min: -1, max: 4 })).map(([chosen, place]) =>
  editing(`move to ${place}`, chosen, (db, own, job, queued) => ({
    really: async () => await moveQueuedChange(db, own, place),
    predicted: () => move(job, queued, place),
  })),
);

export const removeQueued = edited.map((chosen) =>
  editing('remove', chosen, (db, own, job, queued) => ({
    really: async () => await removeQueuedChange(db, own),
    predicted: () => leave(job, queued),
  })),
);

export const rewordQueued = fc.tuple(edited, clipsOfWish, amounts).map(([chosen, clips, quoted]) =>
  editing(`reword for clips ${clips.join()} at ${quoted}`, chosen, (db, own, job, queued) => ({
    really: async () =>
      await updateQueuedChange(
        db,
        own,
        queueRequest(own.userId, job.id, clips, { quoted: price(usd(quoted)) }),
      ),
    predicted: () => reworded(queued, clips, quoted),
  })),
);

function reworded(queued: ModelQueued, clips: readonly number[], quoted: number): void {
  Object.assign(queued, { clips, quoted, state: 'WAITING', asked: null, isHeld: false });
  queued.revision += 1;
}

/** Its owner asks for the same in other words. */
export async function reword(
  queued: ModelQueued,
  { job }: ModelStarter,
  { db, users: ids }: Fixture,
): Promise<void> {
  const own = { id: queued.id, userId: ids[job.owner]! };
  const wish = queueRequest(own.userId, job.id, queued.clips, { quoted: price(usd(queued.quoted)) });
  agree('reword', await updateQueuedChange(db, own, wish), true);
  reworded(queued, queued.clips, queued.quoted);
}

export const confirmQueued = edited.map((chosen) =>
  editing('confirm', chosen, (db, own, _job, queued) => ({
    really: async () => await confirmQueuedChange(db, own),
    predicted: () => {
      if (queued.state === 'ASKS') queued.revision += 1;
      const { asked, quoted } = queued;
      Object.assign(queued, { state: 'WAITING', quoted: asked ?? quoted, asked: null, isHeld: false });
    },
  })),
);
