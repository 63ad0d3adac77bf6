import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesLauncher } from '../../../api/launcher/kubernetes/kubernetes.js';
import type { LaunchRequest } from '../../../api/launcher/launcher.js';
import type { KubernetesOptions, TestKubernetes } from '../../kit/kubernetes/start.js';
import { ApiStatus } from '../../kit/kubernetes/api-server/status.js';
import { until } from '../../kit/server/until.js';
import { createLauncher, startCluster, type LauncherChange } from './on-kubernetes.js';
import { Probe, request } from './probe.js';

let kubernetes: TestKubernetes;
let launcher: KubernetesLauncher;
let probe: Probe;

async function begin(options: KubernetesOptions = {}, change: LauncherChange = {}): Promise<void> {
  kubernetes = await startCluster(options);
  launcher = createLauncher(kubernetes.kubeconfigPath, change);
  probe = new Probe(launcher);
  await launcher.start();
}
const ready = async (): Promise<void> => await probe.untilJobs((jobs) => jobs !== null);
afterEach(async () => {
  await launcher.stop();
  await kubernetes.close();
});

/** Why a Job cannot be made; empty where it was. */
const refusalOf = async (wanted: LaunchRequest): Promise<string> =>
  await launcher.launch(wanted).then(
    () => '',
    (error: Error) => error.message,
  );

async function running(): Promise<LaunchRequest> {
  const wanted = request();
  expect(await probe.launch(wanted)).toBe('launched');
  await probe.untilPhase(wanted.name, 'running');
  return wanted;
}

const requestsOf = (verb: string, resource: string): number =>
  kubernetes.requests.filter((seen) => seen.verb === verb && seen.resource === resource).length;

describe('a launch whose outcome is unknown', () => {
  it('makes one Job when the first create succeeded without an answer', async () => {
    await begin({}, { timing: { requestMs: 500 } });
    await ready();
    kubernetes.faults.createUnanswered = true;
    const wanted = request();
    await expect(launcher.launch(wanted)).rejects.toThrow(/cannot be reached/);
    kubernetes.faults.createUnanswered = false;
    expect(await probe.launch(wanted)).toBe('launched');
    await probe.untilPhase(wanted.name, 'running');
    expect(kubernetes.jobs()).toHaveLength(1);
    expect(kubernetes.podsOf(wanted.name)).toHaveLength(1);
  });

  it('is one Job when several replicas launch it at once', async () => {
    await begin();
    const other = createLauncher(kubernetes.kubeconfigPath);
    const wanted = request();
    const outcomes = await Promise.all([launcher.launch(wanted), other.launch(wanted)]);
    expect(outcomes).toEqual([{ outcome: 'launched' }, { outcome: 'launched' }]);
    expect(kubernetes.jobs()).toHaveLength(1);
    await other.stop();
  });
});

describe('a cluster that has too much to do', () => {
  it('is left alone for as long as it asks (429), and then asked again', async () => {
    await begin();
    await ready();
    kubernetes.faults.storm = new ApiStatus(429, 'TooManyRequests', 'slow down', { 'Retry-After': '1' });
    await expect(launcher.launch(request())).rejects.toThrow(/slow down/);
    kubernetes.faults.storm = null;
    await expect(launcher.launch(request())).rejects.toThrow(/asked for no requests for another 1 s/);
    expect(requestsOf('create', 'jobs')).toBe(1);
    await sleep(1000);
    await running();
  });

  it('is asked less and less often while it answers 500, and nothing is doubled afterwards', async () => {
    await begin({}, { timing: { relistMs: 50 } });
    const { name } = await running();
    kubernetes.faults.storm = new ApiStatus(500, 'InternalError', 'etcd is away');
    kubernetes.cutConnections();
    const before = kubernetes.requests.length;
    // A request on a connection whose cut has not been noticed yet only reports that.
    const wanted = request();
    await until(async () => (await refusalOf(wanted)).includes('etcd is away'));
    await sleep(2000);
    // Two lists and two watches that fail without a pause would be thousands.
    expect(kubernetes.requests.length - before).toBeLessThan(40);
    expect((await probe.job(name))?.phase).toBe('running');
    kubernetes.faults.storm = null;
    const next = await running();
    expect(kubernetes.jobs().map(({ metadata }) => metadata.name)).toEqual([name, next.name]);
  });
});

describe('what the launcher knows of Jobs', () => {
  it('is nothing once the cluster has been away for long, and everything when it is back', async () => {
    await begin({}, { timing: { relistMs: 100, staleMs: 600 } });
    await ready();
    const { name } = await running();
    await kubernetes.goAway();
    // A list that began before it went away may be late to fail.
    while ((await launcher.jobs()) !== null || launcher.problem() === null) await sleep(50);
    expect(launcher.problem()).toMatch(/cannot be reached: check KUBECONFIG/);
    await expect(launcher.launch(request())).rejects.toThrow(/cannot be reached/);
    kubernetes.runOf(name).kill();
    await kubernetes.open();
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 137 });
    expect(launcher.problem()).toBeNull();
  });

  it('is nothing before the first list', async () => {
    kubernetes = await startCluster();
    launcher = createLauncher(kubernetes.kubeconfigPath);
    probe = new Probe(launcher);
    expect(await launcher.jobs()).toBeNull();
  });

  it('never lacks a Job that is there while the cluster forgets its history (410 Gone)', async () => {
    await begin();
    await ready();
    const { name } = await running();
    const lists = requestsOf('list', 'jobs');
    let absent = false;
    launcher.onChange(() => void probe.job(name).then((job) => (absent ||= job === undefined)));
    kubernetes.compact();
    while (requestsOf('list', 'jobs') === lists) {
      absent ||= (await probe.job(name)) === undefined;
      await sleep(5);
    }
    expect(absent).toBe(false);
    probe = new Probe(launcher);
    kubernetes.runOf(name).kill();
    await probe.untilPhase(name, 'failed');
  });

  it('comes from a list where a watch has stalled without a word', async () => {
    await begin({}, { timing: { relistMs: 300 } });
    await ready();
    const { name } = await running();
    kubernetes.faults.watchesStalled = true;
    kubernetes.runOf(name).kill();
    await probe.untilPhase(name, 'failed');
  });

  it('comes from a new watch where the old one has been silent for too long', async () => {
    await begin({}, { timing: { relistMs: 600_000, watchIdleMs: 500 } });
    await ready();
    const { name } = await running();
    kubernetes.faults.watchesStalled = true;
    kubernetes.runOf(name).kill();
    while (requestsOf('watch', 'pods') < 3) await sleep(50);
    kubernetes.faults.watchesStalled = false;
    await probe.untilPhase(name, 'failed');
  });

  it('is brought by two watches and no more, however often they are cut', async () => {
    await begin();
    await ready();
    await running();
    for (let cuts = 0; cuts < 5; cuts++) {
      kubernetes.cutConnections();
      await sleep(200);
    }
    await running();
    while (kubernetes.openWatches < 2) await sleep(20);
    await sleep(1000);
    expect(kubernetes.openWatches).toBe(2);
  });

  it('includes the Jobs that another replica has launched', async () => {
    await begin();
    await ready();
    const other = createLauncher(kubernetes.kubeconfigPath);
    const wanted = request();
    await other.launch(wanted);
    await probe.untilPhase(wanted.name, 'running');
    await other.stop();
  });
});

describe('what an operator must fix', () => {
  it('is named where the cluster does not know us (401)', async () => {
    await begin({}, { token: 'stolen' });
    await expect(launcher.launch(request())).rejects.toThrow(/credentials: check KUBECONFIG/);
    expect(launcher.problem()).toMatch(/credentials: check KUBECONFIG/);
    expect(await launcher.jobs()).toBeNull();
  });

  it('is named where we may not create Jobs (403)', async () => {
    await begin({ permissions: ['list jobs', 'list pods', 'watch jobs', 'watch pods'] });
    await expect(launcher.launch(request())).rejects.toThrow(/may not create jobs in RUNNER_NAMESPACE clips/);
    expect(launcher.problem()).toMatch(/check its Role/);
  });

  it('is named where we may not watch pods (403)', async () => {
    await begin({ permissions: ['list jobs', 'list pods', 'watch jobs'] });
    while (launcher.problem() === null) await sleep(20);
    expect(launcher.problem()).toMatch(/may not watch pods in RUNNER_NAMESPACE clips/);
  });

  it('is named where the namespace does not exist (404)', async () => {
    await begin({}, { settings: { namespace: 'elsewhere' } });
    await expect(launcher.launch(request())).rejects.toThrow(
      /RUNNER_NAMESPACE elsewhere: does the namespace exist/,
    );
    expect(launcher.problem()).toMatch(/elsewhere/);
  });
});

describe('stopping', () => {
  it('ends requests and watches that hang, at once', async () => {
    await begin();
    kubernetes.faults.silent = true;
    const launching = launcher.launch(request());
    await sleep(100);
    const stopped = Date.now();
    await Promise.all([launcher.stop(), expect(launching).rejects.toThrow()]);
    // A request that is not ended times out after 10 s.
    expect(Date.now() - stopped).toBeLessThan(5000);
  });
});
