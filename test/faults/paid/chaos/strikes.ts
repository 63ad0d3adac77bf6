import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { LABELS } from '../../../../api/launcher/job-spec.js';
import { assertNever } from '../../../../core/errors.js';
import { CANCEL } from '../../../kit/server/operations.js';
import { until } from '../../../kit/server/until.js';
import type { Fault, Route } from '../../../providers/replicate-faults.js';
import type { ChaosFixture } from './chaos-fixture.js';
import type { SharedFault } from './plan.js';

const ROUTES: readonly Route[] = ['create', 'list', 'get', 'cancel', 'output'];
/** For a process to be back on a busy machine. */
const BACK = { limitMs: 60_000 };

/** Carries out what is planned. Faults of different kinds may meet; one that finds its own kind under way is left out. */
export class Strikes {
  private readonly underWay = new Set<string>();

  constructor(private readonly fixture: ChaosFixture) {}

  /** Resolves when what was struck is back. */
  async strike(fault: SharedFault): Promise<void> {
    const [whom] = fault.what.split(' ') as [string];
    if (this.underWay.has(whom)) return;
    this.underWay.add(whom);
    await this.carryOut(fault);
    this.underWay.delete(whom);
  }

  /** SIGKILL to the runner of a change and to its programs, as soon as there is one. */
  async killRunner(id: string, hasEnded: () => boolean): Promise<void> {
    const { kubernetes } = this.fixture.cluster;
    const jobs = (): string[] =>
      kubernetes
        .jobs()
        .filter(({ metadata }) => metadata.labels[LABELS.regeneration] === id)
        .map(({ metadata }) => metadata.name);
    const kill = (): boolean => {
      const running = jobs().filter((job) =>
        kubernetes.podsOf(job).some(({ status }) => status.phase === 'Running'),
      );
      for (const job of running) kubernetes.runOf(job).kill();
      return running.length > 0;
    };
    await until(() => kill() || hasEnded(), { ...BACK, what: `a runner of ${id}` });
  }

  /** As a user does, who asks again while the api is away. */
  async cancel(id: string, hasEnded: () => boolean): Promise<void> {
    const ask = async (): Promise<boolean> => {
      const answer = await this.fixture.paid.api.send(CANCEL, { id }).catch(() => null);
      return answer !== null && answer.errors === undefined;
    };
    await until(async () => hasEnded() || (await ask()), { ...BACK, what: `the cancellation of ${id}` });
  }

  private async carryOut(fault: SharedFault): Promise<void> {
    switch (fault.what) {
      case 'api killed':
        return await this.killApi();
      case 'database killed':
        this.fixture.postgres.kill();
        return await until(this.fixture.postgres.connects, { ...BACK, what: 'the database' });
      case 'database cut off':
        return await this.cutOffDatabase(fault.ms);
      case 'provider away':
        await this.provider.goAway();
        await sleep(fault.ms);
        return await this.provider.comeBack();
      case 'provider fails':
        return await this.failProvider(fault.fault, fault.ms);
      case 'requests fail':
        return this.provider.faults.once(
          fault.route,
          ...Array.from({ length: fault.times }, () => fault.fault),
        );
      default:
        return assertNever(fault, 'fault');
    }
  }

  private get provider(): ChaosFixture['paid']['provider'] {
    return this.fixture.paid.provider;
  }

  /** Whoever runs it starts it until it stays up: its database may be away. */
  private async killApi(): Promise<void> {
    const { paid } = this.fixture;
    const { process: api } = paid.server;
    const exited = once(api, 'exit');
    api.kill('SIGKILL');
    await exited;
    const restarted = async (): Promise<boolean> =>
      await paid.restart().then(
        () => true,
        () => false,
      );
    await until(restarted, { ...BACK, what: 'the api' });
  }

  private async cutOffDatabase(ms: number): Promise<void> {
    const { toPostgres } = this.fixture;
    toPostgres.refuse(true);
    toPostgres.cut();
    await sleep(ms);
    toPostgres.refuse(false);
  }

  private async failProvider(fault: Fault, ms: number): Promise<void> {
    for (const route of ROUTES) this.provider.faults.always(route, fault);
    await sleep(ms);
    for (const route of ROUTES) this.provider.faults.always(route, null);
  }
}
