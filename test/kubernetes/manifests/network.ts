import type {
  KubernetesObject,
  V1NetworkPolicy,
  V1NetworkPolicyPeer,
  V1NetworkPolicyPort,
} from '@kubernetes/client-node';
import { API_NAMESPACE, nameOf, names, ofKind, RUNNER_NAMESPACE } from './objects.js';

/** Where clouds offer a pod its node's credentials. */
const METADATA = '169.254.0.0/16';
/** The port that is open to everyone: the api's, through its Ingress. */
const OPEN_PORT = 4000;

/** An ingress rule as written in YAML; the client's type has another name for `from`. */
interface CallRule {
  from?: V1NetworkPolicyPeer[];
  ports?: V1NetworkPolicyPort[];
}

/** Traffic that the NetworkPolicies wrongly allow. */
export function networkViolations(objects: KubernetesObject[]): string[] {
  const policies = ofKind<V1NetworkPolicy>(objects, 'NetworkPolicy');
  const open = [API_NAMESPACE, RUNNER_NAMESPACE]
    .filter((name) => !policies.some((policy) => denies(policy, name)))
    .map((name) => `${name} has no default-deny`);
  return [...open, ...policies.flatMap(violationsOfPolicy)];
}

function denies({ metadata, spec }: V1NetworkPolicy, namespace: string): boolean {
  const all = metadata?.namespace === namespace && spec?.podSelector && !names(spec.podSelector);
  return Boolean(all) && !spec?.ingress && !spec?.egress && spec?.policyTypes?.length === 2;
}

function violationsOfPolicy(policy: V1NetworkPolicy): string[] {
  const { metadata, spec = {} } = policy;
  const found = [];
  if (spec.ingress === undefined && spec.egress === undefined) return [];
  const types = Object.entries({ Ingress: spec.ingress, Egress: spec.egress }).filter(([, rules]) => rules);
  if (spec.policyTypes?.join() !== types.map(([type]) => type).join())
    found.push('does not say what it is of');
  if (spec.podSelector === undefined) found.push('does not say whose it is');
  if (metadata?.namespace === RUNNER_NAMESPACE && spec.ingress) found.push('runners can be called');
  if (metadata?.namespace === API_NAMESPACE && !names(spec.podSelector)) found.push('is for every pod');
  for (const { from, ports } of (spec.ingress ?? []) as CallRule[])
    found.push(...portViolations(ports), ...callerViolations(from, ports));
  for (const { to, ports } of spec.egress ?? [])
    found.push(...portViolations(ports), ...(to?.flatMap(peerViolations) ?? ['reaches everybody']));
  return found.map((what) => `${nameOf(policy)}: ${what}`);
}

function portViolations(ports: V1NetworkPolicyPort[] | undefined): string[] {
  const named = ports !== undefined && ports.length > 0 && ports.every(({ port }) => port !== undefined);
  return named ? [] : ['opens every port'];
}

function callerViolations(
  from: V1NetworkPolicyPeer[] | undefined,
  ports: V1NetworkPolicyPort[] | undefined,
): string[] {
  if (from === undefined) return ports?.every(({ port }) => port === OPEN_PORT) ? [] : ['anybody may call'];
  const named = from.every(
    ({ podSelector, namespaceSelector }) => names(podSelector) || names(namespaceSelector),
  );
  return named ? [] : ['anybody may call'];
}

/** Outside the cluster: everything except its metadata. Inside: only named pods. */
function peerViolations({ ipBlock, podSelector }: V1NetworkPolicyPeer): string[] {
  if (ipBlock === undefined) return names(podSelector) ? [] : ['reaches pods that are not named'];
  return ipBlock.except?.includes(METADATA) ? [] : ['metadata addresses of the cloud can be reached'];
}
