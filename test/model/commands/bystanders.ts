import fc from 'fast-check';
import { isActive, type Model, type ModelRegeneration } from '../model.js';
import { agree, pick, Step } from '../step.js';
import { activeOf } from '../transitions.js';
import type { Fixture } from '../model-fixture.js';

const endedOf = (model: Readonly<Model>): ModelRegeneration[] =>
  model.regenerations.filter((each) => !isActive(each));

/** A program that does not ask admit_regeneration puts a second active row beside one. */
export const secondActiveRow = fc.nat().map(
  (choice) =>
    new Step(
      'insert a second active row',
      (model) => activeOf(model).length > 0,
      async (model, fixture) => {
        const rejection = await insertCopy(fixture, pick(activeOf(model), choice));
        agree('the partial index refuses a second active row of a job', rejection, '23505');
      },
    ),
);

/** The SQLSTATE with which the row is refused, or null. */
async function insertCopy({ db }: Fixture, { id }: ModelRegeneration): Promise<string | null> {
  const [row] = await db.$queryRaw<
    { rejection: string | null }[]
  >`SELECT insert_copy(${id}::uuid) AS rejection`;
  return row!.rejection;
}

/** SQL by which a test inserts beside the rules: a copy of an active row, undone at once where nothing refuses it. */
export const INSERT_COPY = `
  CREATE FUNCTION insert_copy(p_id uuid) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO clip_regenerations (job_id, clip_index, user_id, original_prompt, user_instruction, video_model,
      base_version_number, input_hash, estimated_cost, estimated_seconds, deadline_at)
    SELECT job_id, clip_index, user_id, original_prompt, user_instruction, video_model, base_version_number, input_hash,
      estimated_cost, estimated_seconds, deadline_at FROM clip_regenerations WHERE id = p_id;
    RETURN NULL;
  EXCEPTION WHEN unique_violation THEN RETURN SQLSTATE;
  END $$`;

/** Somebody corrects an ended row by hand. */
export const touchEnded = fc.nat().map(
  (choice) =>
    new Step(
      'update an ended row',
      (model) => endedOf(model).length > 0,
      async (model, { db }) => {
        const { id } = pick(endedOf(model), choice);
        const touched = await db.$executeRaw`
          UPDATE clip_regenerations SET status = 'processing', completed_at = NULL, fence = fence + 1, cost = 99
          WHERE id = ${id}::uuid`;
        agree('an ended row stays as it is', touched, 0);
      },
    ),
);
