import type { KubernetesObject } from '@kubernetes/client-node';

/** One line or block of the manifests: its object and its path. */
export interface Line {
  /** Of the object among all objects. */
  index: number;
  /** Keys from the object on; empty for the whole object. */
  path: string[];
}

/** Objects that only restrict access, or only keep something available. */
const PURE = /^(Namespace|NetworkPolicy|PodDisruptionBudget|ResourceQuota|LimitRange|Role|RoleBinding) /;
/** Lines of other objects that do so, by their path. */
const HARDENING = [
  /^Deployment \S+ spec\.(replicas|strategy)\b/,
  /\.(securityContext|topologySpreadConstraints|startupProbe|readinessProbe|livenessProbe)\b/,
  /\.lifecycle(\.preStop)?(\.exec)?(\.command)?$/,
  /\.(serviceAccountName|automountServiceAccountToken|terminationGracePeriodSeconds)$/,
  /ontainers\.\d+\.resources(\.limits\b|$)/,
  /\.emptyDir\.sizeLimit$/,
  /^ServiceAccount \S+( automountServiceAccountToken)?$/,
  /^Service api spec\.sessionAffinity$/,
  /^Ingress \S+ (spec\.tls\b|metadata\.annotations$|.*affinity$)/,
];
/** Lines without effect on access or availability: names, Kubernetes' defaults, and paths that stay closed. */
const NOTHING_LOST = [
  /metadata\.(name|namespace)$/,
  / metadata$/,
  /enforce-version$/,
  /\.protocol$/,
  // The default is the other value, or another number that is just as good.
  /\.(timeoutSeconds|failureThreshold|apiGroup|type)$/,
  /^(Stateful|Daemon)\w+ .*\.readinessProbe\b/,
  // Peers that a policy then no longer allows.
  /^NetworkPolicy (?!default-deny)\S+( spec)?(\.(ingress|egress))?$/,
  /^NetworkPolicy .*\.(ingress|egress|from|to|ports|values)\.\d+$/,
  /^NetworkPolicy \S+ spec\.(ingress|egress)\.\d+\.to\.\d+\.(namespaceSelector\b.*|ipBlock\.cidr)$/,
];

/** Every line and block of these manifests that restricts access, or keeps something available. */
export function hardeningLines(objects: KubernetesObject[]): Line[] {
  return objects
    .flatMap((object, index) => pathsIn(object).map((path) => ({ index, path })))
    .filter((line) => {
      const words = inWords(objects, line);
      const counts = PURE.test(words) || HARDENING.some((one) => one.test(words));
      return counts && !/ (apiVersion|kind)$/.test(words) && !NOTHING_LOST.some((one) => one.test(words));
    });
}

/** For example `Deployment api spec.replicas`. */
export function inWords(objects: KubernetesObject[], { index, path }: Line): string {
  const { kind, metadata } = objects[index]!;
  return [kind, metadata?.name ?? '', ...(path.length > 0 ? [path.join('.')] : [''])].join(' ').trim();
}

/** The same manifests without one line. */
export function without(objects: KubernetesObject[], { index, path }: Line): KubernetesObject[] {
  if (path.length === 0) return objects.filter((_, at) => at !== index);
  const copies = objects.with(index, structuredClone(objects[index]!));
  const holder = path
    .slice(0, -1)
    .reduce((at: unknown, key) => (at as Record<string, unknown>)[key], copies[index]);
  if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
  else delete (holder as Record<string, unknown>)[path.at(-1)!];
  return copies;
}

function pathsIn(value: unknown, at: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [at];
  return [at, ...Object.entries(value).flatMap(([key, field]) => pathsIn(field, [...at, key]))];
}
