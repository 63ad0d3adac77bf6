import type { KubernetesObject } from '@kubernetes/client-node';

/** One line of the manifests, or one block: whose it is, and where. */
export interface Line {
  /** Of the object among all. */
  index: number;
  /** Keys from the object on; none for the whole object. */
  path: string[];
}

/** Objects that do nothing but keep somebody out, or something up. */
const PURE = /^(Namespace|NetworkPolicy|PodDisruptionBudget|ResourceQuota|LimitRange|Role|RoleBinding) /;
/** Lines of other objects that do, by their path. */
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
/** Lines without which as much is kept out, or up: names, defaults of Kubernetes, and ways that are closed. */
const NOTHING_LOST = [
  /metadata\.(name|namespace)$/,
  / metadata$/,
  /enforce-version$/,
  /\.protocol$/,
  // Its default is the other one, or another number that serves as well.
  /\.(timeoutSeconds|failureThreshold|apiGroup|type)$/,
  /^(Stateful|Daemon)\w+ .*\.readinessProbe\b/,
  // Whom a policy no longer lets through.
  /^NetworkPolicy (?!default-deny)\S+( spec)?(\.(ingress|egress))?$/,
  /^NetworkPolicy .*\.(ingress|egress|from|to|ports|values)\.\d+$/,
  /^NetworkPolicy \S+ spec\.(ingress|egress)\.\d+\.to\.\d+\.(namespaceSelector\b.*|ipBlock\.cidr)$/,
];

/** Every line and block of these manifests that keeps somebody out, or something up. */
export function hardeningLines(objects: KubernetesObject[]): Line[] {
  return objects
    .flatMap((object, index) => pathsIn(object).map((path) => ({ index, path })))
    .filter((line) => {
      const words = inWords(objects, line);
      const counts = PURE.test(words) || HARDENING.some((one) => one.test(words));
      return counts && !/ (apiVersion|kind)$/.test(words) && !NOTHING_LOST.some((one) => one.test(words));
    });
}

/** `Deployment api spec.replicas`. */
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
