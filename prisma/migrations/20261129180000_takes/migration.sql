-- Several takes of a clip to choose from: each take has its own call, its own place in the checkpoint of its clip's change and
-- its own version with its seed; nothing becomes current.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_versions ADD COLUMN seed numeric(20, 0);
ALTER TABLE clip_changes ADD COLUMN failed_takes int[] DEFAULT ARRAY[]::int[];

-- Their columns or parameters have changed; programs that call run_changes read its columns by name.
DROP FUNCTION asked_changes(jsonb);
DROP FUNCTION run_changes(uuid, int);
DROP FUNCTION keep_change_result(uuid, int, jsonb, text);
DROP FUNCTION close_paid_calls(uuid, int);

-- Writes the changes of an admitted regeneration, and takes over for each what the regeneration that it repeats has made of
-- that clip, where the clip has not changed since. Other clips may have: the final video is composed again.
CREATE OR REPLACE FUNCTION add_clip_changes(p_id uuid, p_changes jsonb, p_retry_of uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, takes, base_version_number, checkpoint, estimated_cost)
  SELECT r.id, c.clip_index, c.instruction, c.original_prompt, e.modified_prompt, c.templates, c.action, c.video_model,
    c.takes, c.base_version_number, COALESCE(retried_checkpoint(e), '{}'), c.estimated_cost
  FROM clip_regenerations r CROSS JOIN asked_changes(p_changes) c
  LEFT JOIN clip_regenerations o ON o.id = p_retry_of AND o.kind <> 'RESTORE' AND o.user_id = r.user_id
    AND o.job_id = r.job_id
  LEFT JOIN clip_changes e ON e.regeneration_id = o.id AND e.clip_index = c.clip_index
    AND e.base_version_number = c.base_version_number
  WHERE r.id = p_id
  -- The first one is there already (open_clip_changes).
  ON CONFLICT (regeneration_id, clip_index) DO UPDATE SET action = EXCLUDED.action, takes = EXCLUDED.takes,
    checkpoint = EXCLUDED.checkpoint, modified_prompt = EXCLUDED.modified_prompt, estimated_cost = EXCLUDED.estimated_cost;
  UPDATE clip_regenerations r SET checkpoint = c.checkpoint, modified_prompt = c.modified_prompt FROM clip_changes c
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = r.clip_index AND c.checkpoint <> '{}'
$$;

-- Admits a regeneration or says why not. outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the
-- code of the refusal. Two passes by the same rules: the first takes no lock and refuses what is refused anyway, so that a
-- hundred contenders wait for one admission, not for each other; the second locks the user, then the job.
-- Changes of several clips (`changes`) are admitted all or none: clip_index is the first one that must not be changed. With
-- retryOf, the finished steps of that regeneration are taken over for each clip that has not changed since.
CREATE OR REPLACE FUNCTION admit_regeneration(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_first record;
  v_changes jsonb := COALESCE(p_request -> 'changes', jsonb_build_array(p_request));
  v_limits record;
  v_reserved numeric;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_clip int;
  v_wait int;
  v_id uuid;
  v_kind text;
  v_locked boolean;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, conversation jsonb, "idempotencyKey" text, "inputHash" text, "estimatedCost" jsonb,
    discount numeric, "estimatedSeconds" int, message text, "retryOf" uuid, "onFailure" text);
  SELECT * INTO v_first FROM asked_changes(v_changes) c LIMIT 1;
  SELECT * INTO v_limits FROM jsonb_to_record(p_request -> 'limits') AS l(
    "budgetUsd" numeric, "deadlineSeconds" int);
  v_reserved := (v_asked."estimatedCost" ->> 'total')::numeric - COALESCE(v_asked.discount, 0);

  FOR v_locked IN SELECT unnest(ARRAY[false, true]) LOOP
    IF v_locked THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
    ELSE
      SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId";
    END IF;
    IF v_asked."idempotencyKey" IS NOT NULL THEN
      SELECT * INTO v_known FROM clip_regenerations r
      WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
      IF FOUND THEN
        RETURN QUERY SELECT
          CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END,
          v_known.id, 0, NULL::int;
        RETURN;
      END IF;
    END IF;

    IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0, NULL::int; RETURN; END IF;
    IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0, NULL::int; RETURN; END IF;
  END LOOP;

  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c GROUP BY c.clip_index HAVING count(*) > 1
  ORDER BY 1 LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'CLIP_REPEATED', NULL::uuid, 0, v_clip; RETURN; END IF;
  SELECT c.clip_index INTO v_clip FROM asked_changes(v_changes) c
  WHERE current_version_number(v_job.id, c.clip_index) <> c.base_version_number LIMIT 1;
  IF FOUND THEN RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0, v_clip; RETURN; END IF;

  SELECT l.retry_after INTO v_wait FROM regeneration_limit(p_request || jsonb_build_object('clips',
    (SELECT COALESCE(sum(c.takes), 0) FROM asked_changes(v_changes) c WHERE NOT is_free(c.estimated_cost)))) l;
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait, NULL::int; RETURN; END IF;
  -- What is free may be made over the budget.
  IF NOT is_free(v_asked."estimatedCost") AND v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;

  -- Where one clip has several takes nothing becomes current; nor does what is left of such a regeneration.
  v_kind := CASE WHEN EXISTS (SELECT 1 FROM asked_changes(v_changes) c WHERE c.takes > 1)
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = v_asked."retryOf" AND r.kind = 'TAKES')
    THEN 'TAKES' ELSE 'CHANGE' END;
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, on_failure)
  VALUES (
    v_job.id, v_first.clip_index, v_asked."userId", v_kind, v_first.original_prompt, v_first.instruction,
    v_asked.conversation, v_first.templates, v_first.video_model, v_first.base_version_number, v_asked."idempotencyKey", v_asked."inputHash",
    v_asked."estimatedCost", v_reserved, v_asked."estimatedSeconds",
    clock_timestamp() + make_interval(secs => v_limits."deadlineSeconds"), clock_timestamp(),
    COALESCE(v_asked."onFailure", 'PUBLISH_WHAT_SUCCEEDED'))
  RETURNING id INTO v_id;
  PERFORM add_clip_changes(v_id, v_changes, v_asked."retryOf");
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + v_reserved, budget_limit = v_limits."budgetUsd",
    error_message = NULL, updated_at = now() WHERE id = v_job.id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_asked.message));
  RETURN QUERY SELECT 'ADMITTED', v_id, 0, NULL::int;
END $$;

-- What the user saw for a step of a clip's change, or of one take of it, if the rate card's own figure is not lower: it
-- differs where history has corrected the estimate.
CREATE OR REPLACE FUNCTION agreed_cost(c clip_changes, p_stage text, p_estimated numeric)
RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT LEAST(p_estimated,
    CASE p_stage WHEN 'prompt_generator' THEN (c.estimated_cost ->> 'languageModel')::numeric
      ELSE (c.estimated_cost ->> 'video')::numeric / c.takes END)
$$;

-- The changes of a request, by the index of their clips. A request of an earlier release is its only one.
CREATE OR REPLACE FUNCTION asked_changes(p_changes jsonb)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, templates text[], action text, video_model text,
  takes int, base_version_number int, estimated_cost jsonb) LANGUAGE sql IMMUTABLE AS $$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", COALESCE(c.takes, 1), c."baseVersionNumber", c."estimatedCost"
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, takes int, "baseVersionNumber" int, "estimatedCost" jsonb)
  ORDER BY c."clipIndex"
$$;

-- The instructions that made the footage of a clip's version, at most five, oldest first, and the seed of the last one.
CREATE OR REPLACE FUNCTION changes_behind(p_job uuid, p_clip int, p_version int)
RETURNS TABLE (instructions text[], seed jsonb) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE made AS (
    SELECT 1 AS back, m.instruction, m.base_version_number, m.checkpoint FROM change_behind(p_job, p_clip, p_version) m
    UNION ALL
    SELECT made.back + 1, m.instruction, m.base_version_number, m.checkpoint
    FROM made, change_behind(p_job, p_clip, made.base_version_number) m WHERE made.back < 5)
  SELECT ARRAY(SELECT instruction FROM made ORDER BY back DESC),
    -- Versions have theirs since there are takes of a change; before, the change has that of its only one.
    COALESCE((SELECT to_jsonb(o.seed) FROM clip_versions v JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
        AND o.version_number = COALESCE(v.restored_from, v.version_number)
      WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version),
      (SELECT checkpoint #> '{prediction,seed}' FROM made WHERE back = 1))
$$;

-- How many clips of a change count toward the limits of an hour, each take as one: all while it runs, then those that were
-- charged.
CREATE OR REPLACE FUNCTION charged_clips(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(CASE WHEN is_active(c.status) THEN c.takes ELSE GREATEST(1, (
      SELECT count(DISTINCT p.take) FROM paid_calls p WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index
        AND p.cost > 0)) END), 0)::int
  FROM clip_changes c WHERE c.regeneration_id = p_id AND counts_toward_limits(c.status, c.cost, c.estimated_cost)
$$;

-- Settles what is still open when a regeneration ends, or the change of one clip (p_clip), or one take of it (p_take), and its
-- provider can no longer be asked: an accepted call as charged in full, an INTENT at the most that its request says it
-- costs, or as not charged. Both count as ambiguous.
CREATE OR REPLACE FUNCTION close_paid_calls(p_id uuid, p_clip int, p_take int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled'
    AND clip_index = COALESCE(p_clip, clip_index) AND take = COALESCE(p_take, take) LOOP
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $$;

-- Ends a regeneration without a result (failed or canceled) and settles it. A runner passes its fence; the reconciler passes
-- NULL with the attempt it decided on, and fences the runner out. `{charged}` in the message becomes a sentence. Clips that
-- a canceled one has made stay as versions that are not selected, and so do all takes. Returns the event's sequence, or NULL if something else came first.
CREATE OR REPLACE FUNCTION end_regeneration(p_id uuid, p_fence int, p_attempt int, p_ending jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_ending record;
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
  v_message text;
BEGIN
  SELECT * INTO v_ending FROM jsonb_to_record(p_ending) AS e(status text, message text, code text, retryable boolean);
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND is_active(status) AND (fence = p_fence OR (p_fence IS NULL AND attempt = p_attempt)) FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, NULL, NULL);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  IF v_ending.status = 'canceled' OR v_row.kind = 'TAKES' THEN PERFORM keep_unselected_clips(p_id); END IF;
  UPDATE clip_changes SET status = v_ending.status WHERE regeneration_id = p_id AND is_active(status);
  UPDATE clip_regenerations SET status = v_ending.status, completed_at = clock_timestamp(), lease_until = NULL,
    error_code = v_ending.code, error_message = CASE WHEN v_ending.code IS NULL THEN NULL ELSE v_message END,
    error_retryable = v_ending.retryable
  WHERE id = p_id;
  UPDATE jobs SET status = CASE WHEN v_ending.status = 'failed' THEN 'failed' ELSE 'completed' END,
    error_message = CASE WHEN v_ending.status = 'failed' THEN v_message END,
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Ends the change of one clip, while those of the others go on: its calls are closed, its clip keeps its version. With a take
-- only that take ends, and the change with the last one of which nothing came. `{charged}` in the message becomes a
-- sentence. Returns the sequence of the event that says so, or NULL if the fence is old or the change has ended.
CREATE OR REPLACE FUNCTION fail_clip_change(p_id uuid, p_fence int, p_failure jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_failure record;
  v_change clip_changes%ROWTYPE;
  v_message text;
  v_charged numeric(10, 4);
BEGIN
  SELECT * INTO v_failure FROM jsonb_to_record(p_failure) AS f(
    "clipIndex" int, take int, code text, message text, retryable boolean, progress int);
  PERFORM 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, v_failure."clipIndex", v_failure.take);
  SELECT * INTO v_change FROM clip_changes
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex" AND is_active(status);
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT COALESCE(sum(c.cost), 0) INTO v_charged FROM paid_calls c
  WHERE c.regeneration_id = p_id AND c.clip_index = v_failure."clipIndex" AND c.take = COALESCE(v_failure.take, c.take);
  v_message := replace(v_failure.message, '{charged}', charged_in_words(v_charged));
  UPDATE clip_changes SET error_code = v_failure.code, error_message = v_message, error_retryable = v_failure.retryable,
    failed_takes = CASE WHEN v_failure.take IS NULL THEN failed_takes ELSE failed_takes || v_failure.take END,
    status = CASE WHEN v_failure.take IS NULL OR cardinality(failed_takes) + 1 = takes THEN 'failed' ELSE status END
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex";
  RETURN append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'VIDEO_GENERATING',
    'progress', v_failure.progress, 'clipIndex', v_failure."clipIndex",
    'message', CASE WHEN v_failure.take IS NULL THEN format('Clip %s cannot be changed. ', v_failure."clipIndex" + 1)
      ELSE format('Take %s of clip %s cannot be made. ', v_failure.take + 1, v_failure."clipIndex" + 1) END || v_message,
    'data', jsonb_build_object('error', jsonb_build_object('code', v_failure.code, 'message', v_message,
      'retryable', v_failure.retryable, 'charged', v_charged::text))));
END $$;

-- Keeps what a step has made of one take of a clip's change (a key with null is removed); a new prompt also in its column.
-- The first clip's is kept in the regeneration's row too, where earlier releases read it. The caller holds the lock of that
-- row.
CREATE OR REPLACE FUNCTION keep_change_result(p_id uuid, p_result jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_new record;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_result) AS r("clipIndex" int, take int, patch jsonb, prompt text);
  UPDATE clip_changes SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE regeneration_id = p_id AND clip_index = v_new."clipIndex";
  UPDATE clip_regenerations SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE id = p_id AND clip_index = v_new."clipIndex";
END $$;

-- Keeps every clip that a regeneration has made as a version that is not selected: takes to choose from, and what is left of
-- a canceled change.
CREATE OR REPLACE FUNCTION keep_unselected_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, origin, video_model, seed)
  SELECT r.job_id, c.clip_index,
    GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index))
      + row_number() OVER (PARTITION BY c.clip_index ORDER BY made.take),
    made.clip ->> 'key', made.clip ->> 'sha256', made.clip ->> 'thumbnailKey', c.modified_prompt, c.instruction,
    made.cost, false, p_id, CASE r.kind WHEN 'TAKES' THEN 'TAKE' ELSE 'CHANGE' END, c.video_model, made.seed
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  JOIN made_clips(p_id) made ON made.clip_index = c.clip_index
  WHERE r.id = p_id AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = made.clip ->> 'key')
$$;

-- The percent of the whole that a new attempt begins with: the mean of what is kept of each clip's takes. One that failed is
-- not tried again. Nothing is composed of takes: their clips are the whole.
CREATE OR REPLACE FUNCTION kept_progress(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT LEAST(99, floor(percent * CASE r.kind WHEN 'TAKES' THEN 100 / 60.0 ELSE 1 END))::int
  FROM clip_regenerations r, LATERAL (
    SELECT COALESCE(avg(clip.percent), 0) AS percent FROM clip_changes c CROSS JOIN LATERAL (
      SELECT avg(CASE WHEN take_result(c.checkpoint, take) ? 'clip' OR c.status = 'failed' OR take = ANY (c.failed_takes)
        THEN 60 WHEN c.checkpoint ? 'prompt' THEN 10 ELSE 0 END) AS percent
      FROM generate_series(0, c.takes - 1) AS take) clip
    WHERE c.regeneration_id = r.id) mean
  WHERE r.id = p_id
$$;

-- Every clip that a regeneration has made, whether it is published or not: one a take, with the seed of its model and with
-- what it was charged.
CREATE OR REPLACE FUNCTION made_clips(p_id uuid)
RETURNS TABLE (clip_index int, take int, clip jsonb, seed numeric, cost numeric) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, made.take, made.result -> 'clip', (made.result #>> '{prediction,seed}')::numeric,
    -- The prompt's call is the first take's.
    CASE WHEN c.takes = 1 THEN c.cost ELSE (SELECT COALESCE(sum(p.cost), 0) FROM paid_calls p
      WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index AND p.take = made.take) END
  FROM clip_changes c CROSS JOIN LATERAL (
    SELECT number AS take, take_result(c.checkpoint, number) AS result FROM generate_series(0, c.takes - 1) AS number) made
  WHERE c.regeneration_id = p_id AND made.result ? 'clip'
$$;

-- Opens a paid call before its POST: INTENT, or the call that an earlier attempt left open, which moves to this fence. A
-- call is that of one clip's change (without clipIndex the first's) and of one take of it.
-- outcome: NEW (POST now), OPEN (first find out what became of the earlier POST), OVER_RESERVATION (the charges so far and
-- this estimate exceed what the user agreed to, or the step was paid once already), STALE (the fence is old).
CREATE OR REPLACE FUNCTION open_paid_call(p_id uuid, p_fence int, p_call jsonb)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  v_call record;
  v_row clip_regenerations%ROWTYPE;
  v_change clip_changes%ROWTYPE;
  v_left numeric;
  v_agreed numeric;
  v_beside numeric;
  v_promised numeric;
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c(
    "clipIndex" int, take int, stage text, api text, "estimatedUsd" numeric);
  v_call.take := COALESCE(v_call.take, 0);
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO v_change FROM clip_changes c
  WHERE c.regeneration_id = p_id AND c.clip_index = COALESCE(v_call."clipIndex", v_row.clip_index);
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index AND c.take = v_call.take
      AND c.stage_name = v_call.stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  SELECT j.budget_limit - j.total_cost - j.reserved_cost INTO v_left FROM jobs j WHERE j.id = v_row.job_id;
  v_agreed := agreed_cost(v_change, v_call.stage, v_call."estimatedUsd");
  -- Calls of other clips, and of other takes of this one, that are open now will be charged too.
  SELECT COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)), 0),
    COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)) FILTER (WHERE c.clip_index = v_change.clip_index), 0)
  INTO v_promised, v_beside
  FROM paid_calls c JOIN clip_changes o ON (o.regeneration_id, o.clip_index) = (c.regeneration_id, c.clip_index)
  WHERE c.regeneration_id = p_id AND (c.clip_index, c.take) <> (v_change.clip_index, v_call.take) AND c.state <> 'settled';
  -- A tenth of the reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than
  -- estimated, and that must not take the clip from a user who agreed to all of it. Each clip is held to its own part.
  IF exceeds_agreement(v_change.cost, v_beside + v_agreed, (v_change.estimated_cost ->> 'total')::numeric, v_left)
  OR exceeds_agreement(v_row.cost, v_promised + v_agreed,
    (SELECT sum((c.estimated_cost ->> 'total')::numeric) FROM clip_changes c WHERE c.regeneration_id = p_id), v_left)
  OR EXISTS (
    SELECT 1 FROM paid_calls c WHERE c.regeneration_id = p_id AND c.clip_index = v_change.clip_index
      AND c.take = v_call.take AND c.stage_name = v_call.stage AND (c.cost > 0 OR c.outcome = 'succeeded')
  ) THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, v_change.clip_index, v_call.take, v_call.stage, v_call.api, p_fence, v_call."estimatedUsd")
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;

-- A change's checkpoint with what a step has made of one take; a key with null is removed.
CREATE OR REPLACE FUNCTION patched_checkpoint(p_checkpoint jsonb, p_take int, p_patch jsonb)
RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_gone text[] := ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null');
  v_result jsonb := (take_result(p_checkpoint, p_take) || p_patch) - v_gone;
BEGIN
  IF p_take = 0 THEN RETURN v_result; END IF;
  RETURN p_checkpoint || jsonb_build_object('takes',
    COALESCE(p_checkpoint -> 'takes', '{}') || jsonb_build_object(p_take, v_result));
END $$;

-- Makes a clip that a change has made the current version; without clipIndex it is the regeneration's first. A job that
-- came straight from the pipeline has no row for its originals yet.
CREATE OR REPLACE FUNCTION publish_clip(p_id uuid, p_publication jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_new record;
  v_job uuid;
  v_change clip_changes%ROWTYPE;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_publication) AS p(
    "clipIndex" int, "originalClipKey" text, "clipKey" text, "clipSha256" text, "thumbnailKey" text);
  UPDATE clip_changes c SET status = 'completed', progress = 100 FROM clip_regenerations r
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = COALESCE(v_new."clipIndex", r.clip_index)
  RETURNING c.* INTO STRICT v_change;
  SELECT job_id INTO v_job FROM clip_regenerations WHERE id = p_id;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_job, v_change.clip_index, 1, v_new."originalClipKey", v_change.original_prompt, v_change.base_version_number = 1
  WHERE v_new."originalClipKey" IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a canceled run made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_job AND clip_index = v_change.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model, seed)
  SELECT v_job, v_change.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_change.modified_prompt, v_change.instruction, v_change.cost, true, p_id, v_change.video_model,
    (v_change.checkpoint #>> '{prediction,seed}')::numeric
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $$;

-- Publishes the result by compare-and-set on fence, status and base version: everything moves together or not at all
-- (publish_result; takes make nothing current: publish_takes). NULL if something else came first.
CREATE OR REPLACE FUNCTION publish_regeneration(p_id uuid, p_fence int, p_publication jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number
    OR EXISTS (SELECT 1 FROM clip_changes c WHERE c.regeneration_id = p_id
      AND current_version_number(v_row.job_id, c.clip_index) <> c.base_version_number) THEN RETURN NULL; END IF;
  IF v_row.kind = 'TAKES' THEN RETURN publish_takes(p_id, p_fence, p_publication); END IF;
  RETURN publish_result(p_id, p_fence, p_publication);
END $$;

-- What a publication does once nothing stands against it: clips, video version, final video, costs, statuses and the
-- terminal event. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_result(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_video text := p_publication ->> 'videoKey';
  v_sequence int;
  -- Runners of earlier releases publish the only clip that they change.
  v_clips jsonb := COALESCE(p_publication -> 'clips', jsonb_build_array(p_publication));
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  PERFORM open_video_history(v_row.job_id);
  IF v_row.kind = 'RESTORE' THEN PERFORM restore_clips(p_id);
  ELSE
    PERFORM publish_clip(p_id, v_clip) FROM jsonb_array_elements(v_clips) AS v_clip;
    UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  END IF;
  PERFORM add_video_version(p_id, v_video);

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message', 'data', jsonb_build_object('videoKey', v_video)));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_video, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || CASE WHEN v_row.kind = 'RESTORE' THEN '[]' ELSE (
      SELECT jsonb_agg(jsonb_build_object(
        'clip_index', c.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()) ORDER BY c.clip_index)
      FROM clip_changes c WHERE c.regeneration_id = p_id AND c.status = 'completed') END
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Ends a regeneration of kind TAKES with what it has made: versions that are not selected, until one is restored. The video
-- and its clips stay as they are. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_takes(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  PERFORM close_paid_calls(p_id, NULL, NULL);
  PERFORM keep_unselected_clips(p_id);
  UPDATE clip_changes c SET status = 'completed', progress = 100
  WHERE c.regeneration_id = p_id AND is_active(c.status)
    AND EXISTS (SELECT 1 FROM made_clips(p_id) m WHERE m.clip_index = c.clip_index);
  UPDATE clip_changes SET status = 'failed' WHERE regeneration_id = p_id AND is_active(status);
  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message'));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id RETURNING * INTO v_row;
  UPDATE jobs SET status = 'completed', error_message = NULL, reserved_cost = reserved_cost - v_row.reserved_cost,
    total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- What a retry takes over of a change: all of its results. Of several takes those that were made are versions already, so the
-- retry has the others, numbered anew: the prompt, and clips that were paid for but not fetched.
CREATE OR REPLACE FUNCTION retried_checkpoint(c clip_changes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH missing AS (
    SELECT row_number() OVER (ORDER BY take) - 1 AS place, take_result(c.checkpoint, take) - '{prompt,takes}'::text[] AS result
    FROM generate_series(0, c.takes - 1) AS take WHERE NOT take_result(c.checkpoint, take) ? 'clip')
  SELECT CASE WHEN r.kind <> 'TAKES' THEN c.checkpoint ELSE jsonb_strip_nulls(jsonb_build_object(
      'prompt', c.checkpoint -> 'prompt',
      'takes', (SELECT jsonb_object_agg(place, result) FROM missing WHERE place > 0 AND result <> '{}')))
    || COALESCE((SELECT result FROM missing WHERE place = 0), '{}') END
  FROM clip_regenerations r WHERE r.id = c.regeneration_id
$$;

-- The clips that a run changes, by their index; no row if the fence is old or the run has ended. What belongs to the whole
-- run (when it must end, what it publishes where a clip failed, the final video that an earlier attempt has stored) is the
-- same in each row. The earlier instructions are those that made the footage a change builds on, oldest first: what was
-- undone is not among them. The seed is what made that footage, NULL if unknown. What failed names takes of a clip.
CREATE OR REPLACE FUNCTION run_changes(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_instructions text[],
  templates text[], video_model text, takes int, failed_takes int[], checkpoint jsonb, current_seed jsonb, failure jsonb,
  deadline_at timestamptz, on_failure text, video jsonb) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.takes, c.failed_takes, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' OR cardinality(c.failed_takes) > 0 THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video'
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$$;

-- What a runner must be able to do: the kind of the regeneration, or BATCH for a change of several clips, which a runner of
-- an earlier release would run as a change of the first. What has takes is of kind TAKES.
CREATE OR REPLACE FUNCTION run_kind(r clip_regenerations) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.kind = 'CHANGE' AND (SELECT count(*) FROM clip_changes c WHERE c.regeneration_id = r.id) > 1
    THEN 'BATCH' ELSE r.kind END
$$;

-- Keeps a finished step's result and what it cost (0: nothing was charged): of one clip's change, without clipIndex of the
-- first, and of one take of it; the final video is the whole run's. False if the fence is old. A runner of an early release books its charges here;
-- they enter the ledger as settled.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(p_id uuid, p_fence int, p_step jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_step record;
  v_row clip_regenerations%ROWTYPE;
  v_call paid_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    "clipIndex" int, take int, patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = CASE WHEN v_step.patch ? 'video'
    THEN checkpoint || jsonb_build_object('video', v_step.patch -> 'video') ELSE checkpoint END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling') RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN false; END IF;
  v_step."clipIndex" := COALESCE(v_step."clipIndex", v_row.clip_index);
  v_step.take := COALESCE(v_step.take, 0);
  PERFORM keep_change_result(p_id, jsonb_build_object('clipIndex', v_step."clipIndex", 'take', v_step.take,
    'patch', v_step.patch - 'video', 'prompt', v_step."modifiedPrompt"));
  IF v_step."costUsd" > 0 THEN
    INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, state, fence, estimated_cost, cost,
      outcome, settled_at)
    VALUES (p_id, v_step."clipIndex", v_step.take, v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd",
      v_step."costUsd", 'succeeded', clock_timestamp()) RETURNING * INTO v_call;
    PERFORM book_cost(v_call);
  END IF;
  RETURN true;
END $$;

-- Settles a call with what was really charged, and keeps what it made in the checkpoint of its clip's change, as that of its
-- take. False if the fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_settlement jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_call record;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id, c.clip_index, c.take INTO v_call FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  PERFORM keep_change_result(v_call.id, jsonb_build_object('clipIndex', v_call.clip_index, 'take', v_call.take,
    'patch', v_end.patch, 'prompt', v_end.patch -> 'prompt' ->> 'text'));
  RETURN true;
END $$;

-- What a change's checkpoint holds of one take: of the first at its top, of each further one under its number.
CREATE OR REPLACE FUNCTION take_result(p_checkpoint jsonb, p_take int) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_take = 0 THEN p_checkpoint ELSE COALESCE(p_checkpoint -> 'takes' -> p_take::text, '{}') END
$$;

CREATE OR REPLACE VIEW job_records AS
  SELECT j.id, j.user_id, j.status, j.user_prompt, j.error_message, j.created_at, j.video_model, j.aspect_ratio,
    j.audio_url, j.video_url, media_expired(j) AS media_expired, j.total_cost::text AS total_cost,
    j.reserved_cost::text AS reserved_cost,
    (SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata))
      FROM job_stages s WHERE s.job_id = j.id) AS stages,
    (SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number,
        'restored_from', v.restored_from, 'video_url', v.video_url, 'sha256', v.sha256,
        'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt))
      FROM clip_versions v WHERE v.job_id = j.id AND v.is_current) AS versions,
    (SELECT json_object_agg(t.clip_index, t.thumbnail_url) FROM clip_thumbnails t WHERE t.job_id = j.id) AS thumbnails,
    (SELECT json_object_agg(c.clip_index, c.n) FROM (SELECT m.clip_index, count(*)::int AS n
      FROM clip_regenerations r JOIN clip_changes m ON m.regeneration_id = r.id
      WHERE r.job_id = j.id AND r.kind = 'CHANGE' AND m.status = 'completed' GROUP BY m.clip_index) c) AS regeneration_counts,
    (SELECT r.id FROM clip_regenerations r WHERE r.job_id = j.id
      AND r.status IN ('queued', 'processing', 'canceling')) AS active_regeneration_id,
    j.title, j.completed_at, job_last_touched(j) AS last_touched
  FROM jobs j;

SELECT protect_functions();
