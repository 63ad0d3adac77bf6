import type {
  KubernetesObject,
  V1Deployment,
  V1DeploymentSpec,
  V1Ingress,
  V1LimitRange,
  V1PodDisruptionBudget,
  V1Probe,
  V1ResourceQuota,
  V1Service,
} from '@kubernetes/client-node';
import { asksFor, ofKind } from './objects.js';

/** Seconds for a server to close sockets, finish requests and hand on its work. */
const GRACE_SECONDS = 30;
const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'];
const BOUNDED = [
  ...AMOUNTS.flatMap((amount) => [`requests.${amount}`, `limits.${amount}`]),
  'count/jobs.batch',
  'persistentvolumeclaims',
  'services',
];

/** Whatever takes the api away from its users, or lets runners take more than their share. */
export function availabilityViolations(objects: KubernetesObject[]): string[] {
  const api = ofKind<V1Deployment>(objects, 'Deployment').find(
    ({ metadata }) => metadata?.name === 'api',
  )?.spec;
  if (api === undefined) return ['no api'];
  const labels = api.selector.matchLabels;
  const found = [...rolloutViolations(api), ...probeViolations(api), ...limitViolations(objects)];
  const kept = ofKind<V1PodDisruptionBudget>(objects, 'PodDisruptionBudget').some(
    ({ spec }) => asksFor(spec?.selector, labels) && (spec?.maxUnavailable ?? spec?.minAvailable) === 1,
  );
  if (!kept) found.push('a drain may take every api away');
  const services = ofKind<V1Service>(objects, 'Service').filter(({ spec }) =>
    asksFor({ matchLabels: spec?.selector }, labels),
  );
  if (services.every(({ spec }) => spec?.sessionAffinity !== 'ClientIP'))
    found.push('an import is scattered');
  return [...found, ...ofKind<V1Ingress>(objects, 'Ingress').flatMap(ingressViolations)];
}

function rolloutViolations({ replicas, strategy, selector, template: { spec } }: V1DeploymentSpec): string[] {
  const found = [];
  if ((replicas ?? 1) < 2) found.push('one api alone');
  const { maxUnavailable, maxSurge } = strategy?.rollingUpdate ?? {};
  if (maxUnavailable !== 0 || maxSurge !== 1) found.push('a rollout asksFor an api away');
  const apart = spec?.topologySpreadConstraints?.some(
    ({ maxSkew, topologyKey, whenUnsatisfiable, labelSelector }) =>
      maxSkew && topologyKey && whenUnsatisfiable && asksFor(labelSelector, selector.matchLabels),
  );
  if (!apart) found.push('both apis on one node');
  if ((spec?.terminationGracePeriodSeconds ?? 0) < GRACE_SECONDS) found.push('an api is killed at its work');
  if (spec?.containers[0]?.lifecycle?.preStop?.exec?.command?.length === undefined)
    found.push('an api goes while proxies still send to it');
  return found;
}

function probeViolations({ template }: V1DeploymentSpec): string[] {
  const [container] = template.spec?.containers ?? [];
  const paths = { startupProbe: '/healthz', readinessProbe: '/healthz', livenessProbe: '/healthz' } as const;
  const asks = ({ httpGet, periodSeconds }: V1Probe, path: string): boolean =>
    httpGet?.path === path && httpGet.port === 'http' && periodSeconds !== undefined;
  return Object.entries(paths)
    .filter(([probe, path]) => !asks(container?.[probe as keyof typeof paths] ?? {}, path))
    .map(([probe]) => `no ${probe}`);
}

function limitViolations(objects: KubernetesObject[]): string[] {
  const hard = ofKind<V1ResourceQuota>(objects, 'ResourceQuota')[0]?.spec?.hard ?? {};
  const range = ofKind<V1LimitRange>(objects, 'LimitRange')[0]?.spec?.limits?.find(
    ({ type }) => type === 'Container',
  );
  // As written in YAML: the client's type has another name for `default`.
  const written = range as Record<string, Record<string, string> | undefined> | undefined;
  const bounds = ['default', 'defaultRequest', 'max'].flatMap((bound) =>
    AMOUNTS.filter((amount) => written?.[bound]?.[amount] === undefined).map(
      (amount) => `${bound} ${amount}`,
    ),
  );
  return [
    ...BOUNDED.filter((amount) => hard[amount] === undefined).map((amount) => `no quota of ${amount}`),
    ...bounds.map((bound) => `no limit range of ${bound}`),
  ];
}

function ingressViolations({ metadata, spec }: V1Ingress): string[] {
  const encrypted =
    spec?.tls?.filter(({ secretName }) => secretName).flatMap(({ hosts = [] }) => hosts) ?? [];
  const found = [];
  if (spec?.rules?.some(({ host }) => !encrypted.includes(host ?? ''))) found.push('passwords in the clear');
  if (metadata?.annotations?.['nginx.ingress.kubernetes.io/affinity'] !== 'cookie')
    found.push('an import is scattered by the Ingress');
  return found;
}
