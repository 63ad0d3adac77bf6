import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { takeUnmeasured, type EndedRegeneration } from './ended-regenerations.js';

const PREFIX = 'clip_chatbot_';
/** Seconds: from a rendered second to a provider's half hour. */
const BUCKETS = [0.1, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1800];

/**
 * What operators see of the product. An ended regeneration is counted by one replica, so counters of several replicas
 * may be summed; gauges are read from the database at each scrape and are the same in all of them.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly ended = this.counter('regenerations_ended_total', 'Regenerations that ended', [
    'status',
    'error',
  ]);
  private readonly charged = this.counter('charged_usd_total', 'USD charged by ended regenerations', [
    'stage',
  ]);
  private readonly seconds = this.histogram('regeneration_seconds', 'Admission to end, seconds', ['status']);
  private readonly phases = this.histogram('phase_seconds', 'Seconds that a phase took', ['phase']);
  private readonly lostLeases = this.counter('lost_leases_total', 'Runners that were lost and replaced');
  private readonly queuedDecided = this.counter(
    'queued_changes_decided_total',
    'Changes of queues whose turn came, by what became of them',
    ['outcome'],
  );
  private readonly queued = this.gauge('queued_changes', 'Changes that wait in the queues of videos', [
    'state',
  ]);
  private readonly queuedVideos = this.gauge('queued_changes_videos', 'Videos for which changes wait');
  private readonly active = this.gauge('regenerations_active', 'Regenerations that have not ended', [
    'status',
  ]);
  private readonly queueDepth = this.gauge('queue_depth', 'Regenerations that wait for a runner');
  private readonly oldestWait = this.gauge('queue_oldest_seconds', 'How long the first of them has waited');
  private readonly openCalls = this.gauge('open_paid_calls', 'Paid calls that are not settled');
  private readonly suspected = this.gauge(
    'suspected_double_payments',
    'Paid calls of which a second one may have been charged; look them up in paid_calls where ambiguous',
  );

  constructor(private readonly db: PrismaClient) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A runner was lost, and this replica replaced it. */
  countLostLease(): void {
    this.lostLeases.inc();
  }

  /** The turn of a queued change came, and this replica decided what becomes of it. */
  countQueued(outcome: 'started' | 'replayed' | 'dearer' | 'refused'): void {
    this.queuedDecided.inc({ outcome });
  }

  private counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  /** A gauge of another part of the server; `collect` sets it at each scrape. */
  gauge(name: string, help: string, labelNames: string[] = [], collect?: (gauge: Gauge) => void): Gauge {
    const gauge: Gauge = new Gauge({
      name: PREFIX + name,
      help,
      labelNames,
      registers: [this.registry],
      ...(collect === undefined ? {} : { collect: () => collect(gauge) }),
    });
    return gauge;
  }

  /** The text that Prometheus scrapes. Rejects where the database does not answer. */
  async scrape(): Promise<{ contentType: string; text: string }> {
    for (const ended of await takeUnmeasured(this.db)) this.count(ended);
    await this.readGauges();
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  private count({ status, errorCode, totalSeconds, phaseSeconds, chargedUsd }: EndedRegeneration): void {
    this.ended.inc({ status, error: errorCode ?? '' });
    this.seconds.observe({ status }, totalSeconds);
    for (const [phase, seconds] of Object.entries(phaseSeconds)) {
      if (seconds !== null) this.phases.observe({ phase }, seconds);
    }
    for (const [stage, usd] of Object.entries(chargedUsd)) this.charged.inc({ stage }, usd);
  }

  private async readGauges(): Promise<void> {
    const queue = await readQueue(this.db);
    for (const [status, count] of Object.entries(queue.active)) this.active.set({ status }, count);
    for (const [state, count] of Object.entries(queue.queued)) this.queued.set({ state }, count);
    this.queuedVideos.set(queue.queuedVideos);
    this.queueDepth.set(queue.waiting);
    this.oldestWait.set(queue.oldestWaitSeconds);
    this.openCalls.set(queue.openPaidCalls);
    this.suspected.set(queue.suspectedDoublePayments);
  }

  private histogram(name: string, help: string, labelNames: string[]): Histogram {
    return new Histogram({
      name: PREFIX + name,
      help,
      labelNames,
      buckets: BUCKETS,
      registers: [this.registry],
    });
  }
}

/** Waiting and open work, counted in the database. */
interface Queue {
  active: Record<'queued' | 'processing' | 'canceling', number>;
  /** Changes that wait for the end of another one. */
  queued: Record<'waits' | 'asks', number>;
  /** Of how many videos. */
  queuedVideos: number;
  /** Regenerations whose runner has not been started. */
  waiting: number;
  oldestWaitSeconds: number;
  openPaidCalls: number;
  suspectedDoublePayments: number;
}

async function readQueue(db: PrismaClient): Promise<Queue> {
  const [row] = await db.$queryRaw<(Queue['active'] & Queue['queued'] & Omit<Queue, 'active' | 'queued'>)[]>`
    SELECT count(*) FILTER (WHERE status = 'queued')::int AS queued,
      count(*) FILTER (WHERE status = 'processing')::int AS processing,
      count(*) FILTER (WHERE status = 'canceling')::int AS canceling,
      count(*) FILTER (WHERE lease_until IS NULL)::int AS waiting,
      COALESCE(max(EXTRACT(EPOCH FROM clock_timestamp() - created_at)) FILTER (WHERE lease_until IS NULL), 0)::float8
        AS "oldestWaitSeconds",
      (SELECT count(*) FROM queued_changes WHERE state = 'WAITING')::int AS waits,
      (SELECT count(*) FROM queued_changes WHERE state = 'ASKS')::int AS asks,
      (SELECT count(DISTINCT job_id) FROM queued_changes)::int AS "queuedVideos",
      (SELECT count(*) FROM paid_calls WHERE state <> 'settled')::int AS "openPaidCalls",
      (SELECT count(*) FROM paid_calls WHERE ambiguous)::int AS "suspectedDoublePayments"
    FROM clip_regenerations WHERE status IN ('queued', 'processing', 'canceling')`;
  const { queued, processing, canceling, waits, asks, ...rest } = row!;
  return { active: { queued, processing, canceling }, queued: { waits, asks }, ...rest };
}
