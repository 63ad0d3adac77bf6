import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { jobSpec } from '../../api/launcher/job-spec.js';
import { request } from './launchers/probe.js';
import { SETTINGS, startCluster } from './launchers/on-kubernetes.js';
import type { InPlaceProgram } from '../kit/kubernetes/nodes/container-process.js';
import type { TestKubernetes } from '../kit/kubernetes/start.js';
import type { Job, NewJob, Pod } from '../kit/kubernetes/wire.js';

let kubernetes: TestKubernetes;
let config: KubeConfig;

beforeEach(async () => {
  kubernetes = await startCluster({ secondMs: 20 });
  config = new KubeConfig();
  config.loadFromFile(kubernetes.kubeconfigPath);
});
afterEach(async () => await kubernetes.close());

/** A request as it is on the wire, without the client's own checks. */
async function send(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ code: number; body: { message: string } }> {
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const outgoing = https.request(`${kubernetes.url}${path}`, { ...options, method });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await new Promise<[IncomingMessage]>((resolve, reject) =>
    outgoing.once('response', (...args) => resolve(args)).once('error', reject),
  );
  const text = (await response.setEncoding('utf8').toArray()).join('');
  return { code: response.statusCode!, body: JSON.parse(text) as { message: string } };
}

const JOBS = '/apis/batch/v1/namespaces/clips/jobs';

/** Our own Job with changes, as a user could misspell or misconfigure it. */
function job(attempt: number, change: (job: NewJob) => void = () => undefined): NewJob {
  const made = JSON.parse(JSON.stringify(jobSpec(request(attempt), SETTINGS))) as NewJob;
  change(made);
  return made;
}

async function created(made: NewJob): Promise<Job> {
  const { code, body } = await send('POST', JOBS, made);
  expect([code, body.message]).toEqual([201, undefined]);
  return kubernetes.job(made.metadata!.name!);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const condition = ({ status }: Job): string | undefined => status.conditions?.[0]?.reason;

describe('the test cluster', () => {
  it.each<[string, number, RegExp, (job: NewJob) => void]>([
    [
      'an unknown field',
      400,
      /unknown field "spec.backofLimit"/,
      (made) => Object.assign(made.spec!, { backofLimit: 0 }),
    ],
    [
      'an unknown field deep inside',
      400,
      /unknown field "spec.template.spec.containers\[0\].securityContext.runAsRoot"/,
      (made) => Object.assign(made.spec!.template.spec!.containers[0]!.securityContext!, { runAsRoot: true }),
    ],
    ['a wrong type', 422, /backoffLimit/, (made) => Object.assign(made.spec!, { backoffLimit: '0' })],
    [
      'a missing container',
      422,
      /containers/,
      (made) => delete (made.spec!.template.spec as { containers?: unknown }).containers,
    ],
    [
      'a restart policy that a Job cannot have',
      422,
      /restartPolicy/,
      (made) => (made.spec!.template.spec!.restartPolicy = 'Always'),
    ],
    [
      'a failure policy with restarts',
      422,
      /only "Never" is supported/,
      (made) => (made.spec!.template.spec!.restartPolicy = 'OnFailure'),
    ],
    [
      'exit codes out of order',
      422,
      /must be ordered/,
      (made) => made.spec!.podFailurePolicy!.rules[1]!.onExitCodes!.values.reverse(),
    ],
    [
      'requests above limits',
      422,
      /must be less than or equal to cpu limit/,
      (made) => (made.spec!.template.spec!.containers[0]!.resources!.requests!.cpu = '64'),
    ],
    ['a label that is none', 422, /labels/, (made) => (made.metadata!.labels!.who = 'not allowed')],
  ])('refuses %s (%i)', async (_what, code, message, change) => {
    const answer = await send('POST', JOBS, job(2, change));
    expect([answer.code, answer.body.message]).toEqual([code, expect.stringMatching(message)]);
  });

  it('refuses a second Job of the same name (409)', async () => {
    const made = job(2);
    await created(made);
    expect((await send('POST', JOBS, made)).code).toBe(409);
  });

  it('forbids a least-privileged account to list secrets (403), and every request without a token (401)', async () => {
    expect((await send('GET', '/api/v1/namespaces/clips/secrets')).code).toBe(403);
    config.users = [{ ...config.users[0]!, token: 'none' }];
    expect((await send('GET', JOBS)).code).toBe(401);
  });

  it('starts as many pods as backoffLimit allows, and then fails the Job', async () => {
    const failing = await created(
      job(3, (made) => {
        made.spec!.backoffLimit = 1;
        delete made.spec!.podFailurePolicy;
      }),
    );
    await until(() => condition(failing) === 'BackoffLimitExceeded');
    expect(kubernetes.podsOf(failing.metadata.name)).toHaveLength(2);
  });

  it('starts no pod for a suspended Job until it is resumed', async () => {
    const suspended = await created(job(2, (made) => (made.spec!.suspend = true)));
    const other = await created(job(2));
    await until(() => condition(other) === 'CompletionsReached');
    expect(kubernetes.podsOf(suspended.metadata.name)).toEqual([]);
    kubernetes.resume(suspended.metadata.name);
    await until(() => condition(suspended) === 'CompletionsReached');
  });

  it('replaces an evicted pod under an Ignore rule for disruptions, and counts nothing', async () => {
    const ignore = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };
    const evicted = await created(job(1, (made) => made.spec!.podFailurePolicy!.rules.unshift(ignore)));
    const { name } = evicted.metadata;
    const phase = (): string | undefined => kubernetes.podsOf(name)[0]?.status.phase;
    await until(() => phase() === 'Running');
    const [first] = kubernetes.podsOf(name);
    await kubernetes.evict(name);
    await until(() => phase() === 'Running');
    expect(kubernetes.podsOf(name)[0]!.metadata.uid).not.toBe(first!.metadata.uid);
    expect(evicted.status.failed).toBe(0);
  });

  it('runs an image that is a program of this process in it: its exit code counts, and it hears of its end', async () => {
    const program: InPlaceProgram = async ({ REGENERATION_ATTEMPT: attempt }, terminated) => {
      if (attempt === '2') return 42;
      await once(terminated, 'abort');
      return 143;
    };
    kubernetes.machine.images[SETTINGS.image] = { folder: '.', program };
    const failing = await created(job(2));
    const working = await created(job(1));
    const pod = (made: Job): Pod | undefined => kubernetes.podsOf(made.metadata.name)[0];
    await until(() => condition(failing) === 'BackoffLimitExceeded');
    expect(pod(failing)!.status.containerStatuses![0]!.state!.terminated!.exitCode).toBe(42);
    await until(() => pod(working)?.status.phase === 'Running');
    await kubernetes.deleteJob(working.metadata.name);
    expect(kubernetes.jobs()).toEqual([failing]);
  });

  it('refuses the pod, not the Job, that Pod Security has something against', async () => {
    const root = await created(job(2, (made) => delete made.spec!.template.spec!.securityContext));
    const path = `/api/v1/namespaces/clips/events?fieldSelector=involvedObject.name=${root.metadata.name}`;
    const events = async (): Promise<{ message: string }[]> =>
      ((await send('GET', path)).body as unknown as { items: { message: string }[] }).items;
    while ((await events()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await events())[0]!.message).toMatch(/violates PodSecurity "restricted:latest": runAsNonRoot/);
    expect(kubernetes.podsOf(root.metadata.name)).toEqual([]);
  });
});
