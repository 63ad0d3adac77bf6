import type { KubernetesObject, V1Container, V1Deployment, V1PodSpec } from '@kubernetes/client-node';
import { nameOf } from './objects.js';
import { violationOfRestricted } from '../../kit/kubernetes/api-server/pod-security.js';
import type { PodSpec } from '../../kit/kubernetes/wire.js';

/** Problems with the pods of one manifest, by Pod Security `restricted` and our own further rules. */
export function podViolations(object: KubernetesObject): string[] {
  const pod = (object as V1Deployment).spec?.template?.spec;
  if (pod === undefined || pod === null) return [];
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const refused = violationOfRestricted({ ...pod, containers } as unknown as PodSpec);
  return [
    ...(refused === null ? [] : [refused]),
    ...accountViolations(pod),
    ...volumeViolations(pod),
    ...containers.flatMap(containerViolations),
  ].map((what) => `${nameOf(object)}: ${what}`);
}

/** Accounts in Kubernetes and in the container: both named, neither with unnecessary rights. */
function accountViolations({
  serviceAccountName,
  automountServiceAccountToken,
  securityContext,
}: V1PodSpec): string[] {
  const found = [];
  if (serviceAccountName !== 'api' && automountServiceAccountToken !== false)
    found.push('has a token that it does not need');
  for (const id of ['runAsUser', 'runAsGroup', 'fsGroup'] as const)
    if (!securityContext?.[id]) found.push(`${id} may be root's`);
  return found;
}

/** A container with a read-only root writes to memory-backed or scratch volumes, which need limits. */
function volumeViolations({ volumes = [] }: V1PodSpec): string[] {
  return volumes
    .filter(({ emptyDir }) => emptyDir !== undefined && emptyDir?.sizeLimit === undefined)
    .map(({ name }) => `the scratch volume ${name} may fill its node`);
}

function containerViolations({ name, securityContext, resources }: V1Container): string[] {
  const found = [];
  if (securityContext?.readOnlyRootFilesystem !== true) found.push(`${name} may write its root`);
  for (const amount of ['cpu', 'memory', 'ephemeral-storage'])
    if (resources?.limits?.[amount] === undefined) found.push(`${name} has no limit of ${amount}`);
  return found;
}
