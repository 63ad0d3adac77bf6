import { holds, type Model, type ModelRegeneration, type ModelRunner } from '../model.js';
import type { Fixture } from '../model-fixture.js';
import { agreeFenced } from './by-runner.js';

/** Results of the read functions for a runner, and of what keeps a measurement or a preview. */
interface ReadResults {
  input: boolean;
  changes: boolean;
  measured: boolean;
  previewed: boolean;
  mayMeasure: boolean;
  job: string | null;
  openCalls: string[];
  published: boolean;
  settledCalls: string[];
}

/**
 * Each runner may read what its fence allows, and keep what it has measured or made, and no more: not of a run that another has
 * taken over, or that has ended. One that has just published may go on measuring while nothing waits to be started.
 */
export async function compareReads(
  model: Readonly<Model>,
  fixture: Fixture,
  runners: readonly ModelRunner[] = model.runners,
): Promise<void> {
  const results = await read(runners, fixture);
  runners.forEach((runner, index) => {
    const { openCalls, settledCalls, ...others } = results[index]!;
    const sorted = { openCalls: openCalls.sort(), settledCalls: settledCalls.sort() };
    agreeFenced('what a runner reads', runner, { ...others, ...sorted }, predict(runner, model));
  });
}

async function read(runners: readonly ModelRunner[], { db }: Fixture): Promise<ReadResults[]> {
  const asked = JSON.stringify(runners.map(({ regeneration: { id }, fence }) => ({ id, fence })));
  const [row] = await db.$queryRaw<{ results: ReadResults[] | null }[]>`
    SELECT json_agg(json_build_object(
      'input', EXISTS (SELECT 1 FROM run_input(r.id, r.fence)),
      'changes', EXISTS (SELECT 1 FROM run_changes(r.id, r.fence)),
      'measured', keep_measurement(r.id, r.fence, 'clip', '{}'),
      'previewed', keep_preview(r.id, r.fence, 'clip', '{}'),
      'mayMeasure', may_measure(r.id, r.fence),
      'job', (SELECT j.id FROM run_job(r.id, r.fence) j),
      'openCalls', ARRAY(SELECT c.id FROM run_open_calls(r.id, r.fence) c),
      'published', is_regeneration_published(r.id, r.fence),
      'settledCalls', ARRAY(SELECT c.id FROM paid_calls c
        WHERE c.regeneration_id = r.id AND is_paid_call_settled(c.id, r.fence, c.outcome))) ORDER BY r.number) AS results
    FROM ROWS FROM (jsonb_to_recordset(${asked}::jsonb) AS (id uuid, fence int))
      WITH ORDINALITY AS r(id, fence, number)`;
  return row?.results ?? [];
}

function predict(runner: ModelRunner, { regenerations }: Readonly<Model>): ReadResults {
  const { regeneration, fence } = runner;
  const isHolder = holds(runner);
  const published = fence === regeneration.fence && regeneration.status === 'completed';
  const waits = regeneration.job.queue.length > 0 || regenerations.some(({ status }) => status === 'queued');
  return {
    input: isHolder,
    changes: isHolder && regeneration.restores === null,
    measured: isHolder || published,
    previewed: isHolder || published,
    mayMeasure: published && !waits,
    job: isHolder ? regeneration.job.id : null,
    published,
    openCalls: isHolder ? callIds(regeneration, ({ state }) => state !== 'settled') : [],
    settledCalls: callIds(regeneration, (call) => call.state === 'settled' && call.fence === fence),
  };
}

const callIds = (
  { calls }: ModelRegeneration,
  wanted: (call: ModelRegeneration['calls'][number]) => boolean,
): string[] =>
  calls
    .filter(wanted)
    .map(({ id }) => id)
    .sort();
