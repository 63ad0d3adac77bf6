import type { KubernetesLauncher } from '../../../api/launcher/kubernetes/kubernetes.js';
import { ApiStatus, forbidden, invalid, quotaOfJobs } from '../../kit/kubernetes/api-server/status.js';
import { LEAST_PRIVILEGE } from '../../kit/kubernetes/api-server/api.js';
import type { KubernetesOptions, TestKubernetes } from '../../kit/kubernetes/start.js';
import { until } from '../../kit/server/until.js';
import { createLauncher, startCluster } from './on-kubernetes.js';
import { Probe, request } from './probe.js';

let kubernetes: TestKubernetes;
let launcher: KubernetesLauncher;
let probe: Probe;

async function begin(options: KubernetesOptions = {}): Promise<void> {
  kubernetes = await startCluster(options);
  const timing = { podlessMs: 200, askAgainMs: 200, recheckMs: 100, relistMs: 200 };
  launcher = createLauncher(kubernetes.kubeconfigPath, { timing });
  probe = new Probe(launcher);
  await launcher.start();
  await probe.untilJobs((jobs) => jobs !== null);
}
afterEach(async () => {
  await launcher.stop();
  await kubernetes.close();
});

const untilProblem = async (sentence: RegExp): Promise<void> =>
  await until(() => sentence.test(launcher.problem() ?? ''), { what: String(sentence) });
const untilNone = async (): Promise<void> =>
  await until(() => launcher.problem() === null, { what: 'the end of the problem' });

async function running(): Promise<string> {
  const wanted = request();
  expect(await probe.launch(wanted)).toBe('launched');
  await probe.untilPhase(wanted.name, 'running');
  return wanted.name;
}

describe('a problem of rights or settings is taken back, though nothing is launched or deleted', () => {
  it('once Jobs may be created again, and no Job comes of finding out', async () => {
    await begin();
    kubernetes.faults.createRefused = forbidden('create', 'jobs', 'clips');
    await expect(launcher.launch(request())).rejects.toThrow(/may not create jobs/);
    await untilProblem(/may not create jobs.*check its Role/);
    const asked = kubernetes.requests.length;
    await until(() => kubernetes.requests.slice(asked).some(({ verb }) => verb === 'create'));
    expect(launcher.problem()).toMatch(/may not create jobs/);
    kubernetes.faults.createRefused = null;
    await untilNone();
    expect(kubernetes.jobs()).toEqual([]);
  });

  it.each([
    ['a quota stands in the way now', quotaOfJobs('x')],
    ['a rule stands in the way now', invalid('x', 'not from our registry')],
  ])('once Jobs may be created, even where %s', async (_, refusal) => {
    await begin();
    kubernetes.faults.createRefused = forbidden('create', 'jobs', 'clips');
    await expect(launcher.launch(request())).rejects.toThrow();
    kubernetes.faults.createRefused = refusal;
    await untilNone();
  });

  it('once Jobs may be deleted again, and the Job is left alone', async () => {
    const permissions = LEAST_PRIVILEGE.filter((one) => one !== 'delete jobs');
    await begin({ permissions });
    const name = await running();
    await expect(launcher.delete(name)).rejects.toThrow(/may not delete jobs/);
    await untilProblem(/may not delete jobs/);
    permissions.push('delete jobs');
    await untilNone();
    expect(kubernetes.job(name).metadata.deletionTimestamp).toBeUndefined();
  });

  it('once an API server that has restarted knows its roles again', async () => {
    await begin();
    await running();
    kubernetes.faults.storm = forbidden('any', 'jobs', 'clips');
    kubernetes.cutConnections();
    await expect(launcher.launch(request())).rejects.toThrow();
    await untilProblem(/may not/);
    kubernetes.faults.storm = null;
    await untilNone();
  });

  it('not while the API server cannot be reached', async () => {
    await begin();
    kubernetes.faults.createRefused = forbidden('create', 'jobs', 'clips');
    await expect(launcher.launch(request())).rejects.toThrow();
    kubernetes.faults.storm = new ApiStatus(503, 'ServiceUnavailable', 'starting');
    await kubernetes.goAway();
    await untilProblem(/cannot be reached/);
    await kubernetes.open();
    kubernetes.faults.storm = null;
    await untilProblem(/may not create jobs/);
  });
});

describe('what keeps runners from starting', () => {
  const WEBHOOK_AWAY =
    'Internal error occurred: failed calling webhook "validate.policy.example": failed to call webhook: Post "https://policy.policy.svc:443/validate?timeout=10s": dial tcp 10.96.0.12:443: connect: connection refused';

  it('is waited for where a policy engine does not answer, and no rule', async () => {
    await begin();
    kubernetes.faults.podsRefused = WEBHOOK_AWAY;
    const wanted = request();
    await probe.launch(wanted);
    const waiting = await probe.until(wanted.name, (job) => job !== undefined && job.waiting !== null);
    expect(waiting?.waiting).toEqual({ reason: 'unreachable', detail: `Error creating: ${WEBHOOK_AWAY}` });
    kubernetes.faults.podsRefused = null;
    await probe.untilPhase(wanted.name, 'running');
  });

  it.each([
    ['denies the pod', 'admission webhook "validate.policy.example" denied the request: image is not signed'],
    ['comes back and denies the pod', WEBHOOK_AWAY],
  ])('is a rejection in its words where a policy engine %s', async (_, first) => {
    const DENIED = 'admission webhook "validate.policy.example" denied the request: image is not signed';
    await begin();
    kubernetes.faults.podsRefused = first;
    const wanted = request();
    await probe.launch(wanted);
    await probe.until(wanted.name, (job) => job !== undefined && job.waiting !== null);
    kubernetes.faults.podsRefused = DENIED;
    await probe.until(wanted.name, (job) => job?.waiting?.reason === 'rejected');
    await untilProblem(/^The rules of RUNNER_NAMESPACE clips refuse runners: .*image is not signed$/);
    kubernetes.faults.podsRefused = null;
    await probe.untilPhase(wanted.name, 'running');
    await untilNone();
  });

  it('is named where a rule refuses the Job itself, until one is admitted', async () => {
    await begin();
    kubernetes.faults.createRefused = invalid('x', 'not from our registry');
    expect((await launcher.launch(request())).outcome).toBe('refused');
    await untilProblem(/refuse runners: .*not from our registry/);
    kubernetes.faults.createRefused = null;
    await running();
    await untilNone();
  });
});

describe('why a runner was lost', () => {
  it('is memory where it was killed for that; the setting is named until a runner succeeds', async () => {
    await begin();
    const name = await running();
    kubernetes.runOf(name).killForMemory();
    const loss = { reason: 'memory', detail: 'OOMKilled' };
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 137, loss });
    await untilProblem(/raise RUNNER_MEMORY \(256Mi\)/);
    const next = request(2);
    await probe.launch(next);
    expect(await probe.untilPhase(next.name, 'succeeded')).toMatchObject({ loss: null });
    await untilNone();
  });

  it('is disk where the machine evicted it for what it wrote', async () => {
    await begin();
    const name = await running();
    kubernetes
      .runOf(name)
      .evict('Pod ephemeral local storage usage exceeds the total limit of containers 256Mi. ');
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ loss: { reason: 'disk' } });
    await untilProblem(/raise RUNNER_DISK \(256Mi\)/);
  });

  it('is an eviction where it was drained, and no problem before it is one after another', async () => {
    await begin();
    for (let evicted = 1; evicted <= 3; evicted++) {
      expect(launcher.problem()).toBeNull();
      const name = await running();
      await kubernetes.evict(name);
      await probe.until(name, (job) => job?.phase === 'failed' && job.loss?.reason === 'evicted');
    }
    await untilProblem(/evicts runners one after another/);
  });

  it('is unknown where it crashed by itself', async () => {
    await begin();
    const wanted = request(3);
    await probe.launch(wanted);
    expect(await probe.untilPhase(wanted.name, 'failed')).toMatchObject({ exitCode: 3, loss: null });
    expect(launcher.problem()).toBeNull();
  });
});
