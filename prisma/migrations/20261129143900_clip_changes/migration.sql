-- Several clips in one change: a regeneration has 1 to 60 clip changes, each with its own result, calls and costs; the
-- columns of clip_regenerations hold the first clip's, as the previous release reads them, and the sums.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_regenerations
  ADD COLUMN on_failure text NOT NULL DEFAULT 'PUBLISH_WHAT_SUCCEEDED',
  ADD CONSTRAINT clip_regenerations_on_failure_known
    CHECK (on_failure IN ('PUBLISH_WHAT_SUCCEEDED', 'PUBLISH_ALL_OR_NOTHING'));

CREATE TABLE clip_changes (
  regeneration_id uuid NOT NULL,
  clip_index int NOT NULL,
  instruction text NOT NULL,
  original_prompt text NOT NULL,
  modified_prompt text,
  templates text[] DEFAULT ARRAY[]::text[],
  action text NOT NULL,
  video_model text NOT NULL,
  takes int NOT NULL DEFAULT 1,
  base_version_number int NOT NULL,
  status text NOT NULL DEFAULT 'queued',
  checkpoint jsonb NOT NULL DEFAULT '{}',
  estimated_cost jsonb NOT NULL,
  language_model_cost numeric(10,4) NOT NULL DEFAULT 0,
  video_cost numeric(10,4) NOT NULL DEFAULT 0,
  cost numeric(10,4) NOT NULL DEFAULT 0,
  progress int NOT NULL DEFAULT 0,
  error_code text,
  error_message text,
  error_retryable boolean,
  CONSTRAINT clip_changes_pkey PRIMARY KEY (regeneration_id, clip_index),
  CONSTRAINT clip_changes_action_known CHECK (action IN ('ADJUST_FOOTAGE', 'EDIT_FOOTAGE', 'NEW_SHOT')),
  CONSTRAINT clip_changes_status_known
    CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'canceled')),
  CONSTRAINT clip_changes_takes_bounded CHECK (takes BETWEEN 1 AND 4),
  CONSTRAINT clip_changes_regeneration_id_fkey FOREIGN KEY (regeneration_id) REFERENCES clip_regenerations(id)
    ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
  video_model, base_version_number, status, checkpoint, estimated_cost, language_model_cost, video_cost, cost, progress,
  error_code, error_message, error_retryable)
SELECT id, clip_index, user_instruction, original_prompt, modified_prompt, templates,
  CASE WHEN video_model = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END, video_model, base_version_number,
  CASE status WHEN 'canceling' THEN 'processing' ELSE status END, checkpoint - 'video', estimated_cost,
  language_model_cost, video_cost, cost, CASE status WHEN 'completed' THEN 100 ELSE 0 END, error_code, error_message,
  error_retryable
FROM clip_regenerations WHERE kind <> 'RESTORE';

-- The clip and the take that a call pays for.
ALTER TABLE paid_calls ADD COLUMN clip_index int, ADD COLUMN take int NOT NULL DEFAULT 0;
UPDATE paid_calls c SET clip_index = r.clip_index FROM clip_regenerations r WHERE r.id = c.regeneration_id;
ALTER TABLE paid_calls ALTER COLUMN clip_index SET NOT NULL;
DROP INDEX one_live_paid_call_per_step;
CREATE UNIQUE INDEX one_live_paid_call_per_step ON paid_calls (regeneration_id, clip_index, take, stage_name)
  WHERE state IN ('intent', 'accepted');

-- Clips of it that count towards the limits of an hour.
ALTER TABLE deleted_regenerations ADD COLUMN charged_clips int NOT NULL DEFAULT 1;

-- NULL: it is about the whole.
ALTER TABLE regeneration_events ADD COLUMN clip_index int;

-- What they return has changed; programs that call them read the columns by name.
DROP FUNCTION admit_regeneration(jsonb);
DROP FUNCTION admit_regenerations(jsonb);
DROP FUNCTION take_due_launches(int, int, text[]);
DROP FUNCTION change_behind(uuid, int, int);
DROP FUNCTION close_paid_calls(uuid);


-- Writes the changes of an admitted regeneration, and takes over for each what the regeneration that it repeats has made of
-- that clip, where the clip has not changed since. Other clips may have: the final video is composed again.
CREATE OR REPLACE FUNCTION add_clip_changes(p_id uuid, p_changes jsonb, p_retry_of uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, base_version_number, checkpoint, estimated_cost)
  SELECT r.id, c.clip_index, c.instruction, c.original_prompt, e.modified_prompt, c.templates, c.action, c.video_model,
    c.base_version_number, COALESCE(e.checkpoint, '{}'), c.estimated_cost
  FROM clip_regenerations r CROSS JOIN asked_changes(p_changes) c
  LEFT JOIN clip_regenerations o ON o.id = p_retry_of AND o.kind <> 'RESTORE' AND o.user_id = r.user_id
    AND o.job_id = r.job_id
  LEFT JOIN clip_changes e ON e.regeneration_id = o.id AND e.clip_index = c.clip_index
    AND e.base_version_number = c.base_version_number
  WHERE r.id = p_id
  -- The first one is there already (open_clip_changes).
  ON CONFLICT (regeneration_id, clip_index) DO UPDATE SET action = EXCLUDED.action, checkpoint = EXCLUDED.checkpoint,
    modified_prompt = EXCLUDED.modified_prompt, estimated_cost = EXCLUDED.estimated_cost;
  UPDATE clip_regenerations r SET checkpoint = c.checkpoint, modified_prompt = c.modified_prompt FROM clip_changes c
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = r.clip_index AND c.checkpoint <> '{}'
$$;

-- Records what a publication has made of the clips as the job's next video version. A change or a restored version is a
-- state of its own, after the one that was shown; undo and redo show a state that was there before.
CREATE OR REPLACE FUNCTION add_video_version(p_id uuid, p_video text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, regeneration_id, stands_for, parent, redo,
    summary, created_at)
  SELECT r.job_id, last.version_number + 1, c.cut, c.footage, p_video, r.id,
    COALESCE((r.restores ->> 'standsFor')::int, last.version_number + 1),
    CASE WHEN r.restores ->> 'standsFor' IS NULL THEN last.stands_for END,
    ARRAY(SELECT state::int FROM jsonb_array_elements_text(COALESCE(r.restores -> 'redo', '[]'))
      WITH ORDINALITY AS redo (state, place) ORDER BY place),
    COALESCE(r.restores ->> 'summary', describe_changes(p_id)), clock_timestamp()
  FROM clip_regenerations r, current_cut(r.job_id) c,
    LATERAL (SELECT v.version_number, v.stands_for FROM video_versions v WHERE v.job_id = r.job_id
      ORDER BY v.version_number DESC LIMIT 1) last
  WHERE r.id = p_id
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
    (SELECT count(*) FROM asked_changes(v_changes) c WHERE NOT is_free(c.estimated_cost)))) l;
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait, NULL::int; RETURN; END IF;
  -- What is free may be made over the budget.
  IF NOT is_free(v_asked."estimatedCost") AND v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0, NULL::int; RETURN;
  END IF;

  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, on_failure)
  VALUES (
    v_job.id, v_first.clip_index, v_asked."userId", v_first.original_prompt, v_first.instruction, v_asked.conversation,
    v_first.templates, v_first.video_model, v_first.base_version_number, v_asked."idempotencyKey", v_asked."inputHash",
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

-- Admits requests that arrived together, in one round trip, each as if it came alone. Ordered by user and job, so that two
-- batches holding locks of several users and jobs never deadlock.
CREATE OR REPLACE FUNCTION admit_regenerations(p_requests jsonb)
RETURNS TABLE ("position" int, outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v record;
BEGIN
  FOR v IN
    SELECT r.value AS request, r.ordinality::int AS place
    FROM jsonb_array_elements(p_requests) WITH ORDINALITY r
    ORDER BY (r.value ->> 'userId')::uuid, (r.value ->> 'jobId')::uuid, r.ordinality
  LOOP
    RETURN QUERY SELECT v.place, a.outcome, a.regeneration_id, a.retry_after, a.clip_index FROM admit_regeneration(v.request) a;
  END LOOP;
END $$;

-- What the user saw for a step of a clip's change, if the rate card's own figure is not lower: it differs where history has
-- corrected the estimate.
CREATE OR REPLACE FUNCTION agreed_cost(c clip_changes, p_stage text, p_estimated numeric)
RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT LEAST(p_estimated,
    (c.estimated_cost ->> CASE p_stage WHEN 'prompt_generator' THEN 'languageModel' ELSE 'video' END)::numeric)
$$;

-- Raises last_sequence and inserts the event in one statement, so that commit order is sequence order. clipIndex names the
-- clip that it is about, clipProgress how much of that clip's change is done.
-- Returns the sequence, or NULL if the fence is old or the regeneration has ended.
CREATE OR REPLACE FUNCTION append_regeneration_event(p_id uuid, p_fence int, p_event jsonb) RETURNS int LANGUAGE sql AS $$
  WITH event AS (
    SELECT * FROM jsonb_to_record(p_event) AS e(
      type text, progress int, message text, data jsonb, "clipIndex" int, "clipProgress" int)),
  numbered AS (
    UPDATE clip_regenerations r
    SET last_sequence = r.last_sequence + 1,
        progress = CASE WHEN e.type = 'REGENERATION_RESTARTED' THEN e.progress ELSE GREATEST(r.progress, e.progress) END
    FROM event e
    WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
    RETURNING r.id, r.last_sequence, r.fence, r.attempt, e.type, r.progress, e.message, e.data, e."clipIndex",
      e."clipProgress"
  ),
  changed AS (
    UPDATE clip_changes c SET progress = GREATEST(c.progress, n."clipProgress"),
      status = CASE c.status WHEN 'queued' THEN 'processing' ELSE c.status END
    FROM numbered n WHERE c.regeneration_id = n.id AND c.clip_index = n."clipIndex"
  )
  INSERT INTO regeneration_events (regeneration_id, sequence, fence, attempt, type, progress, message, data, clip_index)
  SELECT id, last_sequence, fence, attempt, type, progress, message, COALESCE(data, '{}'), "clipIndex" FROM numbered
  RETURNING sequence
$$;

-- The changes of a request, by the index of their clips. A request of an earlier release is its only one.
CREATE OR REPLACE FUNCTION asked_changes(p_changes jsonb)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, templates text[], action text, video_model text,
  base_version_number int, estimated_cost jsonb) LANGUAGE sql IMMUTABLE AS $$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", c."baseVersionNumber", c."estimatedCost"
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, "baseVersionNumber" int, "estimatedCost" jsonb)
  ORDER BY c."clipIndex"
$$;

-- Adds what a settled call was charged to its clip's change, to its regeneration and to job_costs.
CREATE OR REPLACE FUNCTION book_cost(p_call paid_calls) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_language_model numeric := CASE WHEN p_call.stage_name = 'prompt_generator' THEN p_call.cost ELSE 0 END;
  v_video numeric := CASE WHEN p_call.stage_name = 'video_generator' THEN p_call.cost ELSE 0 END;
BEGIN
  UPDATE clip_regenerations SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE id = p_call.regeneration_id;
  UPDATE clip_changes SET cost = cost + p_call.cost, language_model_cost = language_model_cost + v_language_model,
    video_cost = video_cost + v_video
  WHERE regeneration_id = p_call.regeneration_id AND clip_index = p_call.clip_index;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
  SELECT job_id, p_call.stage_name, p_call.api_name, p_call.cost, id
  FROM clip_regenerations WHERE id = p_call.regeneration_id;
END $$;

-- Books what a call was charged: the ledger, the costs of the clip's change and of its regeneration, and job_costs move
-- together, once. A call whose fate is unknown counts as ambiguous, whichever path settles it.
CREATE OR REPLACE FUNCTION book_paid_call(p_call uuid, p_cost numeric, p_outcome text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  UPDATE paid_calls SET state = 'settled', cost = p_cost, outcome = p_outcome, settled_at = clock_timestamp(),
    ambiguous = ambiguous OR p_outcome = 'unknown'
  WHERE id = p_call AND state <> 'settled' RETURNING * INTO v_call;
  IF v_call.id IS NULL OR p_cost = 0 THEN RETURN; END IF;
  PERFORM book_cost(v_call);
END $$;

-- The change that made the footage of a clip's version; no row for an original.
CREATE OR REPLACE FUNCTION change_behind(p_job uuid, p_clip int, p_version int)
RETURNS SETOF clip_changes LANGUAGE sql STABLE AS $$
  SELECT c.* FROM clip_versions v
  JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
    AND o.version_number = COALESCE(v.restored_from, v.version_number)
  JOIN clip_changes c ON c.regeneration_id = o.regeneration_id AND c.clip_index = o.clip_index
  WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version
$$;

-- The clips that a regeneration is about, in order.
CREATE OR REPLACE FUNCTION changed_clips(r clip_regenerations) RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.kind = 'RESTORE'
    THEN ARRAY(SELECT clip::int FROM jsonb_object_keys(r.restores -> 'clips') AS clip ORDER BY 1)
    ELSE ARRAY(SELECT c.clip_index FROM clip_changes c WHERE c.regeneration_id = r.id ORDER BY 1) END
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
    (SELECT checkpoint #> '{prediction,seed}' FROM made WHERE back = 1)
$$;

-- How many clips of a change count towards the limits of an hour.
CREATE OR REPLACE FUNCTION charged_clips(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM clip_changes
  WHERE regeneration_id = p_id AND counts_toward_limits(status, cost, estimated_cost)
$$;

-- Settles what is still open when a regeneration ends, or the change of one clip (p_clip), and its provider can no longer be
-- asked: an accepted call as charged in full, an INTENT at the most that its request says it costs, or as not charged. Both
-- count as ambiguous.
CREATE OR REPLACE FUNCTION close_paid_calls(p_id uuid, p_clip int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls
    WHERE regeneration_id = p_id AND state <> 'settled' AND clip_index = COALESCE(p_clip, clip_index) LOOP
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $$;

-- Deletes a job with all its rows. What its changes cost stays: in deleted_jobs and the tables of its books, which limits and
-- usage go on counting. Holds the row lock that admission takes, so no change starts meanwhile. The job's files are removed
-- afterwards (deleted_jobs.files_deleted_at). DELETED, NOT_FOUND, FORBIDDEN or REGENERATION_IN_PROGRESS.
CREATE OR REPLACE FUNCTION delete_job(p_job uuid, p_user uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_job jobs%ROWTYPE;
  v_deletion uuid;
BEGIN
  SELECT * INTO v_job FROM jobs WHERE id = p_job FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN 'NOT_FOUND'; END IF;
  IF v_job.user_id <> p_user THEN RETURN 'FORBIDDEN'; END IF;
  IF v_job.status NOT IN ('completed', 'failed')
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = p_job AND is_active(r.status)) THEN
    RETURN 'REGENERATION_IN_PROGRESS';
  END IF;
  -- Files of an earlier deleted job that this one shared are needed no longer. Written even where it is NULL already: a
  -- collector that is in these folders now sees by the row's version that it must look again.
  UPDATE deleted_jobs d SET files_deleted_at = NULL
  WHERE d.job_id IN (SELECT folder::uuid FROM media_pointers(ARRAY[p_job]) AS key, split_part(key, '/', 2) AS folder
    WHERE pg_input_is_valid(folder, 'uuid'));
  INSERT INTO deleted_jobs (job_id, user_id, total_cost, created_at)
  VALUES (v_job.id, v_job.user_id, v_job.total_cost, v_job.created_at) RETURNING id INTO v_deletion;
  INSERT INTO deleted_regenerations (id, deletion_id, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at, charged_clips)
  SELECT id, v_deletion, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at,
    charged_clips(id)
  FROM clip_regenerations WHERE job_id = p_job AND kind <> 'RESTORE';
  INSERT INTO deleted_paid_calls (id, regeneration_id, stage_name, api_name, external_id, estimated_cost, cost, outcome,
    created_at, settled_at)
  SELECT c.id, c.regeneration_id, c.stage_name, c.api_name, c.external_id, c.estimated_cost, c.cost, c.outcome,
    c.created_at, c.settled_at
  FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id WHERE r.job_id = p_job;
  INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp", regeneration_id)
  SELECT id, v_deletion, stage_name, api_name, cost, "timestamp", regeneration_id FROM job_costs WHERE job_id = p_job;
  DELETE FROM jobs WHERE id = p_job;
  RETURN 'DELETED';
END $$;

-- What a change made of the video, in words: "Clips 2, 5: make it nighttime. Clip 7: warmer".
CREATE OR REPLACE FUNCTION describe_changes(p_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s %s: %s', CASE WHEN count > 1 THEN 'Clips' ELSE 'Clip' END, clips, instruction), '. '
    ORDER BY first)
  FROM (SELECT instruction, count(*) AS count, min(clip_index) AS first,
      string_agg((clip_index + 1)::text, ', ' ORDER BY clip_index) AS clips
    FROM clip_changes WHERE regeneration_id = p_id AND status = 'completed' GROUP BY instruction) c
$$;

-- Ends a regeneration without a result (failed or canceled) and settles it. A runner passes its fence; the reconciler passes
-- NULL with the attempt it decided on, and fences the runner out. `{charged}` in the message becomes a sentence. Clips that
-- a canceled one has made stay as versions that are not selected. Returns the event's sequence, or NULL if something else came first.
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
  PERFORM close_paid_calls(p_id, NULL);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  IF v_ending.status = 'canceled' THEN PERFORM keep_unselected_clips(p_id); END IF;
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

-- Whether a further charge exceeds what the user agreed to pay, by more than is let pass. The first charge never does.
CREATE OR REPLACE FUNCTION exceeds_agreement(p_charged numeric, p_more numeric, p_agreed numeric, p_budget_left numeric)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_charged > 0
    AND p_charged + p_more > p_agreed + LEAST(p_agreed * 0.1 + 0.05, GREATEST(p_budget_left, 0))
$$;

-- Ends the change of one clip, while those of the others go on: its calls are closed, its clip keeps its version. `{charged}`
-- in the message becomes a sentence. Returns the sequence of the event that says so, or NULL if the fence is old or the
-- change has ended.
CREATE OR REPLACE FUNCTION fail_clip_change(p_id uuid, p_fence int, p_failure jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_failure record;
  v_change clip_changes%ROWTYPE;
  v_message text;
BEGIN
  SELECT * INTO v_failure FROM jsonb_to_record(p_failure) AS f(
    "clipIndex" int, code text, message text, retryable boolean, progress int);
  PERFORM 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status) FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id, v_failure."clipIndex");
  SELECT * INTO v_change FROM clip_changes
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex" AND is_active(status);
  IF NOT FOUND THEN RETURN NULL; END IF;
  v_message := replace(v_failure.message, '{charged}', charged_in_words(v_change.cost));
  UPDATE clip_changes SET status = 'failed', error_code = v_failure.code, error_message = v_message,
    error_retryable = v_failure.retryable
  WHERE regeneration_id = p_id AND clip_index = v_failure."clipIndex";
  RETURN append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'VIDEO_GENERATING',
    'progress', v_failure.progress, 'clipIndex', v_failure."clipIndex",
    'message', format('Clip %s cannot be changed. %s', v_failure."clipIndex" + 1, v_message),
    'data', jsonb_build_object('error', jsonb_build_object('code', v_failure.code, 'message', v_message,
      'retryable', v_failure.retryable, 'charged', v_change.cost::text))));
END $$;

-- Keeps what a step has made of one clip's change (a key with null is removed); a new prompt also in its column. The first
-- clip's is kept in the regeneration's row too, where earlier releases read it. The caller holds the lock of that row.
CREATE OR REPLACE FUNCTION keep_change_result(p_id uuid, p_clip int, p_patch jsonb, p_prompt text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_gone text[] := ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null');
BEGIN
  UPDATE clip_changes SET checkpoint = (checkpoint || p_patch) - v_gone,
    modified_prompt = COALESCE(p_prompt, modified_prompt)
  WHERE regeneration_id = p_id AND clip_index = p_clip;
  UPDATE clip_regenerations SET checkpoint = (checkpoint || p_patch) - v_gone,
    modified_prompt = COALESCE(p_prompt, modified_prompt)
  WHERE id = p_id AND clip_index = p_clip;
END $$;

-- Keeps every clip that a canceled regeneration has made as a version that is not selected.
CREATE OR REPLACE FUNCTION keep_unselected_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model)
  SELECT r.job_id, c.clip_index,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index)),
    c.checkpoint -> 'clip' ->> 'key', c.checkpoint -> 'clip' ->> 'sha256', c.checkpoint -> 'clip' ->> 'thumbnailKey',
    c.modified_prompt, c.instruction, c.cost, false, p_id, c.video_model
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  WHERE r.id = p_id AND c.checkpoint ? 'clip' AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = c.checkpoint -> 'clip' ->> 'key')
$$;

-- The percent of the whole that a new attempt begins with: the mean of what is kept of each clip's change. One that failed
-- is not tried again.
CREATE OR REPLACE FUNCTION kept_progress(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(floor(avg(CASE WHEN checkpoint ? 'clip' OR status = 'failed' THEN 60
    WHEN checkpoint ? 'prompt' THEN 10 ELSE 0 END)), 0)::int
  FROM clip_changes WHERE regeneration_id = p_id
$$;

-- Every storage key that the rows of some jobs name, and that must not be deleted. A clip's change that failed or was canceled
-- names what a retry may still take over (admit_regeneration), while its clip has not changed since.
CREATE OR REPLACE FUNCTION media_pointers(p_jobs uuid[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH live AS (SELECT j.id, j.video_url, j.audio_url FROM jobs j WHERE j.id = ANY (p_jobs) AND NOT media_expired(j)),
  sources (text) AS (
    SELECT concat_ws(' ', video_url, audio_url) FROM live
    UNION ALL SELECT concat_ws(' ', v.video_url, v.thumbnail_url) FROM live JOIN clip_versions v ON v.job_id = live.id
    UNION ALL SELECT v.video_url FROM live JOIN video_versions v ON v.job_id = live.id
    UNION ALL SELECT t.thumbnail_url FROM live JOIN clip_thumbnails t ON t.job_id = live.id
    UNION ALL SELECT s.metadata::text FROM live JOIN job_stages s ON s.job_id = live.id
    UNION ALL SELECT r.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE is_active(r.status)
    UNION ALL SELECT c.checkpoint::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN clip_changes c ON c.regeneration_id = r.id
      WHERE is_active(r.status) OR c.status IN ('failed', 'canceled')
        AND c.base_version_number = current_version_number(r.job_id, c.clip_index)
    UNION ALL SELECT e.data ->> 'videoKey' FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN regeneration_events e ON e.regeneration_id = r.id WHERE e.type = 'REGENERATION_COMPLETE'
  )
  SELECT DISTINCT key FROM sources, media_keys_in(text) AS key
$$;

-- A trigger: every change of a video has the change of the clip that its row names, also for a release whose programs do not
-- know clip_changes. admit_regeneration adds the other clips.
CREATE OR REPLACE FUNCTION open_clip_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, base_version_number, status, checkpoint, estimated_cost)
  VALUES (NEW.id, NEW.clip_index, NEW.user_instruction, NEW.original_prompt, NEW.modified_prompt, NEW.templates,
    CASE WHEN NEW.video_model = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END, NEW.video_model, NEW.base_version_number,
    CASE NEW.status WHEN 'canceling' THEN 'processing' ELSE NEW.status END, NEW.checkpoint - 'video', NEW.estimated_cost);
  RETURN NULL;
END $$;

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
  -- Calls of other clips that are open now will be charged too.
  SELECT COALESCE(sum(agreed_cost(o, c.stage_name, c.estimated_cost)), 0) INTO v_promised
  FROM paid_calls c JOIN clip_changes o ON (o.regeneration_id, o.clip_index) = (c.regeneration_id, c.clip_index)
  WHERE c.regeneration_id = p_id AND c.clip_index <> v_change.clip_index AND c.state <> 'settled';
  -- A tenth of the reservation and 5 cents are let pass, within the budget: an earlier step may have cost a little more than
  -- estimated, and that must not take the clip from a user who agreed to all of it. Each clip is held to its own part.
  IF exceeds_agreement(v_change.cost, v_agreed, (v_change.estimated_cost ->> 'total')::numeric, v_left)
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
    user_instruction, cost, is_current, regeneration_id, video_model)
  SELECT v_job, v_change.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_change.modified_prompt, v_change.instruction, v_change.cost, true, p_id, v_change.video_model
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $$;

-- Publishes the result by compare-and-set on fence, status and base version: everything moves together or not at all
-- (publish_result). NULL if something else came first.
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
  PERFORM close_paid_calls(p_id, NULL);
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

-- The limit that keeps a request waiting longest, and for how many seconds; no row if none does. p_request is that of
-- admit_regeneration; a limit that it does not name does not hold. What is free is bounded by activePerUser alone: by what
-- one person's changes take of the machines at a time. The end of a running change is expected after its estimated time.
CREATE OR REPLACE FUNCTION regeneration_limit(p_request jsonb)
RETURNS TABLE (held_by text, retry_after int) LANGUAGE sql VOLATILE AS $$
  WITH asked AS (
    SELECT *, COALESCE(r.clips, 1) AS charged_clips, is_free(r."estimatedCost") AS free
    FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, clips int, "estimatedCost" jsonb),
      jsonb_to_record(p_request -> 'limits') AS l(
        "perJobPerHour" int, "perUserPerHour" int, "clipsPerUserPerHour" int, "activePerUser" int)
  ), active AS (
    SELECT count(*) AS running, min(r.created_at + make_interval(secs => r.estimated_seconds)) AS until
    FROM clip_regenerations r, asked a WHERE r.user_id = a."userId" AND is_active(r.status)
  ), counted AS (
    -- A change is one admission, of as many clips as are charged. A deleted video's changes count on, a RESTORE never does.
    SELECT r.job_id, r.created_at + interval '1 hour' AS until,
      GREATEST(1, r.clips) AS clips
    FROM (
      SELECT user_id, job_id, created_at, status, cost, estimated_cost, charged_clips(id) AS clips FROM clip_regenerations
      WHERE kind <> 'RESTORE'
      UNION ALL SELECT user_id, job_id, created_at, status, cost, estimated_cost, charged_clips
      FROM deleted_regenerations) r, asked a
    WHERE r.user_id = a."userId" AND r.created_at > clock_timestamp() - interval '1 hour' AND NOT a.free
      AND counts_toward_limits(r.status, r.cost, r.estimated_cost)
  ), held AS (
    SELECT 'USER_ACTIVE' AS held_by, GREATEST(v.until, clock_timestamp() + interval '5 seconds') AS until
    FROM asked a, active v WHERE v.running >= a."activePerUser"
    UNION ALL
    SELECT 'JOB_PER_HOUR', (SELECT c.until FROM counted c WHERE c.job_id = a."jobId"
      ORDER BY c.until DESC OFFSET a."perJobPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perJobPerHour" IS NOT NULL
    UNION ALL
    SELECT 'USER_PER_HOUR', (SELECT c.until FROM counted c ORDER BY c.until DESC OFFSET a."perUserPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perUserPerHour" IS NOT NULL
    UNION ALL
    -- Clips leave the hour oldest first, until those of this request fit beside the rest.
    SELECT 'CLIPS_PER_HOUR', max(c.until)
    FROM asked a, (SELECT until, sum(clips) OVER (ORDER BY until DESC) AS clips FROM counted) c
    WHERE c.clips > a."clipsPerUserPerHour" - a.charged_clips
    UNION ALL
    SELECT 'CLIPS_PER_HOUR', clock_timestamp() + interval '1 hour' FROM asked a
    WHERE a.charged_clips > a."clipsPerUserPerHour" AND NOT a.free
  )
  SELECT h.held_by, GREATEST(1, CEIL(EXTRACT(EPOCH FROM h.until - clock_timestamp())))::int
  FROM held h WHERE h.until IS NOT NULL ORDER BY h.until DESC LIMIT 1
$$;

-- Replaces a lost runner: a new attempt behind a new fence; the checkpoint is kept. A regeneration that is being canceled
-- gets another runner only to cancel what is open at a provider. NULL if no attempt is left or the row has moved on.
CREATE OR REPLACE FUNCTION restart_regeneration(p_id uuid, p_attempt int, p_delay_seconds int, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL, waiting_reason = NULL, waiting_since = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts
    AND (status IN ('queued', 'processing') OR status = 'canceling' AND has_open_paid_call(p_id))
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_RESTARTED', 'message', p_message, 'progress', kept_progress(p_id)));
END $$;

-- The clips that a run changes, by their index; no row if the fence is old or the run has ended. What belongs to the whole
-- run (when it must end, what it publishes where a clip failed, the final video that an earlier attempt has stored) is the
-- same in each row. The earlier instructions are those that made the footage a change builds on, oldest first: what was
-- undone is not among them. The seed is what made that footage, NULL if unknown.
CREATE OR REPLACE FUNCTION run_changes(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_instructions text[],
  templates text[], video_model text, checkpoint jsonb, current_seed jsonb, failure jsonb,
  deadline_at timestamptz, on_failure text, video jsonb) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video'
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$$;

-- The regeneration of a run, as runners of earlier releases read the only clip that they change; no row if the fence is old
-- or the run has ended. A RESTORE run reads its checkpoint here.
CREATE OR REPLACE FUNCTION run_input(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_wishes text[],
  templates text[], video_model text, deadline_at timestamptz, checkpoint jsonb, current_seed jsonb) LANGUAGE sql STABLE AS $$
  SELECT r.clip_index, r.user_instruction, r.original_prompt, r.conversation_history, b.instructions, r.templates,
    r.video_model, r.deadline_at, r.checkpoint, b.seed
  FROM clip_regenerations r CROSS JOIN LATERAL changes_behind(r.job_id, r.clip_index, r.base_version_number) b
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$$;

-- What a runner must be able to do: the kind of the regeneration, or BATCH for a change of several clips, which a runner of
-- an earlier release would run as a change of the first.
CREATE OR REPLACE FUNCTION run_kind(r clip_regenerations) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.kind = 'CHANGE' AND (SELECT count(*) FROM clip_changes c WHERE c.regeneration_id = r.id) > 1
    THEN 'BATCH' ELSE r.kind END
$$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_changes', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'fail_clip_change', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration']
$$;

-- Keeps a finished step's result and what it cost (0: nothing was charged): of one clip's change, without clipIndex of the
-- first; the final video is the whole run's. False if the fence is old. A runner of an early release books its charges here;
-- they enter the ledger as settled.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(p_id uuid, p_fence int, p_step jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_step record;
  v_row clip_regenerations%ROWTYPE;
  v_call paid_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    "clipIndex" int, patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = CASE WHEN v_step.patch ? 'video'
    THEN checkpoint || jsonb_build_object('video', v_step.patch -> 'video') ELSE checkpoint END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling') RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN false; END IF;
  v_step."clipIndex" := COALESCE(v_step."clipIndex", v_row.clip_index);
  PERFORM keep_change_result(p_id, v_step."clipIndex", v_step.patch - 'video', v_step."modifiedPrompt");
  IF v_step."costUsd" > 0 THEN
    INSERT INTO paid_calls (regeneration_id, clip_index, stage_name, api_name, state, fence, estimated_cost, cost, outcome,
      settled_at)
    VALUES (p_id, v_step."clipIndex", v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd", v_step."costUsd",
      'succeeded', clock_timestamp()) RETURNING * INTO v_call;
    PERFORM book_cost(v_call);
  END IF;
  RETURN true;
END $$;

-- Settles a call with what was really charged, and keeps what it made in the checkpoint of its clip's change. False if the
-- fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_settlement jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_call record;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id, c.clip_index INTO v_call FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  PERFORM keep_change_result(v_call.id, v_call.clip_index, v_end.patch, v_end.patch -> 'prompt' ->> 'text');
  RETURN true;
END $$;

-- Takes launches that are due, each for p_hold_seconds: within that time no other replica launches the same attempt. p_kinds
-- are those that the caller's runners can run. A regeneration that is being canceled is launched only to cancel what is
-- open at a provider.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int, p_kinds text[])
RETURNS TABLE (id uuid, job_id uuid, clip_indexes int[], attempt int, deadline_seconds int) LANGUAGE sql AS $$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE (c.status IN ('queued', 'processing') OR c.status = 'canceling' AND has_open_paid_call(c.id))
          AND c.launched_attempt < c.attempt AND c.dispatch_after <= clock_timestamp() AND run_kind(c) = ANY (p_kinds)
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, changed_clips(r), r.attempt,
    GREATEST(1, CEIL(EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())))::int
$$;

-- A runner's claim: raises the fence, unless a live lease, another attempt or an end stands against it. p_kinds are those
-- that the runner can run: one of an earlier release must not run a RESTORE as if it were a change.
-- outcome: CLAIMED, HELD (another runner of this attempt lives), SUPERSEDED (ended, another attempt, or of no kind for this
-- runner). A row that is being canceled is claimed to cancel what is still open at a provider.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int, p_kinds text[])
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8, kind text) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY UPDATE clip_regenerations r
  SET fence = r.fence + 1, status = CASE WHEN r.status = 'canceling' THEN 'canceling' ELSE 'processing' END,
      started_at = COALESCE(r.started_at, clock_timestamp()), launched_attempt = r.attempt,
      waiting_reason = NULL, waiting_since = NULL,
      lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (p_kinds)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8, r.kind;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r
      WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND run_kind(r) = ANY (p_kinds)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8, NULL::text;
END $$;

-- A request as positions, as releases before admit_regenerations pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION admit_regeneration(
  p_user uuid, p_job uuid, p_clip int, p_instruction text, p_conversation jsonb,
  p_idempotency_key text, p_input_hash text, p_original_prompt text, p_templates text[], p_video_model text,
  p_base_version int, p_estimated_cost jsonb, p_reserved numeric, p_estimated_seconds int,
  p_budget_limit numeric, p_job_limit int, p_user_limit int, p_deadline_seconds int, p_message text, p_retry_of uuid
) RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE sql AS $$
  SELECT a.outcome, a.regeneration_id, a.retry_after FROM admit_regeneration(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'clipIndex', p_clip, 'instruction', p_instruction, 'conversation', p_conversation,
    'idempotencyKey', p_idempotency_key, 'inputHash', p_input_hash, 'originalPrompt', p_original_prompt,
    'templates', p_templates, 'videoModel', p_video_model, 'baseVersionNumber', p_base_version,
    'estimatedCost', p_estimated_cost || jsonb_build_object('total', p_reserved::text),
    'estimatedSeconds', p_estimated_seconds, 'message', p_message, 'retryOf', p_retry_of,
    'limits', jsonb_build_object('budgetUsd', p_budget_limit, 'perJobPerHour', p_job_limit,
      'perUserPerHour', p_user_limit, 'deadlineSeconds', p_deadline_seconds))) a
$$;

-- A runner's claim as releases before take_regeneration make it: the fence, or NULL if the claim is refused.
-- May be dropped once no release from before the ledger of paid calls (20261123000000) can run beside this database.
CREATE OR REPLACE FUNCTION claim_regeneration(p_id uuid, p_attempt int, p_lease_seconds int) RETURNS int LANGUAGE sql AS $$
  UPDATE clip_regenerations r
  SET fence = fence + 1, status = 'processing', started_at = COALESCE(started_at, clock_timestamp()),
      launched_attempt = attempt, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND attempt = p_attempt AND status IN ('queued', 'processing') AND run_kind(r) = 'CHANGE'
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  RETURNING fence
$$;

-- Due launches as releases before the history take them: their runners know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int)
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  SELECT t.id, t.job_id, t.clip_indexes[1], t.attempt, t.deadline_seconds
  FROM take_due_launches(p_limit, p_hold_seconds, ARRAY['CHANGE']) t
$$;

CREATE TRIGGER open_clip_changes AFTER INSERT ON clip_regenerations FOR EACH ROW WHEN (NEW.kind <> 'RESTORE')
  EXECUTE FUNCTION open_clip_changes();

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
      WHERE r.job_id = j.id AND m.status = 'completed' GROUP BY m.clip_index) c) AS regeneration_counts,
    (SELECT r.id FROM clip_regenerations r WHERE r.job_id = j.id
      AND r.status IN ('queued', 'processing', 'canceling')) AS active_regeneration_id,
    j.title, j.completed_at, job_last_touched(j) AS last_touched
  FROM jobs j;

SELECT protect_functions();
