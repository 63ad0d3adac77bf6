import type { Job, Pod } from '../wire.js';

/** What a failed pod means for its Job. */
export type Consequence = 'FailJob' | 'Ignore' | 'Count';

/** The first matching rule decides. If none matches, the failure counts toward backoffLimit. */
export function consequenceOf(pod: Pod, job: Job): Consequence {
  const terminated = pod.status.containerStatuses?.[0]?.state?.terminated;
  const rule = job.spec.podFailurePolicy?.rules.find(({ onExitCodes, onPodConditions }) =>
    onExitCodes === undefined
      ? onPodConditions?.some(({ type, status }) => hasCondition(pod, type, status ?? 'True'))
      : terminated !== undefined &&
        terminated.exitCode !== 0 &&
        onExitCodes.values.includes(terminated.exitCode) === (onExitCodes.operator === 'In'),
  );
  return (rule?.action as Consequence | undefined) ?? 'Count';
}

function hasCondition({ status }: Pod, type: string, value: string): boolean {
  return status.conditions?.some((one) => one.type === type && one.status === value) ?? false;
}
