import { Job } from 'kubernetes-models/batch/v1';
import { jobSpec, LABEL_SELECTOR, type JobSettings } from './job-spec.js';
import type { LaunchRequest } from './launcher.js';

const request: LaunchRequest = {
  name: 'regen-1b4e28ba-2fa1-11d2-883f-0016d3cca427-a2',
  regenerationId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
  attempt: 2,
  jobId: '6fa459ea-ee8a-3ca4-894e-db77e160355e',
  clipIndexes: [0],
  deadlineSeconds: 1800,
};
const settings: JobSettings = {
  namespace: 'clips',
  image: 'registry.example/clip-chatbot:1',
  secret: 'runner-secret',
  storageClaim: 'media',
  queueName: null,
  cpu: '1500m',
  memory: '2Gi',
  disk: '4Gi',
  ttlSeconds: 3600,
  environment: { LOG_LEVEL: 'info' },
};
const { metadata, spec } = jobSpec(request, settings);
const pod = spec!.template.spec!;
const [container] = pod.containers;

describe('the Job of an attempt', () => {
  it.each([
    ['with the media in a volume', settings],
    ['without', { ...settings, storageClaim: null }],
  ])('is valid by the schema of Kubernetes, %s', (_what, given) => {
    const job = jobSpec(request, given);
    expect(() =>
      new Job(structuredClone(job) as unknown as ConstructorParameters<typeof Job>[0]).validate(),
    ).not.toThrow();
  });

  it('is named by its request, and its name and labels fit Kubernetes’ limits', () => {
    expect(metadata).toMatchObject({ name: request.name, namespace: 'clips' });
    const { labels } = metadata!;
    expect(spec!.template.metadata!.labels).toEqual(labels);
    for (const text of [metadata!.name!, ...Object.values(labels!)])
      expect(text).toMatch(/^[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/);
    for (const term of LABEL_SELECTOR.split(',')) {
      const [key, value] = term.split('=');
      expect(labels![key!]).toBe(value);
    }
  });

  it('names every clip of a change of many: in a label as far as one holds, in an annotation always', () => {
    const named = (clipIndexes: number[]): (string | undefined)[] => {
      const { labels, annotations } = jobSpec({ ...request, clipIndexes }, settings).metadata!;
      return [labels!['clip-chatbot/clip'], annotations!['clip-chatbot/clips']];
    };
    expect(named([3])).toEqual(['3', '3']);
    expect(named([0, 3, 5])).toEqual(['0_3_5', '0,3,5']);
    const sixty = Array.from({ length: 60 }, (_clip, index) => index);
    expect(named(sixty)).toEqual(['0', sixty.join(',')]);
  });

  it('names its queue where there is one, and itself alone: its pods are not queued', () => {
    const queued = jobSpec(request, { ...settings, queueName: 'clips' });
    expect(queued.metadata!.labels).toMatchObject({ 'kueue.x-k8s.io/queue-name': 'clips' });
    expect(queued.spec!.template).toEqual(spec!.template);
  });

  it('runs once: the reconciler decides on another attempt', () => {
    const once = { backoffLimit: 0, completions: 1, parallelism: 1, podReplacementPolicy: 'Failed' };
    expect(spec).toMatchObject(once);
    expect(pod.restartPolicy).toBe('Never');
  });

  it('is ended by the cluster a minute after the runner should have ended itself, and then removed', () => {
    expect(spec).toMatchObject({ activeDeadlineSeconds: 1860, ttlSecondsAfterFinished: 3600 });
    expect(pod.terminationGracePeriodSeconds).toBe(30);
  });

  it('fails by the runner’s exit codes, but never because a second pod was refused', () => {
    const rules = spec!.podFailurePolicy!.rules.map(({ action, onExitCodes }) => [
      action,
      onExitCodes?.values,
    ]);
    expect(rules).toEqual([
      ['Ignore', [75]],
      ['FailJob', [1, 64, 76, 143]],
    ]);
  });
});

describe('the runner’s pod', () => {
  it('has no token for the cluster', () => {
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('is a user, not root, under the runtime’s seccomp profile', () => {
    const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext!;
    expect({ runAsNonRoot, runAsUser, seccompProfile }).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  it('cannot gain privileges, and writes to its volumes only', () => {
    expect(container!.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.volumes).toEqual([
      { name: 'work', emptyDir: { sizeLimit: '4Gi' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'media' } },
    ]);
    expect(variables()).toMatchObject({ WORK_DIR: '/work', TMPDIR: '/work', STORAGE_DIR: '/data/storage' });
    expect(container!.volumeMounts!.map(({ mountPath }) => mountPath)).toEqual(['/work', '/data']);
  });

  it('has a share of the machine, requested and limited alike', () => {
    const share = { cpu: '1500m', memory: '2Gi', 'ephemeral-storage': '4Gi' };
    expect(container!.resources).toEqual({ requests: share, limits: share });
    expect(variables()).toMatchObject({ ENCODER_CONCURRENCY: '1' });
  });

  it('gets its secrets by reference, and nothing secret by value', () => {
    expect(container!.envFrom).toEqual([{ secretRef: { name: 'runner-secret' } }]);
    expect(Object.keys(variables()).sort()).toEqual([
      'ENCODER_CONCURRENCY',
      'LOG_LEVEL',
      'REGENERATION_ATTEMPT',
      'REGENERATION_ID',
      'STORAGE_DIR',
      'TMPDIR',
      'WORK_DIR',
    ]);
  });

  it('gets values as they are: Kubernetes reads a doubled dollar sign as one', () => {
    const environment = { ...settings.environment, TEXT: 'costs $(PATH) or $$' };
    const [{ env } = {}] = jobSpec(request, { ...settings, environment }).spec!.template.spec!.containers;
    expect(env).toContainEqual({ name: 'TEXT', value: 'costs $$(PATH) or $$$$' });
  });

  it('runs the runner of the image for this attempt', () => {
    expect(container).toMatchObject({
      image: settings.image,
      command: ['node', 'dist/runner.js'],
    });
    expect(variables()).toMatchObject({
      REGENERATION_ID: request.regenerationId,
      REGENERATION_ATTEMPT: '2',
    });
  });
});

function variables(): Record<string, string> {
  return Object.fromEntries(container!.env!.map(({ name, value }) => [name, value!]));
}
