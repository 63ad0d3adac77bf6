import type {
  KubernetesObject,
  RbacV1Subject,
  V1Deployment,
  V1Namespace,
  V1PolicyRule,
  V1Role,
  V1RoleBinding,
  V1ServiceAccount,
} from '@kubernetes/client-node';
import { availabilityViolations } from './availability.js';
import { networkViolations } from './network.js';
import { API_NAMESPACE, nameOf, ofKind, RUNNER_NAMESPACE } from './objects.js';
import { podViolations } from './pods.js';
import { unknownFields } from '../../kit/kubernetes/api-server/unknown-fields.js';

/** The rights of the api, and no others. */
const ALLOWED = ['batch/jobs: create delete get list watch', 'core/pods: list watch', 'core/events: list'];

/** Everything that is wrong with a set of manifests, one sentence each. */
export function violationsOf(objects: KubernetesObject[]): string[] {
  return [
    ...objects.flatMap(fieldsNobodyKnows),
    ...objects.flatMap(podViolations),
    ...accessViolations(objects),
    ...accountViolations(objects),
    ...namespaceViolations(objects),
    ...networkViolations(objects),
    ...availabilityViolations(objects),
  ];
}

function fieldsNobodyKnows(object: KubernetesObject): string[] {
  return unknownFields(object, `V1${object.kind}`).map((field) => `${nameOf(object)}: no field ${field}`);
}

function accessViolations(objects: KubernetesObject[]): string[] {
  const rules = ofKind<V1Role>(objects, 'Role').flatMap((role) => {
    if (role.metadata?.namespace !== RUNNER_NAMESPACE) return ['a role outside the runners’ namespace'];
    // Not even `verbs` is certain: the test removes each line.
    return (role.rules ?? []).flatMap(
      ({ apiGroups = [], resources = [], verbs = [] }: Partial<V1PolicyRule>) =>
        resources.map(
          (resource) =>
            `${apiGroups.map((group) => group || 'core').join()}/${resource}: ${[...verbs].sort().join(' ')}`,
        ),
    );
  });
  const found = rules.filter((rule) => !ALLOWED.includes(rule)).map((rule) => `may too much: ${rule}`);
  if (ALLOWED.some((rule) => !rules.includes(rule))) found.push('the api cannot do its work');
  if (objects.some(({ kind }) => /^ClusterRole/.test(kind ?? ''))) found.push('rights in the whole cluster');
  return found;
}

/** Only the api has an account with rights; runners have none. */
function accountViolations(objects: KubernetesObject[]): string[] {
  const accounts = ofKind<V1ServiceAccount>(objects, 'ServiceAccount');
  const found = [];
  const runner = accounts.find(({ metadata }) => metadata?.namespace === RUNNER_NAMESPACE);
  if (runner?.automountServiceAccountToken !== false) found.push('runners get a token');
  const bound = ofKind<V1RoleBinding>(objects, 'RoleBinding').flatMap(
    ({ metadata, roleRef, subjects = [] }) =>
      subjects.map((subject) => `${metadata?.namespace} ${roleRef?.kind} ${roleRef?.name}: ${who(subject)}`),
  );
  const wanted = `${RUNNER_NAMESPACE} Role clip-chatbot-api: ServiceAccount ${API_NAMESPACE}/api`;
  if (bound.join() !== wanted) found.push(`the role is given to ${bound.join(' and ') || 'no one'}`);
  const isApis = ({ metadata }: KubernetesObject): boolean => metadata?.name === 'api';
  const api = ofKind<V1Deployment>(objects, 'Deployment').find(isApis)?.spec?.template.spec;
  if (api?.serviceAccountName !== 'api' || !accounts.some(isApis)) found.push('the api runs as anybody');
  return found;
}

function who({ kind, namespace, name }: RbacV1Subject): string {
  return `${kind} ${namespace}/${name}`;
}

function namespaceViolations(objects: KubernetesObject[]): string[] {
  const level = 'pod-security.kubernetes.io/enforce';
  return [API_NAMESPACE, RUNNER_NAMESPACE]
    .filter(
      (name) =>
        !ofKind<V1Namespace>(objects, 'Namespace').some(
          ({ metadata }) => metadata?.name === name && metadata.labels?.[level] === 'restricted',
        ),
    )
    .map((name) => `the namespace ${name} is not restricted`);
}
