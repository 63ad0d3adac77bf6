import { AssertionError, deepStrictEqual } from 'node:assert';
import { type Model, type ModelJob, type ModelRegeneration, usd } from './model.js';
import type { Fixture } from './model-fixture.js';

/** Everything that the model predicts, read in one statement. */
async function readState(fixture: Fixture, jobIds: string[]): Promise<unknown> {
  const [row] = await fixture.db.$queryRaw<{ state: unknown }[]>`
    SELECT jsonb_build_object(
      'jobs', (SELECT jsonb_object_agg(j.id, jsonb_build_object('status', j.status, 'total', j.total_cost::text,
          'reserved', j.reserved_cost::text, 'video', j.video_url,
          'queue', (SELECT COALESCE(jsonb_agg(jsonb_build_array(q.id, to_jsonb(q.clip_indexes), q.state, q.revision,
            COALESCE(q.held_until > clock_timestamp(), false), q.quoted #>> '{cost,total}', q.asked #>> '{cost,total}',
            q.idempotency_key, q.input_hash) ORDER BY q.place, q.id), '[]') FROM queued_changes q WHERE q.job_id = j.id),
          'versions', (SELECT COALESCE(jsonb_agg(jsonb_build_array(v.clip_index, v.version_number, v.video_url,
            v.is_current, v.regeneration_id, v.cost::text, v.restored_from) ORDER BY v.clip_index, v.version_number), '[]')
            FROM clip_versions v WHERE v.job_id = j.id),
          'videos', (SELECT COALESCE(jsonb_agg(jsonb_build_array(v.version_number, v.cut, v.footage, v.video_url, v.stands_for,
            v.parent, to_jsonb(v.redo)) ORDER BY v.version_number), '[]') FROM video_versions v WHERE v.job_id = j.id)))
        FROM jobs j WHERE j.id = ANY(${jobIds}::uuid[])),
      'regenerations', (SELECT COALESCE(jsonb_object_agg(r.id, jsonb_build_object('status', r.status,
          'attempt', r.attempt, 'launched', r.launched_attempt, 'attempts', r.max_attempts, 'fence', r.fence,
          'lease', CASE WHEN r.lease_until > clock_timestamp() THEN 'live' WHEN r.lease_until IS NOT NULL THEN 'expired' END,
          'waiting', r.waiting_reason, 'reserved', r.reserved_cost::text, 'cost', r.cost::text, 'error', r.error_code,
          'checkpoint', r.checkpoint, 'progress', r.progress,
          'events', (SELECT jsonb_agg(jsonb_build_array(e.sequence, e.type, e.fence, e.attempt, e.progress) ORDER BY e.sequence)
            FROM regeneration_events e WHERE e.regeneration_id = r.id),
          'ledger', (SELECT COALESCE(jsonb_object_agg(c.id, jsonb_build_array(c.stage_name, c.state, c.fence, c.posts,
            c.ambiguous, c.external_id, c.cost::text, c.outcome)), '{}')
            FROM paid_calls c WHERE c.regeneration_id = r.id))), '{}')
        FROM clip_regenerations r WHERE r.job_id = ANY(${jobIds}::uuid[]))) AS state`;
  return row!.state;
}

/** The rows must be what the model says, after every command. */
export async function compareState(model: Model, fixture: Fixture, after: string): Promise<void> {
  const real = await readState(
    fixture,
    model.jobs.map(({ id }) => id),
  );
  const predicted = {
    jobs: Object.fromEntries(model.jobs.map((job) => [job.id, jobState(job)])),
    regenerations: Object.fromEntries(
      model.regenerations.map((regeneration) => [regeneration.id, regenerationState(regeneration)]),
    ),
  };
  try {
    deepStrictEqual(real, predicted);
  } catch (error) {
    const difference = error instanceof AssertionError ? error.message : String(error);
    throw new Error(`After ${after} the rows (+) are not what the model says (-): ${difference}`);
  }
}

function jobState({ status, total, reserved, videoUrl, versions, videos, queue }: ModelJob): unknown {
  const sorted = [...versions].sort((a, b) => a.clip - b.clip || a.number - b.number);
  return {
    status,
    total: usd(total),
    reserved: usd(reserved),
    video: videoUrl,
    queue: queue.map((each) => [
      ...[each.id, each.clips, each.state, each.revision, each.isHeld, usd(each.quoted)],
      ...[each.asked === null ? null : usd(each.asked), each.key, each.inputHash],
    ]),
    versions: sorted.map((each) => [
      ...[each.clip, each.number, each.url, each.current, each.regeneration],
      ...[usd(each.cost), each.restoredFrom],
    ]),
    videos: videos.map((each) => [
      ...[each.number, each.cut, each.footage, each.url, each.standsFor, each.parent, each.redo],
    ]),
  };
}

function regenerationState(regeneration: ModelRegeneration): unknown {
  const { status, attempt, fence, lease, checkpoint, progress, events, calls } = regeneration;
  return {
    ...{ status, attempt, fence, lease, checkpoint, progress },
    launched: regeneration.launchedAttempt,
    attempts: regeneration.maxAttempts,
    waiting: regeneration.waitingReason,
    reserved: usd(regeneration.reserved),
    cost: usd(regeneration.cost),
    error: regeneration.errorCode,
    events: events.map((event, index) => [
      ...[index + 1, event.type, event.fence, event.attempt, event.progress],
    ]),
    ledger: Object.fromEntries(
      calls.map((call) => [
        call.id,
        [
          ...[call.stage, call.state, call.fence, call.posts, call.ambiguous, call.externalId],
          ...[call.cost === null ? null : usd(call.cost), call.outcome],
        ],
      ]),
    ),
  };
}
