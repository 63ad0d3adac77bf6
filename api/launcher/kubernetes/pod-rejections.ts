import type { CoreV1Event } from '@kubernetes/client-node';
import type { Cluster } from './cluster.js';
import type { ClusterTiming } from './cluster-timing.js';
import { isOutage, isQuota, readClusterError } from './cluster-error.js';
import type { Waiting } from '../launcher.js';
import { pause } from '../../../core/util/backoff.js';

const LOOK_EVERY_MS = 500;

interface Question {
  since: number;
  askedAt: number;
  answer: Waiting | null;
}

/**
 * Finds out why Jobs get no pod: Kubernetes accepts a Job whose pod it refuses, and only an event of the Job says so.
 */
export class PodRejections {
  private readonly questions = new Map<string, Question>();
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly cluster: Pick<Cluster, 'failedCreations'>,
    /** Names of the Jobs that have no pod now. */
    private readonly podless: () => string[],
    private readonly onChange: (job: string) => void,
    private readonly timing: Pick<ClusterTiming, 'podlessMs' | 'askAgainMs'>,
  ) {}

  start(): void {
    this.loop = this.keepLooking();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Why this Job has no pod; null if unknown. */
  of(job: string): Waiting | null {
    return this.questions.get(job)?.answer ?? null;
  }

  private async keepLooking(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(LOOK_EVERY_MS, signal);
      const jobs = this.podless();
      for (const known of this.questions.keys()) if (!jobs.includes(known)) this.questions.delete(known);
      for (const job of jobs) if (!signal.aborted) await this.look(job);
    }
  }

  private async look(job: string): Promise<void> {
    const now = Date.now();
    const question = this.questions.get(job) ?? { since: now, askedAt: 0, answer: null };
    this.questions.set(job, question);
    const { podlessMs, askAgainMs } = this.timing;
    if (now - question.since < podlessMs || now - question.askedAt < askAgainMs) return;
    question.askedAt = now;
    const before = question.answer;
    question.answer = await this.ask(job, before);
    if (JSON.stringify(before) !== JSON.stringify(question.answer)) this.onChange(job);
  }

  private async ask(job: string, before: Waiting | null): Promise<Waiting | null> {
    try {
      const events = await this.cluster.failedCreations(job);
      const message = latest(events)?.message;
      return message === undefined ? before : { reason: reasonOf(message), detail: message };
    } catch (error) {
      if (readClusterError(error).status !== 403) return before;
      const detail = 'The cluster has made no pod, and its events may not be read (RBAC: events list).';
      // Most often there is no room; a rejection would end the regeneration on a guess.
      return { reason: 'capacity', detail };
    }
  }
}

/** A list of events has no order of its own. */
function latest(events: CoreV1Event[]): CoreV1Event | undefined {
  const time = ({ lastTimestamp, eventTime }: CoreV1Event): number =>
    Number(new Date(lastTimestamp ?? eventTime ?? 0));
  return events.reduce<CoreV1Event | undefined>(
    (last, event) => (last === undefined || time(event) >= time(last) ? event : last),
    undefined,
  );
}

function reasonOf(message: string): Waiting['reason'] {
  if (isOutage(message)) return 'unreachable';
  return isQuota(message) ? 'quota' : 'rejected';
}
