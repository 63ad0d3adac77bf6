import type { PodSpec } from '../wire.js';

/** The reason why Pod Security `restricted` refuses a pod; null if it admits the pod. */
export function violationOfRestricted(pod: PodSpec): string | null {
  const found = [...violations(pod)];
  return found.length === 0 ? null : `violates PodSecurity "restricted:latest": ${found.join(', ')}`;
}

function* violations({ securityContext: ofPod, containers, volumes, ...pod }: PodSpec): Generator<string> {
  if (pod.hostNetwork === true || pod.hostPID === true || pod.hostIPC === true) yield 'host namespaces';
  for (const { hostPath } of volumes ?? []) if (hostPath !== undefined) yield 'restricted volume types';
  for (const { securityContext: own } of containers) {
    if (own?.allowPrivilegeEscalation !== false) yield 'allowPrivilegeEscalation != false';
    if (own?.privileged === true) yield 'privileged';
    if (!own?.capabilities?.drop?.includes('ALL')) yield 'unrestricted capabilities';
    if ((own?.runAsNonRoot ?? ofPod?.runAsNonRoot) !== true) yield 'runAsNonRoot != true';
    if ((own?.runAsUser ?? ofPod?.runAsUser) === 0) yield 'runAsUser=0';
    const seccomp = (own?.seccompProfile ?? ofPod?.seccompProfile)?.type;
    if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost') yield 'seccompProfile';
  }
}
