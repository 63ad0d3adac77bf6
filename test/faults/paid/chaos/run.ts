import { randomUUID } from 'node:crypto';
import { Semaphore } from '../../../../core/util/semaphore.js';
import { DEMO_USER_ID } from '../../../../core/import/demo-user.js';
import type { PlannedChange } from '../../../../core/regeneration/admission.js';
import { whileAway } from '../../../../runner/database.js';
import { admitChanges, changesRequest } from '../../../kit/rows/admit-changes.js';
import { LIMITS } from '../../../kit/rows/admit.js';
import type { ChaosFixture } from './chaos-fixture.js';
import { clipOf, instructionFor, outcomeOf, type EndedChange, type Outcome } from './outcome.js';
import type { ChangePlan, Plan, SharedStrike } from './plan.js';
import { Strikes } from './strikes.js';
import { Watch } from './watch.js';

/** Changes that are under way together: most of the time each waits. */
const AT_ONCE = 10;
const UNDISTURBED = { videoModel: 'kling_v25_turbo', kills: [], canceled: null, refused: null };
const MANY = 1_000_000;
const NO_LIMITS = {
  ...LIMITS,
  perJobPerHour: MANY,
  perUserPerHour: MANY,
  clipsPerUserPerHour: MANY,
  activePerUser: MANY,
};
const USD: Record<string, string> = { seedance_1_lite: '0.0720', kling_v25_turbo: '0.3500' };

/** Runs all changes of a plan to their ends; returns what each left behind, and what it must have. */
export async function runChaos(fixture: ChaosFixture, plan: Plan): Promise<[Outcome, Outcome][]> {
  const chaos = new Chaos(fixture);
  const changes = await chaos.run(plan).finally(async () => await chaos.end());
  const outcomes: [Outcome, Outcome][] = [];
  for (const change of changes) outcomes.push(await outcomeOf(fixture, change));
  return outcomes;
}

class Chaos {
  private readonly watch: Watch;
  private readonly strikes: Strikes;
  private readonly db: ChaosFixture['paid']['db'];
  /** By the marker in their prompts. */
  private readonly changes = new Map<string, EndedChange>();
  private striking: Promise<unknown> = Promise.resolve();

  constructor(private readonly fixture: ChaosFixture) {
    const { db, provider } = fixture.paid;
    this.db = whileAway(db, new AbortController().signal);
    this.watch = new Watch(db);
    this.strikes = new Strikes(fixture);
    provider.onCreate((input) => {
      const change = this.changes.get(/ ([\w-]{36}) \d{3}\b/.exec(String(input['prompt']))![1]!)!;
      this.watch.posted(change.id);
      return clipOf({ input }) === change.plan.refused ? { end: 'moderated' } : undefined;
    });
  }

  async run({ changes, strikes }: Plan): Promise<EndedChange[]> {
    await this.storeSegments();
    const planned: [ChangePlan, string][] = [];
    for (const change of changes) planned.push([change, await this.fixture.newVideo()]);
    this.striking = Promise.all(strikes.map(async (strike) => await this.strike(strike)));
    // `end` reports its failure. Until then the rejection must not count as unhandled.
    this.striking.catch(() => undefined);
    const turns = new Semaphore(AT_ONCE);
    return await Promise.all(
      planned.map(async (change) => await turns.use(async () => await this.change(...change))),
    );
  }

  /** Those of clips with footage, of clips without, and of new ones: all that copies of the video need. */
  private async storeSegments(): Promise<void> {
    const { clips, paid } = this.fixture;
    await this.change({ ...UNDISTURBED, clips: [0, clips - 1] }, paid.jobId);
  }

  /** Until then shared faults strike, or what was struck comes back. */
  async end(): Promise<void> {
    await this.watch.stop();
    await this.striking;
  }

  private async strike({ kept, fault }: SharedStrike): Promise<void> {
    if (await this.watch.keptInAll(kept)) await this.strikes.strike(fault);
  }

  /** One change, with what befalls it. */
  private async change(plan: ChangePlan, jobId: string): Promise<EndedChange> {
    const change: EndedChange = { plan, id: '', jobId, marker: randomUUID() };
    this.changes.set(change.marker, change);
    change.id = await this.confirm(change);
    const { id } = change;
    this.watch.add(id);
    const hasEnded = (): boolean => this.watch.hasEnded(id);
    const kills = plan.kills.map(async (moment) => {
      if (await this.watch.reached(id, moment)) await this.strikes.killRunner(id, hasEnded);
    });
    const cancel = async ({ canceled }: ChangePlan): Promise<void> => {
      if (canceled !== null && (await this.watch.reached(id, canceled)))
        await this.strikes.cancel(id, hasEnded);
    };
    await Promise.all([...kills, cancel(plan), this.watch.ended(id)]);
    return change;
  }

  private async confirm({
    jobId,
    marker,
    plan: { clips: indexes, videoModel },
  }: EndedChange): Promise<string> {
    const usd = USD[videoModel]!;
    const clips = indexes.map((clipIndex) => ({
      ...{ clipIndex, videoModel, takes: 1, action: 'NEW_SHOT' as const, baseVersionNumber: 1 },
      ...{ templates: [], instruction: instructionFor(marker, clipIndex), estimatedCost: estimate(usd) },
    }));
    const total = (Number(usd) * clips.length).toFixed(4);
    const request = changesRequest(DEMO_USER_ID, jobId, clips, {
      ...{ estimatedCost: estimate(total), idempotencyKey: marker },
    });
    return await admitChanges(this.db, request, { ...NO_LIMITS, budgetUsd: '1000' });
  }
}

const estimate = (usd: string): PlannedChange['estimatedCost'] => ({
  ...{ languageModel: '0.0000', video: usd, recomposition: '0.0000', total: usd, known: true },
});
