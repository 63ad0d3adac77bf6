-- A change keeps the prompt that its person wrote and the seed that they chose. Programs of the release before keep to them as
-- far as they can: a runner finds the prompt as the result of its step, and a server leaves both to a change that it takes from
-- a queue.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_changes ADD COLUMN asked_prompt text, ADD COLUMN asked_seed int;

-- Their columns have changed; programs that call run_changes read its columns by name.
DROP FUNCTION asked_changes(jsonb);
DROP FUNCTION run_changes(uuid, int);

-- Writes the changes of an admitted regeneration, and takes over for each what the regeneration that it repeats has made of
-- that clip, where the clip has not changed since. Other clips may have: the final video is composed again. A prompt that was
-- given is the result of the prompt step from the start: no runner, whatever its release, writes another one.
CREATE OR REPLACE FUNCTION add_clip_changes(p_id uuid, p_changes jsonb, p_retry_of uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, takes, base_version_number, adjustments, footage_version, asked_prompt, asked_seed, checkpoint, estimated_cost)
  SELECT r.id, c.clip_index, c.instruction, c.original_prompt, COALESCE(c.asked_prompt, e.modified_prompt), c.templates, c.action,
    c.video_model, c.takes, c.base_version_number, c.adjustments, c.footage_version, c.asked_prompt, c.asked_seed,
    COALESCE(retried_checkpoint(e), '{}') || CASE WHEN c.asked_prompt IS NULL THEN '{}'
      ELSE jsonb_build_object('prompt', jsonb_build_object('text', c.asked_prompt)) END, c.estimated_cost
  FROM clip_regenerations r CROSS JOIN asked_changes(p_changes) c
  LEFT JOIN clip_regenerations o ON o.id = p_retry_of AND o.kind <> 'RESTORE' AND o.user_id = r.user_id
    AND o.job_id = r.job_id
  LEFT JOIN clip_changes e ON e.regeneration_id = o.id AND e.clip_index = c.clip_index
    AND e.base_version_number = c.base_version_number
  WHERE r.id = p_id
  -- The first one is there already (open_clip_changes).
  ON CONFLICT (regeneration_id, clip_index) DO UPDATE SET action = EXCLUDED.action, takes = EXCLUDED.takes,
    adjustments = EXCLUDED.adjustments, footage_version = EXCLUDED.footage_version,
    asked_prompt = EXCLUDED.asked_prompt, asked_seed = EXCLUDED.asked_seed,
    checkpoint = EXCLUDED.checkpoint, modified_prompt = EXCLUDED.modified_prompt, estimated_cost = EXCLUDED.estimated_cost;
  UPDATE clip_regenerations r SET checkpoint = c.checkpoint, modified_prompt = c.modified_prompt FROM clip_changes c
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = r.clip_index AND c.checkpoint <> '{}'
$$;

-- The changes of a request, by the index of their clips. A request of an earlier release is its only one.
CREATE OR REPLACE FUNCTION asked_changes(p_changes jsonb)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, templates text[], action text, video_model text,
  takes int, base_version_number int, adjustments jsonb, footage_version int, estimated_cost jsonb, asked_prompt text,
  asked_seed int) LANGUAGE sql IMMUTABLE AS $$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", COALESCE(c.takes, 1), c."baseVersionNumber", c.adjustments, c."footageVersion", c."estimatedCost",
    c.prompt, c.seed
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, takes int, "baseVersionNumber" int, adjustments jsonb, "footageVersion" int,
    "estimatedCost" jsonb, prompt text, seed int)
  ORDER BY c."clipIndex"
$$;

-- The clips that a run changes, by their index; no row if the fence is old or the run has ended. What belongs to the whole
-- run (when it must end, what it publishes where a clip failed, the final video that an earlier attempt has stored) is the
-- same in each row. The earlier instructions are those that made the footage a change builds on, oldest first: what was
-- undone is not among them. The seed is what made that footage, NULL if unknown. What failed names takes of a clip. The
-- recipe is what the built-in renderer draws, over which file (empty: the pipeline's original) and its prompt; NULL where it
-- changes the current file.
CREATE OR REPLACE FUNCTION run_changes(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_instructions text[],
  templates text[], video_model text, takes int, failed_takes int[], checkpoint jsonb, current_seed jsonb, failure jsonb,
  deadline_at timestamptz, on_failure text, video jsonb, recipe jsonb, asked_seed int) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.takes, c.failed_takes, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' OR cardinality(c.failed_takes) > 0 THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video',
    CASE WHEN c.adjustments IS NOT NULL THEN jsonb_build_object('adjustments', c.adjustments,
      'footageVersion', c.footage_version, 'footage', COALESCE(f.video_url, ''), 'prompt', f.prompt) END, c.asked_seed
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  LEFT JOIN clip_versions f ON (f.job_id, f.clip_index, f.version_number) = (r.job_id, c.clip_index, c.footage_version)
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$$;

-- Admits a change of a queue and takes it from the queue, in one transaction: a crash leaves it waiting or running, never
-- both. p_request is that of admit_regeneration, made for what the change asked for in p_revision. outcome: as
-- admit_regeneration, or MOVED_ON where it is no longer there, has changed, or is not the next.
CREATE OR REPLACE FUNCTION start_queued_change(p_id uuid, p_revision int, p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v_job uuid := (p_request ->> 'jobId')::uuid;
  v_queued jsonb;
  v_admission record;
BEGIN
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || (p_request ->> 'userId')::uuid::text, 0));
  PERFORM 1 FROM jobs WHERE id = v_job FOR UPDATE;
  SELECT q.changes INTO v_queued FROM queued_changes q WHERE q.id = p_id AND q.job_id = v_job AND q.revision = p_revision
    AND q.id = next_queued_change(v_job) FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'MOVED_ON', NULL::uuid, 0, NULL::int; RETURN; END IF;
  SELECT * INTO v_admission FROM admit_regeneration(with_own_inputs(p_request, v_queued));
  IF v_admission.outcome IN ('ADMITTED', 'REPLAYED') THEN DELETE FROM queued_changes WHERE id = p_id;
  ELSE UPDATE queued_changes SET held_until = NULL WHERE id = p_id AND v_admission.outcome = 'REGENERATION_IN_PROGRESS';
  END IF;
  RETURN QUERY SELECT v_admission.outcome, v_admission.regeneration_id, v_admission.retry_after, v_admission.clip_index;
END $$;

-- A request to admit queued changes, with the prompts and seeds of the queue: a server of the release before does not know
-- them, and would start those changes without.
CREATE OR REPLACE FUNCTION with_own_inputs(p_request jsonb, p_queued jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_set(p_request, '{changes}', jsonb_agg(c || jsonb_strip_nulls(
    jsonb_build_object('prompt', q -> 'prompt', 'seed', q -> 'seed'))))
  FROM jsonb_array_elements(p_request -> 'changes') AS c
  LEFT JOIN jsonb_array_elements(p_queued) AS q ON q -> 'clipIndex' = c -> 'clipIndex'
$$;

SELECT protect_functions();
