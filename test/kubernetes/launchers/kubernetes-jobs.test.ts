import { readFileSync } from 'node:fs';
import type { KubernetesLauncher } from '../../../api/launcher/kubernetes/kubernetes.js';
import type { LaunchRequest } from '../../../api/launcher/launcher.js';
import type { KubernetesOptions, TestKubernetes } from '../../kit/kubernetes/start.js';
import { invalid, quotaOfJobs } from '../../kit/kubernetes/api-server/status.js';
import { createLauncher, startCluster, type LauncherChange } from './on-kubernetes.js';
import { until } from '../../kit/server/until.js';
import { Probe, request } from './probe.js';

let kubernetes: TestKubernetes;
let launcher: KubernetesLauncher;
let probe: Probe;

async function begin(options: KubernetesOptions = {}, change: LauncherChange = {}): Promise<void> {
  kubernetes = await startCluster(options);
  launcher = createLauncher(kubernetes.kubeconfigPath, {
    timing: { podlessMs: 200, askAgainMs: 500 },
    ...change,
  });
  probe = new Probe(launcher);
  await launcher.start();
  await probe.untilJobs((jobs) => jobs !== null);
}
afterEach(async () => {
  await launcher.stop();
  await kubernetes.close();
});

async function launch(...args: Parameters<typeof request>): Promise<LaunchRequest> {
  const wanted = request(...args);
  expect(await probe.launch(wanted)).toBe('launched');
  return wanted;
}

/** Resolves when it stands still: of two signals that wait for a busy machine, SIGTERM comes before SIGSTOP. */
async function pauseProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  // The state follows the name, which stands in parentheses.
  await until(() => / T \d/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')), { what: `${pid} stands still` });
}

describe('a Job on Kubernetes', () => {
  it('carries labels that kubectl can select and show', async () => {
    await begin();
    const { name, regenerationId, jobId } = await launch(1, { clipIndexes: [0] });
    expect(kubernetes.job(name).metadata.labels).toEqual({
      'app.kubernetes.io/name': 'clip-chatbot-runner',
      'app.kubernetes.io/managed-by': 'clip-chatbot',
      'clip-chatbot/regeneration': regenerationId,
      'clip-chatbot/attempt': '1',
      'clip-chatbot/job': jobId,
      'clip-chatbot/clip': '0',
    });
  });

  it('ends after one pod where the exit code says that another would fail alike', async () => {
    await begin();
    const { name } = await launch(64);
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 64 });
    expect(kubernetes.podsOf(name)).toHaveLength(1);
    expect(kubernetes.job(name).status.conditions?.[0]?.reason).toBe('PodFailurePolicy');
  });

  it('gets another pod when one was refused by its twin (75), and is not ended by it', async () => {
    await begin({ secondMs: 20 });
    const { name } = await launch(75);
    await probe.until(name, () => kubernetes.podsOf(name).length > 1);
    expect((await probe.job(name))?.phase).not.toBe('failed');
  });

  it('has ended without an exit code beyond its deadline: the pod is gone', async () => {
    await begin({ secondMs: 10 });
    const { name } = await launch(1, { deadlineSeconds: 1 });
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: null });
    expect(kubernetes.podsOf(name)).toEqual([]);
  });

  it('ends with 137 out of memory', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    kubernetes.runOf(name).killForMemory();
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 137 });
  });

  it('ends with 143 when its pod is evicted: what follows is another attempt', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    await kubernetes.evict(name);
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 143 });
  });

  it('still runs while its machine is not heard of', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    kubernetes.loseNode(name);
    const twin = await launch();
    await probe.untilPhase(twin.name, 'running');
    expect((await probe.job(name))?.phase).toBe('running');
  });

  it('still runs while it is being deleted, until its pod has stopped', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    const { pid } = kubernetes.runOf(name);
    await pauseProcess(pid!);
    await launcher.delete(name);
    const twin = await launch(2);
    await probe.untilPhase(twin.name, 'succeeded');
    expect((await probe.job(name))?.phase).toBe('running');
    process.kill(pid!, 'SIGCONT');
    await probe.untilPhase(name, 'failed');
  });

  it('runs on where somebody has deleted it, and has ended once its pod is gone', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    const { pid } = kubernetes.runOf(name);
    await pauseProcess(pid!);
    const deletion = kubernetes.deleteJob(name);
    const twin = await launch(2);
    await probe.untilPhase(twin.name, 'succeeded');
    expect((await probe.job(name))?.phase).toBe('running');
    process.kill(pid!, 'SIGCONT');
    await deletion;
    await probe.untilPhase(name, 'failed');
  });

  it('is listed as ended for a while after it is gone, then it is absent', async () => {
    const timing = { relistMs: 50, deletedKeptMs: 500 };
    await begin({ secondMs: 20 }, { settings: { ttlSeconds: 20 }, timing });
    const { name } = await launch(2);
    await probe.untilPhase(name, 'succeeded');
    await until(() => kubernetes.jobs().every(({ metadata }) => metadata.name !== name));
    expect((await probe.job(name))?.phase).toBe('succeeded');
    await probe.until(name, (job) => job === undefined);
  });

  it('runs as long as one of its pods does, where the cluster has started two', async () => {
    await begin();
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    kubernetes.faults.unschedulable = 'no room for a second one';
    kubernetes.addSecondPod(name);
    const later = await launch();
    await probe.until(later.name, (job) => job?.waiting?.reason === 'capacity');
    expect(kubernetes.podsOf(name)).toHaveLength(2);
    expect(await probe.job(name)).toMatchObject({ phase: 'running', waiting: null });
  });
});

describe('the end of a Job that has changed since it was last seen', () => {
  const behind = { timing: { relistMs: 600_000 } };

  it('leaves it where it has ended meanwhile: its log says how', async () => {
    await begin({}, behind);
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    kubernetes.faults.watchesStalled = true;
    kubernetes.runOf(name).kill();
    await until(() => kubernetes.job(name).status.conditions !== undefined);
    expect((await probe.job(name))?.phase).toBe('running');
    await launcher.delete(name);
    expect(kubernetes.job(name).metadata.deletionTimestamp).toBeUndefined();
    kubernetes.faults.watchesStalled = false;
    kubernetes.cutConnections();
    expect(await probe.untilPhase(name, 'failed')).toMatchObject({ exitCode: 137 });
  });

  it('comes where it still runs', async () => {
    await begin({}, behind);
    const { name } = await launch();
    await probe.untilPhase(name, 'running');
    kubernetes.faults.watchesStalled = true;
    kubernetes.resume(name);
    await launcher.delete(name);
    await until(() => kubernetes.jobs().length === 0);
  });
});

describe('a Job that does not get on', () => {
  it('waits for its image, and runs once that can be pulled', async () => {
    await begin();
    kubernetes.faults.imagePullError = 'registry.example: 503';
    const { name } = await launch();
    const waiting = await probe.until(
      name,
      (job) => job?.waiting?.detail.includes('ImagePullBackOff') === true,
    );
    expect(waiting).toMatchObject({ phase: 'pending', waiting: { reason: 'image' } });
    expect(waiting?.waiting?.detail).toContain('registry.example: 503');
    kubernetes.faults.imagePullError = null;
    expect(await probe.untilPhase(name, 'running')).toMatchObject({ waiting: null });
  });

  it('waits for room, and runs once there is some', async () => {
    await begin();
    kubernetes.faults.unschedulable = '0/3 nodes are available: 3 Insufficient cpu.';
    const { name } = await launch();
    const waiting = await probe.until(name, (job) => job?.waiting !== null);
    expect(waiting).toMatchObject({
      phase: 'pending',
      waiting: { reason: 'capacity', detail: '0/3 nodes are available: 3 Insufficient cpu.' },
    });
    kubernetes.faults.unschedulable = null;
    await probe.untilPhase(name, 'running');
  });

  it('is rejected where its Secret is missing', async () => {
    await begin({}, { settings: { secret: 'forgotten' } });
    const { name } = await launch();
    const waiting = await probe.until(name, (job) => job?.waiting !== null);
    expect(waiting?.waiting).toMatchObject({
      reason: 'rejected',
      detail: expect.stringContaining('secret "forgotten" not found'),
    });
  });

  it.each([
    ['rejected', 'violates PodSecurity "restricted:latest": unrestricted capabilities'],
    ['quota', 'exceeded quota: compute, requested: pods=1, used: pods=4, limited: pods=4'],
  ])('is %s in the words of the event that alone tells why it has no pod', async (reason, words) => {
    await begin();
    kubernetes.faults.podsRefused = words;
    const { name } = await launch();
    const waiting = await probe.until(name, (job) => job?.waiting !== null);
    expect(waiting).toMatchObject({ phase: 'pending', waiting: { reason } });
    expect(waiting?.waiting?.detail).toContain(words);
  });

  it('has a general reason where events may not be read', async () => {
    const permissions = ['create', 'get', 'list', 'watch', 'delete'].flatMap((verb) => [
      `${verb} jobs`,
      `${verb} pods`,
    ]);
    await begin({ permissions });
    kubernetes.faults.podsRefused = 'whatever';
    const { name } = await launch();
    const waiting = await probe.until(name, (job) => job?.waiting !== null);
    expect(waiting?.waiting).toMatchObject({ reason: 'capacity', detail: expect.stringContaining('events') });
  });
});

describe('a launch that the cluster refuses', () => {
  it('waits where the quota of Jobs is used up', async () => {
    await begin();
    const wanted = request();
    kubernetes.faults.createRefused = quotaOfJobs(wanted.name);
    expect(await launcher.launch(wanted)).toMatchObject({
      outcome: 'busy',
      waiting: { reason: 'quota', detail: expect.stringContaining('count/jobs.batch=5') },
    });
    kubernetes.faults.createRefused = null;
    expect(await probe.launch(wanted)).toBe('launched');
  });

  it('is refused in the words of an admission rule', async () => {
    await begin();
    kubernetes.faults.createRefused = invalid(
      'x',
      'spec.template.spec.containers[0].image: not from our registry',
    );
    expect(await launcher.launch(request())).toMatchObject({
      outcome: 'refused',
      detail: expect.stringContaining('not from our registry'),
    });
  });

  it('is refused where a setting makes no valid Job', async () => {
    await begin({}, { settings: { memory: 'much' } });
    expect((await launcher.launch(request())).outcome).toBe('refused');
  });
});
