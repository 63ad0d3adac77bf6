import fc from 'fast-check';
import {
  acceptPaidCall,
  describePaidCall,
  openPaidCall,
  repostPaidCall,
  settlePaidCall,
  type OpenedCall,
} from '../../../core/regeneration/ledger.js';
import type { Stage } from '../../../core/regeneration/lifecycle.js';
import {
  holds,
  nextName,
  openCallOf,
  usd,
  type Model,
  type ModelCall,
  type ModelRegeneration,
  type ModelRunner,
} from '../model.js';
import type { Finish } from '../provider.js';
import { agree } from '../step.js';
import { settle } from '../transitions.js';
import type { Fixture } from '../model-fixture.js';
import { agreeFenced, byRunner } from './by-runner.js';
import { claimOf } from '../../kit/rows/claim.js';

/**
 * What happens to a POST: it never arrives, its reply is lost, or it is answered. A crash looks like the first two.
 */
const posts = fc.constantFrom('lost', 'reply lost', 'answered', 'answered', 'answered');
type Post = typeof posts extends fc.Arbitrary<infer T> ? T : never;

const PAID_STAGES = ['prompt_generator', 'video_generator', 'video_generator'] as const;

/** A runner whose checkpoint has a step's result does not pay for that step again; one that restores pays for nothing. */
const isPaid = ({ regeneration: { checkpoint, restores } }: ModelRunner, stage: Stage): boolean =>
  restores !== null || (stage === 'video_generator' ? checkpoint.clip : checkpoint.prompt) !== undefined;

export const openCall = fc
  .tuple(fc.nat(), fc.constantFrom(...PAID_STAGES), fc.constantFrom(1000, 3000), posts)
  .map(([choice, stage, price, reply]) =>
    byRunner(
      `open ${stage} at ${price}, POST ${reply}`,
      choice,
      async (runner, model, fixture) => await open(runner, stage, price, reply, model, fixture),
      (runner) => !isPaid(runner, stage),
    ),
  );

async function open(
  runner: ModelRunner,
  stage: Stage,
  price: number,
  reply: Post,
  model: Model,
  { db }: Fixture,
): Promise<void> {
  const { regeneration, fence } = runner;
  const claimed = claimOf(regeneration.id, fence);
  const opened = await openPaidCall(db, claimed, stage, 'provider', usd(price));
  const outcome = openOutcome(runner, stage, price);
  const what = outcome === 'OPEN' ? 'INTENT of an earlier attempt is found again' : 'a paid call is opened';
  agreeFenced(what, runner, opened.outcome, outcome);
  if (!('call' in opened)) return;
  const { id } = opened.call;
  runner.externalId = null;
  if (opened.outcome === 'OPEN') {
    const call = takeOver(runner, stage, opened);
    runner.call = call;
    // The previous holder wakes, and asks for something else.
    for (const each of model.runners.filter((other) => other.call === call)) await describe(each, call, db);
    return;
  }
  const inLedger = await db.paidCall.count({ where: { id, state: 'intent' } });
  agree('INTENT is in the ledger before the POST', inLedger, 1);
  runner.call = {
    ...{ id, stage, fence, state: 'intent', posts: 1, ambiguous: false, externalId: null },
    ...{ estimated: price, cost: null, outcome: null },
  };
  regeneration.calls.push(runner.call);
  await describe(runner, runner.call, db);
  post(runner, runner.call, reply, model);
}

function openOutcome(runner: ModelRunner, stage: Stage, price: number): OpenedCall['outcome'] {
  const { regeneration } = runner;
  if (!holds(runner)) return 'STALE';
  if (openCallOf(regeneration, stage) !== undefined) return 'OPEN';
  const done = regeneration.calls.filter((call) => call.stage === stage && call.state === 'settled');
  if (done.some((call) => call.cost !== 0 || call.outcome === 'succeeded')) return 'OVER_RESERVATION';
  return isOverReserved(regeneration, stage, price) ? 'OVER_RESERVATION' : 'NEW';
}

/**
 * Something was charged, and this step would go beyond what was agreed to by more than a tenth and 5 cents, or beyond
 * the budget. A step counts as what the user saw for it, where that is less: all admissions here are for the video.
 */
function isOverReserved({ job, cost, reserved }: ModelRegeneration, stage: Stage, price: number): boolean {
  const agreed = stage === 'video_generator' ? reserved : 0;
  const left = Math.max(0, job.budget - job.total - job.reserved);
  const grace = Math.min(reserved * 0.1 + 500, left);
  return cost > 0 && cost + Math.min(price, agreed) > reserved + grace;
}

/** This fence takes over an earlier attempt's open call, with everything that is known about it. */
function takeOver(
  runner: ModelRunner,
  stage: Stage,
  opened: Extract<OpenedCall, { call: unknown }>,
): ModelCall {
  const call = openCallOf(runner.regeneration, stage)!;
  const { id, externalId, posts: made } = opened.call;
  agree('the open call that is taken over', [id, externalId, made], [call.id, call.externalId, call.posts]);
  call.fence = runner.fence;
  runner.externalId = call.externalId;
  return call;
}

/** The request of a POST is stored before it. */
async function describe(runner: ModelRunner, call: ModelCall, db: Fixture['db']): Promise<void> {
  const wins = call.fence === runner.fence && call.state === 'intent';
  const described = await describePaidCall(db, claimOf(runner.regeneration.id, runner.fence), call.id, {
    seed: call.posts,
  });
  agreeFenced('a description', runner, described, wins);
}

function post(runner: ModelRunner, call: ModelCall, reply: Post, { provider }: Model): void {
  if (reply === 'lost') return;
  const id = provider.post(call.id, call.estimated);
  if (reply === 'answered') runner.externalId = id;
}

const knowsNoId = ({ call, externalId }: ModelRunner): boolean => call !== null && externalId === null;
export const knowsId = ({ call, externalId }: ModelRunner): boolean => call !== null && externalId !== null;

/** It asks the provider about its POST. */
export const find = fc.nat().map((choice) =>
  byRunner(
    'find at the provider',
    choice,
    async (runner, { provider }) => {
      runner.externalId = provider.find(runner.call!.id);
    },
    knowsNoId,
  ),
);

/** The provider's list did not contain it, rightly or not: one more POST. */
export const repost = fc.tuple(fc.nat(), posts).map(([choice, reply]) =>
  byRunner(
    `POST again, ${reply}`,
    choice,
    async (runner, model, { db }) => {
      const call = runner.call!;
      const wins = owns(runner, call) && call.state === 'intent' && call.posts < 2;
      agreeFenced(
        'a second POST',
        runner,
        await repostPaidCall(db, claimOf(runner.regeneration.id, runner.fence), call.id),
        wins,
      );
      if (!wins) return;
      Object.assign(call, { posts: 2, ambiguous: true });
      post(runner, call, reply, model);
    },
    knowsNoId,
  ),
);

const owns = (runner: ModelRunner, call: ModelCall): boolean => holds(runner) && call.fence === runner.fence;

export const accept = fc.nat().map((choice) =>
  byRunner(
    'keep the provider’s id',
    choice,
    async (runner, _, { db }) => {
      const [call, externalId] = [runner.call!, runner.externalId!];
      const fits = call.state === 'intent' || (call.state === 'accepted' && call.externalId === externalId);
      const wins = owns(runner, call) && fits;
      agreeFenced(
        'an acceptance',
        runner,
        await acceptPaidCall(db, claimOf(runner.regeneration.id, runner.fence), call.id, externalId),
        wins,
      );
      if (wins) Object.assign(call, { state: 'accepted', externalId });
    },
    knowsId,
  ),
);

/** The prediction ends, and the runner books it with what it made. */
export const settleCall = fc
  .tuple(fc.nat(), fc.constantFrom<Finish>('succeeded', 'succeeded', 'failed'))
  .map(([choice, wanted]) =>
    byRunner(
      `settle as ${wanted}`,
      choice,
      async (runner, model, fixture) => await book(runner, wanted, model, fixture),
      knowsId,
    ),
  );

/** Ends the prediction, and books its charge with what it made; a run that stops keeps nothing. */
export async function book(
  runner: ModelRunner,
  wanted: Finish,
  model: Model,
  { db }: Fixture,
): Promise<void> {
  const { regeneration, fence } = runner;
  const call = runner.call!;
  const { outcome, charge } = model.provider.finish(runner.externalId!, wanted);
  const kept = outcome === 'succeeded' && wanted !== 'canceled';
  const patch = kept ? resultOf(call.stage, nextName(model, 'result')) : {};
  const wins = owns(runner, call) && call.state !== 'settled';
  const settled = await settlePaidCall(db, claimOf(regeneration.id, fence), call.id, {
    outcome,
    costUsd: usd(charge),
    patch,
  });
  agreeFenced('a settlement', runner, settled, wins);
  if (!wins) return;
  settle(regeneration, call, outcome, charge);
  Object.assign(regeneration.checkpoint, patch);
  Object.assign(runner, { call: null, externalId: null });
}

const resultOf = (stage: Stage, name: string): Record<string, unknown> =>
  stage === 'video_generator' ? { clip: { key: name } } : { prompt: { text: name } };
