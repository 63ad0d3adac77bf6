import type { KubernetesObject, V1Container, V1Deployment, V1PodSpec } from '@kubernetes/client-node';
import { nameOf } from './objects.js';
import { violationOfRestricted } from '../../kit/kubernetes/api-server/pod-security.js';
import type { PodSpec } from '../../kit/kubernetes/wire.js';

/** What is wrong with the pods of one manifest: beyond Pod Security `restricted`, what we ask of each of ours. */
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

/** An account in Kubernetes and one in the container: both named, neither with more than it needs. */
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

/** A container that may not write its root writes its memory-backed or scratch volumes: those have an end. */
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
