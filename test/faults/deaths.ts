import type { CrashPoint } from '../../core/regeneration/crash-point.js';
import type { DemoCluster } from '../kit/kubernetes/with-demo.js';
import { until } from '../kit/server/until.js';
import { jobName } from '../kubernetes/job-name.js';

/** Where the runners of one change die, one after the other, and then no more. */
export type Deaths = readonly CrashPoint[];

/** Exit code of a container that was ended by SIGKILL. */
const KILLED = 137;

/** From now on the first runner of a change dies at the first point, the second one at the second. */
export function dieAt({ podEnvironment }: Pick<DemoCluster, 'podEnvironment'>, points: Deaths): void {
  podEnvironment['CRASH_POINT'] = points.join(',');
}

export function dieNoMore({ podEnvironment }: Pick<DemoCluster, 'podEnvironment'>): void {
  delete podEnvironment['CRASH_POINT'];
}

/** How many attempts a change needs: what is published needs no other. */
export function attemptsOf(points: Deaths): number {
  return points.at(-1) === 'after-publish' ? points.length : points.length + 1;
}

/** Waits until all of them have died: a change is told to have ended before its last runner has. */
export async function allDead(
  { kubernetes }: Pick<DemoCluster, 'kubernetes'>,
  id: string,
  points: Deaths,
): Promise<void> {
  const codes = (): (number | undefined)[] =>
    points.map((_point, index) => {
      const [pod] = kubernetes.podsOf(jobName(id, index + 1));
      return pod?.status.containerStatuses?.[0]?.state?.terminated?.exitCode;
    });
  await until(() => codes().every((code) => code === KILLED), {
    // Each attempt begins with a new process, and may compose the whole video.
    limitMs: 30_000 * points.length,
    what: `a death at each of ${points.join(', ')}`,
  });
}

/** For the names of tests. */
export function named(deaths: readonly Deaths[]): [string, Deaths][] {
  return deaths.map((points) => [points.join(', '), points]);
}
