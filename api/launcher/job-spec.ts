import type { V1Container, V1Job, V1PodFailurePolicy, V1PodSpec } from '@kubernetes/client-node';
import { RUNNER_EXIT } from '../../core/util/exit-codes.js';
import type { LaunchRequest } from './launcher.js';

/** What every runner pod of this installation has in common. */
export interface JobSettings {
  namespace: string;
  image: string;
  /** The Secret whose keys become the runner's secret variables: DATABASE_URL, providers' keys. */
  secret: string;
  /** The PersistentVolumeClaim with the media; null where STORAGE_DIR needs none. */
  storageClaim: string | null;
  /** The Kueue LocalQueue that admits the Jobs when there is room; null without Kueue. */
  queueName: string | null;
  /** Quantities in Kubernetes' notation; each is request and limit. */
  cpu: string;
  memory: string;
  disk: string;
  ttlSeconds: number;
  /** Variables that are no secrets. */
  environment: Record<string, string>;
}

const DATA = '/data';
const WORK = '/work';
const CONTAINER = 'runner';
/** The user `node` of the image. */
const USER = 1000;
/** The runner watches its deadline, and the reconciler the row's; the cluster comes last. */
const DEADLINE_MARGIN_SECONDS = 60;
const STOP_GRACE_SECONDS = 30;

const OUR_LABELS = {
  'app.kubernetes.io/name': 'clip-chatbot-runner',
  'app.kubernetes.io/managed-by': 'clip-chatbot',
};

/** Selects our Jobs and their pods. */
export const LABEL_SELECTOR = Object.entries(OUR_LABELS)
  .map(([key, value]) => `${key}=${value}`)
  .join(',');

/** Labels that carry the request, so that a list of Jobs can be read back without the database. */
export const LABELS = {
  regeneration: 'clip-chatbot/regeneration',
  attempt: 'clip-chatbot/attempt',
  job: 'clip-chatbot/job',
  clip: 'clip-chatbot/clip',
} as const;

/** All clips of the regeneration, by index: `0,3,5`. */
const CLIPS_ANNOTATION = 'clip-chatbot/clips';
const LONGEST_LABEL = 63;

/** The clips as a label's value, `0_3_5`; of more than it holds only the first one. */
function clipLabel(clipIndexes: readonly number[]): string {
  const all = clipIndexes.join('_');
  return all.length <= LONGEST_LABEL ? all : String(clipIndexes[0]);
}

/** Kueue's own; it keeps a Job suspended until its queue admits it. */
const QUEUE_LABEL = 'kueue.x-k8s.io/queue-name';

/** The Job that runs one attempt of one regeneration once, in a pod that Pod Security `restricted` admits. */
export function jobSpec(request: LaunchRequest, settings: JobSettings): V1Job {
  const labels = {
    ...OUR_LABELS,
    [LABELS.regeneration]: request.regenerationId,
    [LABELS.attempt]: String(request.attempt),
    [LABELS.job]: request.jobId,
    [LABELS.clip]: clipLabel(request.clipIndexes),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: request.name,
      namespace: settings.namespace,
      // Labels hold 63 characters; all clips are named here.
      annotations: { [CLIPS_ANNOTATION]: request.clipIndexes.join(',') },
      labels: { ...labels, ...(settings.queueName === null ? {} : { [QUEUE_LABEL]: settings.queueName }) },
    },
    spec: {
      // Another try is another attempt, which the reconciler decides on.
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: request.deadlineSeconds + DEADLINE_MARGIN_SECONDS,
      ttlSecondsAfterFinished: settings.ttlSeconds,
      podFailurePolicy: POD_FAILURE_POLICY,
      podReplacementPolicy: 'Failed',
      template: { metadata: { labels }, spec: podSpec(request, settings) },
    },
  };
}

const POD_FAILURE_POLICY: V1PodFailurePolicy = {
  rules: [
    // Another pod of the same Job holds the lease: it must not be ended because its twin was refused.
    {
      action: 'Ignore',
      onExitCodes: { containerName: CONTAINER, operator: 'In', values: [RUNNER_EXIT.refused] },
    },
    {
      action: 'FailJob',
      onExitCodes: {
        containerName: CONTAINER,
        operator: 'In',
        values: [
          RUNNER_EXIT.crashed,
          RUNNER_EXIT.misconfigured,
          RUNNER_EXIT.superseded,
          RUNNER_EXIT.interrupted,
        ],
      },
    },
  ],
};

function podSpec(request: LaunchRequest, settings: JobSettings): V1PodSpec {
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    // Kubernetes would name every service of the namespace in the runner's environment.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: STOP_GRACE_SECONDS,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      // A large volume is not walked at every start.
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(request, settings)],
    volumes: [
      { name: 'work', emptyDir: { sizeLimit: settings.disk } },
      ...(settings.storageClaim === null
        ? []
        : [{ name: 'data', persistentVolumeClaim: { claimName: settings.storageClaim } }]),
    ],
  };
}

function container(request: LaunchRequest, settings: JobSettings): V1Container {
  const { cpu, memory, disk } = settings;
  const resources = { cpu, memory, 'ephemeral-storage': disk };
  return {
    name: CONTAINER,
    image: settings.image,
    command: ['node', 'dist/runner.js'],
    env: Object.entries(environment(request, settings)).map(([name, value]) => ({
      name,
      // Kubernetes takes $(NAME) for another variable, and $$ for a dollar sign.
      value: value.replaceAll('$', () => '$$'),
    })),
    envFrom: [{ secretRef: { name: settings.secret } }],
    resources: { requests: resources, limits: resources },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'work', mountPath: WORK },
      ...(settings.storageClaim === null ? [] : [{ name: 'data', mountPath: DATA }]),
    ],
  };
}

/** The published interface of the Job (runner/env.ts), without its secrets. */
function environment(request: LaunchRequest, settings: JobSettings): Record<string, string> {
  return {
    ...settings.environment,
    REGENERATION_ID: request.regenerationId,
    REGENERATION_ATTEMPT: String(request.attempt),
    WORK_DIR: WORK,
    TMPDIR: WORK,
    // Node counts the machine's cores, not the pod's share.
    ENCODER_CONCURRENCY: String(wholeCores(settings.cpu)),
    ...(settings.storageClaim === null ? {} : { STORAGE_DIR: `${DATA}/storage` }),
  };
}

function wholeCores(cpu: string): number {
  const cores = cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu);
  return Math.max(1, Math.floor(cores));
}
