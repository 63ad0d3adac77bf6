-- History: every publication leaves a video version, every version can be current again. Restore, undo and redo only move
-- pointers: they are regenerations of kind RESTORE, whose publication makes a version n+1 over the same file.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_regenerations
  ADD COLUMN kind text NOT NULL DEFAULT 'CHANGE',
  -- What the publication of a RESTORE writes: {clips: {clip: version whose footage comes back}, standsFor, redo, summary}.
  ADD COLUMN restores jsonb,
  ADD CONSTRAINT clip_regenerations_kind_known CHECK (kind IN ('CHANGE', 'TAKES', 'RESTORE')),
  ADD CONSTRAINT clip_regenerations_restores_something CHECK ((kind = 'RESTORE') = (restores IS NOT NULL));

ALTER TABLE clip_versions
  ADD COLUMN origin text NOT NULL DEFAULT 'CHANGE',
  -- The version whose footage it is, never a restored one itself.
  ADD COLUMN restored_from int,
  ADD COLUMN video_model text,
  ADD CONSTRAINT clip_versions_origin_known CHECK (origin IN ('ORIGINAL', 'CHANGE', 'TAKE', 'RESTORE', 'UPLOAD')),
  ADD CONSTRAINT clip_versions_restored_from_another CHECK (
    (origin = 'RESTORE') = (restored_from IS NOT NULL) AND restored_from < version_number);

CREATE TABLE video_versions (
  job_id uuid NOT NULL,
  version_number int NOT NULL,
  -- Version of each clip, and whose footage that is; clips at their original are left out.
  cut jsonb NOT NULL,
  footage jsonb NOT NULL,
  -- NULL: the file is no longer kept.
  video_url text,
  regeneration_id uuid,
  -- The state that it shows, by the version that first showed it: another one after undo and redo.
  stands_for int NOT NULL,
  -- The state before it, where it is a state of its own.
  parent int,
  -- States that redo brings back, the next one first.
  redo int[] DEFAULT ARRAY[]::int[],
  summary text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT video_versions_pkey PRIMARY KEY (job_id, version_number),
  CONSTRAINT video_versions_parent_is_older CHECK (parent < version_number),
  CONSTRAINT video_versions_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX video_versions_regeneration_id_idx ON video_versions (regeneration_id);
CREATE INDEX clip_versions_regeneration_id_idx ON clip_versions (regeneration_id);

-- What is known of the versions that are there.
UPDATE clip_versions SET origin = 'ORIGINAL' WHERE version_number = 1;
UPDATE clip_versions v SET video_model = r.video_model FROM clip_regenerations r
WHERE r.id = v.regeneration_id AND v.version_number > 1;

-- The video of each finished change, in the order in which they were published; before the first one the original.
WITH published AS (
  SELECT r.job_id, r.id, r.clip_index, v.version_number AS made, r.user_instruction, r.video_before, r.completed_at,
    row_number() OVER w AS place, count(*) OVER (PARTITION BY r.job_id) AS publications,
    (SELECT e.data ->> 'videoKey' FROM regeneration_events e
      WHERE e.regeneration_id = r.id AND e.type = 'REGENERATION_COMPLETE' LIMIT 1) AS video
  FROM clip_regenerations r
  JOIN clip_versions v ON v.regeneration_id = r.id AND v.job_id = r.job_id AND v.clip_index = r.clip_index
  WHERE r.status = 'completed'
  WINDOW w AS (PARTITION BY r.job_id ORDER BY r.completed_at, v.version_number, r.id)),
cuts AS (
  -- Of a clip that was changed twice, the later version counts.
  SELECT p.*, jsonb_object_agg(p.clip_index, p.made) OVER (PARTITION BY p.job_id ORDER BY p.place) AS cut
  FROM published p)
INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, regeneration_id, stands_for, parent, summary,
  created_at)
SELECT c.job_id, c.place + 1, c.cut, c.cut, CASE WHEN c.place = c.publications THEN j.video_url ELSE c.video END, c.id,
  c.place + 1, c.place, format('Clip %s: %s', c.clip_index + 1, c.user_instruction), c.completed_at
FROM cuts c JOIN jobs j ON j.id = c.job_id
UNION ALL
SELECT j.id, 1, '{}', '{}', CASE WHEN NOT media_expired(j) THEN c.video_before END, NULL, 1, NULL, 'The original video',
  LEAST(c.completed_at, COALESCE((SELECT max(s.completed_at) FROM job_stages s WHERE s.job_id = j.id), j.created_at))
FROM cuts c JOIN jobs j ON j.id = c.job_id WHERE c.place = 1;

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
    (SELECT json_object_agg(c.clip_index, c.n) FROM (SELECT clip_index, count(*)::int AS n FROM clip_regenerations
      WHERE job_id = j.id AND status = 'completed' AND kind <> 'RESTORE' GROUP BY clip_index) c) AS regeneration_counts,
    (SELECT r.id FROM clip_regenerations r WHERE r.job_id = j.id
      AND r.status IN ('queued', 'processing', 'canceling')) AS active_regeneration_id,
    j.title, j.completed_at, job_last_touched(j) AS last_touched
  FROM jobs j;

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
    COALESCE(r.restores ->> 'summary', format('Clip %s: %s', r.clip_index + 1, r.user_instruction)), clock_timestamp()
  FROM clip_regenerations r, current_cut(r.job_id) c,
    LATERAL (SELECT v.version_number, v.stands_for FROM video_versions v WHERE v.job_id = r.job_id
      ORDER BY v.version_number DESC LIMIT 1) last
  WHERE r.id = p_id
$$;

-- Admits a regeneration or says why not. outcome: ADMITTED, REPLAYED (same key and input: the same regeneration), or the
-- code of the refusal. Two passes by the same rules: the first takes no lock and refuses what is refused anyway, so that a
-- hundred contenders wait for one admission, not for each other; the second locks the user, then the job.
-- With retryOf, the finished steps of that regeneration are taken over if the clip has not changed since.
CREATE OR REPLACE FUNCTION admit_regeneration(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_limits record;
  v_reserved numeric;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_earlier clip_regenerations%ROWTYPE;
  v_wait int;
  v_id uuid;
  v_locked boolean;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, "clipIndex" int, instruction text, conversation jsonb, "idempotencyKey" text,
    "inputHash" text, "originalPrompt" text, templates text[], "videoModel" text, "baseVersionNumber" int,
    "estimatedCost" jsonb, "estimatedSeconds" int, message text, "retryOf" uuid);
  SELECT * INTO v_limits FROM jsonb_to_record(p_request -> 'limits') AS l(
    "budgetUsd" numeric, "perJobPerHour" int, "perUserPerHour" int, "deadlineSeconds" int);
  v_reserved := (v_asked."estimatedCost" ->> 'total')::numeric;

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
          v_known.id, 0;
        RETURN;
      END IF;
    END IF;

    IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, 0; RETURN; END IF;
    IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, 0; RETURN; END IF;
    IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid, 0; RETURN; END IF;
  END LOOP;

  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid, 0; RETURN;
  END IF;
  IF current_version_number(v_job.id, v_asked."clipIndex") <> v_asked."baseVersionNumber" THEN
    RETURN QUERY SELECT 'QUOTE_STALE', NULL::uuid, 0; RETURN;
  END IF;

  v_wait := GREATEST(regeneration_retry_after(v_asked."userId", v_job.id, v_limits."perJobPerHour"),
                     regeneration_retry_after(v_asked."userId", NULL, v_limits."perUserPerHour"));
  IF v_wait > 0 THEN RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, v_wait; RETURN; END IF;
  IF v_job.total_cost + v_job.reserved_cost + v_reserved > v_limits."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_EXCEEDED', NULL::uuid, 0; RETURN;
  END IF;

  SELECT * INTO v_earlier FROM clip_regenerations r
  WHERE r.id = v_asked."retryOf" AND r.kind <> 'RESTORE' AND r.user_id = v_asked."userId" AND r.job_id = v_job.id
    AND r.clip_index = v_asked."clipIndex" AND r.base_version_number = v_asked."baseVersionNumber";
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, original_prompt, user_instruction, conversation_history, templates, video_model,
    base_version_number, idempotency_key, input_hash, estimated_cost, reserved_cost, estimated_seconds,
    deadline_at, created_at, checkpoint, modified_prompt)
  SELECT
    v_job.id, v_asked."clipIndex", v_asked."userId", v_asked."originalPrompt", v_asked.instruction, v_asked.conversation,
    v_asked.templates, v_asked."videoModel", v_asked."baseVersionNumber", v_asked."idempotencyKey", v_asked."inputHash",
    v_asked."estimatedCost", v_reserved, v_asked."estimatedSeconds",
    clock_timestamp() + make_interval(secs => v_limits."deadlineSeconds"), clock_timestamp(),
    -- Other clips may have changed since: the final video is composed again, from what is cached.
    COALESCE(v_earlier.checkpoint - 'video', '{}'), v_earlier.modified_prompt
  RETURNING id INTO v_id;
  UPDATE jobs SET status = 'regenerating', reserved_cost = reserved_cost + v_reserved, budget_limit = v_limits."budgetUsd",
    error_message = NULL, updated_at = now() WHERE id = v_job.id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_asked.message));
  RETURN QUERY SELECT 'ADMITTED', v_id, 0;
END $$;

-- The change that made the footage of a clip's version; no row for an original.
CREATE OR REPLACE FUNCTION change_behind(p_job uuid, p_clip int, p_version int)
RETURNS SETOF clip_regenerations LANGUAGE sql STABLE AS $$
  SELECT r.* FROM clip_versions v
  JOIN clip_versions o ON (o.job_id, o.clip_index) = (v.job_id, v.clip_index)
    AND o.version_number = COALESCE(v.restored_from, v.version_number)
  JOIN clip_regenerations r ON r.id = o.regeneration_id
  WHERE v.job_id = p_job AND v.clip_index = p_clip AND v.version_number = p_version
$$;

-- Which version of each clip the current video is made of, and whose footage that is. Both maps leave out clips at their
-- original (1); two cuts of the same footage are the same video, byte for byte.
CREATE OR REPLACE FUNCTION current_cut(p_job uuid) RETURNS TABLE (cut jsonb, footage jsonb) LANGUAGE sql STABLE AS $$
  SELECT COALESCE(jsonb_object_agg(clip_index, version_number) FILTER (WHERE version_number <> 1), '{}'),
    COALESCE(jsonb_object_agg(clip_index, COALESCE(restored_from, version_number))
      FILTER (WHERE COALESCE(restored_from, version_number) <> 1), '{}')
  FROM clip_versions WHERE job_id = p_job AND is_current
$$;

-- The number of a job's current video version; 1 (the original) for a job that has no row yet.
CREATE OR REPLACE FUNCTION current_video_number(p_job uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(max(version_number), 1) FROM video_versions WHERE job_id = p_job
$$;

-- Ends a regeneration without a result (failed or canceled) and settles it. A runner passes its fence; the reconciler passes
-- NULL with the attempt it decided on, and fences the runner out. `{charged}` in the message becomes a sentence. A clip that
-- was paid for stays as a version that is not selected. Returns the event's sequence, or NULL if something else came first.
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
  PERFORM close_paid_calls(p_id);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(v_ending.message, '{charged}', charged_in_words(v_row.cost));
  v_sequence := append_regeneration_event(p_id, v_row.fence, jsonb_build_object(
    'type', 'REGENERATION_' || upper(v_ending.status), 'progress', v_row.progress, 'message', v_message,
    'data', CASE WHEN v_ending.code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', v_ending.code, 'message', v_message, 'retryable', v_ending.retryable, 'charged', v_row.cost::text)) END));
  IF v_ending.status = 'canceled' AND v_row.checkpoint ? 'clip' AND NOT EXISTS (SELECT 1 FROM clip_versions
    WHERE job_id = v_row.job_id AND video_url = v_row.checkpoint -> 'clip' ->> 'key') THEN
    INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
      user_instruction, cost, is_current, regeneration_id, video_model)
    SELECT v_row.job_id, v_row.clip_index, GREATEST(1, COALESCE(max(version_number), 1)) + 1,
      v_row.checkpoint -> 'clip' ->> 'key', v_row.checkpoint -> 'clip' ->> 'sha256',
      v_row.checkpoint -> 'clip' ->> 'thumbnailKey', v_row.modified_prompt, v_row.user_instruction, v_row.cost, false, p_id,
      v_row.video_model
    FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;
  END IF;
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

-- Takes a job's media out of use if the job was not touched for p_days; false otherwise. Holds the row lock that admission
-- takes: either the regeneration is admitted and the job stays, or the job is marked and the regeneration is refused because
-- the video is NULL. Only afterwards may the objects be deleted.
CREATE OR REPLACE FUNCTION expire_job_media(p_job uuid, p_days int, p_message text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  UPDATE jobs j SET media_expired_at = clock_timestamp(), media_deleted_at = NULL, video_url = NULL, status = 'failed',
    error_message = CASE WHEN j.video_url IS NULL THEN COALESCE(j.error_message, p_message) ELSE p_message END
  WHERE j.id = p_job AND j.status IN ('completed', 'failed') AND NOT media_expired(j)
    AND job_last_touched(j) < clock_timestamp() - make_interval(days => p_days)
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = j.id AND is_active(r.status));
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE video_versions v SET video_url = NULL WHERE v.job_id = p_job;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ? 'videoKey';
  RETURN true;
END $$;

-- Gives up the files of a job's older final videos, so that they may be deleted: any of them can be composed again. Kept
-- are the p_kept newest, the original, the current one, and what undo and redo would bring back. Returns how many
-- versions lost their file. The lock is the one under which a kept video is published again (restore_cut).
CREATE OR REPLACE FUNCTION forget_old_videos(p_job uuid, p_kept int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_keep text[];
  v_forgotten int;
BEGIN
  PERFORM 1 FROM jobs WHERE id = p_job FOR UPDATE;
  SELECT array_agg(url) INTO v_keep FROM (
    SELECT video_url AS url FROM jobs WHERE id = p_job
    UNION SELECT video_url FROM video_versions WHERE job_id = p_job AND version_number = 1
    UNION SELECT kept_video(p_job, v.footage) FROM video_versions v
      JOIN reachable_states(p_job) s ON v.version_number IN (s.undoable, s.redoable) WHERE v.job_id = p_job
    UNION (SELECT video_url FROM video_versions WHERE job_id = p_job AND video_url IS NOT NULL
      GROUP BY video_url ORDER BY max(version_number) DESC LIMIT p_kept)) kept WHERE url IS NOT NULL;
  -- A replay must not hand out URLs of what is gone.
  UPDATE regeneration_events e SET data = e.data - 'videoKey'
  FROM clip_regenerations r WHERE r.job_id = p_job AND e.regeneration_id = r.id AND e.data ->> 'videoKey' <> ALL (v_keep)
    AND EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = p_job AND v.video_url = e.data ->> 'videoKey');
  UPDATE video_versions SET video_url = NULL WHERE job_id = p_job AND video_url <> ALL (v_keep);
  GET DIAGNOSTICS v_forgotten = ROW_COUNT;
  RETURN v_forgotten;
END $$;

-- Whether a clip that this footage needs is no longer there: its row is gone. An original is always there.
CREATE OR REPLACE FUNCTION is_footage_gone(p_job uuid, p_footage jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM jsonb_each_text(p_footage) AS wanted (clip, root)
    WHERE wanted.root <> '1' AND NOT EXISTS (SELECT 1 FROM clip_versions v
      WHERE v.job_id = p_job AND v.clip_index = wanted.clip::int AND v.version_number = wanted.root::int))
$$;

-- The newest final video of this footage whose file is still kept, or NULL.
CREATE OR REPLACE FUNCTION kept_video(p_job uuid, p_footage jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT video_url FROM video_versions WHERE job_id = p_job AND footage = p_footage AND video_url IS NOT NULL
  ORDER BY version_number DESC LIMIT 1
$$;

-- Every storage key that the rows of some jobs name, and that must not be deleted. A failed or canceled regeneration names
-- what a retry may still take over (admit_regeneration): while its clip has not changed, everything but the final video.
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
    UNION ALL SELECT (r.checkpoint - 'video')::text FROM live JOIN clip_regenerations r ON r.job_id = live.id
      WHERE r.status IN ('failed', 'canceled')
        AND r.base_version_number = current_version_number(r.job_id, r.clip_index)
    UNION ALL SELECT e.data ->> 'videoKey' FROM live JOIN clip_regenerations r ON r.job_id = live.id
      JOIN regeneration_events e ON e.regeneration_id = r.id WHERE e.type = 'REGENERATION_COMPLETE'
  )
  SELECT DISTINCT key FROM sources, media_keys_in(text) AS key
$$;

-- A trigger: version 1 of a clip is its original, also where a release inserts it that does not know the column.
CREATE OR REPLACE FUNCTION name_original_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.origin := 'ORIGINAL';
  RETURN NEW;
END $$;

-- Writes version 1 of a job's video before its first change is published: the video as it still is. Until then the job
-- itself stands for that version.
CREATE OR REPLACE FUNCTION open_video_history(p_job uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, stands_for, summary, created_at)
  SELECT j.id, 1, c.cut, c.footage, j.video_url, 1, 'The original video', COALESCE(j.completed_at, j.created_at)
  FROM jobs j, current_cut(j.id) c
  WHERE j.id = p_job AND NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = j.id)
$$;

-- What a request of restore_cut would bring back: the footage of the whole video, and what its publication writes. Or the
-- refusal. The clips are those whose footage changes, each with the version whose footage comes back.
CREATE OR REPLACE FUNCTION plan_restore(p_job uuid, p_request jsonb)
RETURNS TABLE (refusal text, footage jsonb, restores jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_action text := p_request ->> 'action';
  v_clip int := (p_request ->> 'clipIndex')::int;
  v_number int := (p_request ->> 'versionNumber')::int;
  v_root int;
  v_now jsonb;
  v_then jsonb;
  v_last video_versions%ROWTYPE;
  v_state int;
  v_redo int[] := '{}';
  v_summary text;
  v_clips jsonb;
BEGIN
  SELECT c.footage INTO v_now FROM current_cut(p_job) c;
  SELECT * INTO v_last FROM video_versions v WHERE v.job_id = p_job ORDER BY v.version_number DESC LIMIT 1;
  IF v_action = 'CLIP' THEN
    SELECT COALESCE(v.restored_from, v.version_number) INTO v_root FROM clip_versions v
    WHERE v.job_id = p_job AND v.clip_index = v_clip AND v.version_number = v_number;
    v_root := COALESCE(v_root, CASE WHEN v_number = 1 THEN 1 END);
    v_then := CASE WHEN v_root = 1 THEN v_now - v_clip::text
      WHEN v_root > 1 THEN v_now || jsonb_build_object(v_clip, v_root) END;
    v_summary := format('Clip %s: use ', v_clip + 1)
      || CASE WHEN v_root = 1 THEN 'the original' ELSE 'version ' || v_root END;
  ELSIF v_action = 'VIDEO' THEN
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_number;
    IF v_then IS NULL AND v_last.job_id IS NULL AND v_number = 1 THEN v_then := v_now; END IF;
    v_summary := CASE WHEN v_number = 1 THEN 'Use the original video'
      ELSE format('Use version %s of the video', v_number) END;
  ELSE
    v_state := CASE v_action
      WHEN 'UNDO' THEN (SELECT s.undoable FROM reachable_states(p_job) s) WHEN 'REDO' THEN v_last.redo[1] END;
    IF v_state IS NULL THEN RETURN QUERY SELECT 'NOTHING_TO_UNDO', NULL::jsonb, NULL::jsonb; RETURN; END IF;
    v_redo := CASE v_action WHEN 'UNDO' THEN v_last.stands_for || v_last.redo ELSE v_last.redo[2:] END;
    SELECT v.footage INTO v_then FROM video_versions v WHERE v.job_id = p_job AND v.version_number = v_state;
    SELECT CASE v_action WHEN 'UNDO' THEN 'Undo: ' ELSE 'Redo: ' END || v.summary INTO v_summary FROM video_versions v
    WHERE v.job_id = p_job AND v.version_number = CASE v_action WHEN 'UNDO' THEN v_last.stands_for ELSE v_state END;
  END IF;
  IF v_then IS NULL THEN RETURN QUERY SELECT 'UNKNOWN_VERSION', NULL::jsonb, NULL::jsonb; RETURN; END IF;

  SELECT COALESCE(jsonb_object_agg(clip, COALESCE(v_then -> clip, '1')), '{}') INTO v_clips
  FROM jsonb_object_keys(v_now || v_then) AS clip WHERE v_now -> clip IS DISTINCT FROM v_then -> clip;
  IF v_clips = '{}' AND v_state IS NULL THEN
    RETURN QUERY SELECT 'ALREADY_CURRENT', NULL::jsonb, NULL::jsonb; RETURN;
  END IF;
  IF is_footage_gone(p_job, v_clips) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::jsonb, NULL::jsonb; RETURN; END IF;
  RETURN QUERY SELECT NULL::text, v_then, jsonb_build_object(
    'clips', v_clips, 'standsFor', v_state, 'redo', to_jsonb(v_redo), 'summary', v_summary);
END $$;

-- Makes the clip that a change has made the current version. A job that came straight from the pipeline has no row for
-- its originals yet.
CREATE OR REPLACE FUNCTION publish_clip(p_id uuid, p_publication jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_new record;
  v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_publication) AS p(
    "originalClipKey" text, "clipKey" text, "clipSha256" text, "thumbnailKey" text);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_row.job_id, v_row.clip_index, 1, v_new."originalClipKey", v_row.original_prompt, v_row.base_version_number = 1
  WHERE v_new."originalClipKey" IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a canceled run made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model)
  SELECT v_row.job_id, v_row.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_row.modified_prompt, v_row.user_instruction, v_row.cost, true, p_id, v_row.video_model
  FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;
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
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number THEN RETURN NULL; END IF;
  RETURN publish_result(p_id, p_fence, p_publication);
END $$;

-- What a publication does once nothing stands against it: clips, video version, final video, costs, statuses and the
-- terminal event. The caller holds the locks of regeneration and job. Returns the event's sequence.
CREATE OR REPLACE FUNCTION publish_result(p_id uuid, p_fence int, p_publication jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_video text := p_publication ->> 'videoKey';
  v_sequence int;
BEGIN
  PERFORM close_paid_calls(p_id);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;
  PERFORM open_video_history(v_row.job_id);
  IF v_row.kind = 'RESTORE' THEN PERFORM restore_clips(p_id);
  ELSE PERFORM publish_clip(p_id, p_publication);
  END IF;
  PERFORM add_video_version(p_id, v_video);

  v_sequence := append_regeneration_event(p_id, p_fence, jsonb_build_object('type', 'REGENERATION_COMPLETE',
    'progress', 100, 'message', p_publication ->> 'message', 'data', jsonb_build_object('videoKey', v_video)));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = v_video, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || CASE WHEN v_row.kind = 'RESTORE' THEN '[]' ELSE jsonb_build_array(
      jsonb_build_object('clip_index', v_row.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp())) END
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- The video versions that undo and redo would bring back; NULL where there is nothing to undo or redo.
CREATE OR REPLACE FUNCTION reachable_states(p_job uuid) RETURNS TABLE (undoable int, redoable int) LANGUAGE sql STABLE AS $$
  SELECT shown.parent, last.redo[1] FROM (
    SELECT stands_for, redo FROM video_versions WHERE job_id = p_job ORDER BY version_number DESC LIMIT 1) last
  JOIN video_versions shown ON shown.job_id = p_job AND shown.version_number = last.stands_for
$$;

-- Seconds until one more regeneration fits under p_limit in a sliding hour; 0 if one fits now. A run that failed through our
-- own fault before anything was paid does not count. A deleted video's changes count on, a
-- RESTORE never does.
CREATE OR REPLACE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int)
RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((
    SELECT GREATEST(1, CEIL(EXTRACT(EPOCH FROM created_at + interval '1 hour' - clock_timestamp())))::int
    FROM (
      SELECT user_id, job_id, created_at, status, cost, error_code FROM clip_regenerations
      WHERE kind <> 'RESTORE'
      UNION ALL SELECT user_id, job_id, created_at, status, cost, error_code FROM deleted_regenerations) r
    WHERE user_id = p_user AND (p_job IS NULL OR job_id = p_job)
      AND created_at > clock_timestamp() - interval '1 hour'
      AND NOT (status = 'failed' AND cost = 0 AND error_code <> 'CONTENT_REJECTED')
    ORDER BY created_at DESC OFFSET p_limit - 1 LIMIT 1), 0)
$$;

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
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at)
  SELECT id, v_deletion, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at
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

-- Makes the footage that a RESTORE names current: each clip gets a version n+1 over the same file. An original without a
-- row of its own is the pipeline's clip; its address stays empty, and readers take it from the job's stages.
CREATE OR REPLACE FUNCTION restore_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE clip_versions v SET is_current = false
  FROM clip_regenerations r, jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  WHERE r.id = p_id AND v.job_id = r.job_id AND v.clip_index = wanted.clip::int AND v.is_current;

  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, is_current, regeneration_id, origin, restored_from, video_model)
  SELECT r.job_id, wanted.clip::int,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions
      WHERE job_id = r.job_id AND clip_index = wanted.clip::int)),
    COALESCE(o.video_url, ''), o.sha256, o.thumbnail_url, o.prompt, o.user_instruction, true, r.id, 'RESTORE',
    wanted.root::int, o.video_model
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions o ON o.job_id = r.job_id AND o.clip_index = wanted.clip::int
    AND o.version_number = wanted.root::int
  WHERE r.id = p_id
$$;

-- Goes back to earlier footage: a version of one clip (CLIP), of the whole video (VIDEO), UNDO or REDO. Generates and
-- charges nothing, and no limit holds. outcome: COMPLETED (published at once: a kept final video has that footage),
-- ADMITTED (a RESTORE run composes it), REPLAYED (same key and input), or the code of the refusal.
CREATE OR REPLACE FUNCTION restore_cut(p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known clip_regenerations%ROWTYPE;
  v_plan record;
  v_clip int;
  v_kept text;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r(
    "userId" uuid, "jobId" uuid, action text, "clipIndex" int, "versionNumber" int, "expectedVersion" int,
    "idempotencyKey" text, "inputHash" text, "deadlineSeconds" int);
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || v_asked."userId"::text, 0));
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  SELECT * INTO v_known FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF FOUND THEN
    RETURN QUERY SELECT
      CASE WHEN v_known.input_hash = v_asked."inputHash" THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id;
    RETURN;
  END IF;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid; RETURN; END IF;
  IF v_job.status = 'regenerating' THEN RETURN QUERY SELECT 'REGENERATION_IN_PROGRESS', NULL::uuid; RETURN; END IF;
  IF media_expired(v_job) THEN RETURN QUERY SELECT 'VERSION_GONE', NULL::uuid; RETURN; END IF;
  IF v_job.status NOT IN ('completed', 'failed') OR v_job.video_url IS NULL THEN
    RETURN QUERY SELECT 'JOB_NOT_COMPLETED', NULL::uuid; RETURN;
  END IF;
  IF v_asked."expectedVersion" <> (CASE WHEN v_asked.action = 'CLIP'
    THEN current_version_number(v_job.id, v_asked."clipIndex") ELSE current_video_number(v_job.id) END) THEN
    RETURN QUERY SELECT 'VERSION_CONFLICT', NULL::uuid; RETURN;
  END IF;

  SELECT * INTO v_plan FROM plan_restore(v_job.id, p_request);
  IF v_plan.refusal IS NOT NULL THEN RETURN QUERY SELECT v_plan.refusal, NULL::uuid; RETURN; END IF;
  v_kept := kept_video(v_job.id, v_plan.footage);
  v_clip := COALESCE((SELECT min(clip::int) FROM jsonb_object_keys(v_plan.restores -> 'clips') AS clip), 0);
  INSERT INTO clip_regenerations (
    job_id, clip_index, user_id, kind, restores, original_prompt, user_instruction, video_model, base_version_number,
    idempotency_key, input_hash, estimated_cost, estimated_seconds, deadline_at, created_at)
  VALUES (
    v_job.id, v_clip, v_asked."userId", 'RESTORE', v_plan.restores, '', v_plan.restores ->> 'summary', 'none',
    current_version_number(v_job.id, v_clip), v_asked."idempotencyKey", v_asked."inputHash",
    '{"languageModel": "0", "video": "0", "recomposition": "0", "total": "0", "known": true}',
    CASE WHEN v_kept IS NULL THEN 10 ELSE 0 END,
    clock_timestamp() + make_interval(secs => v_asked."deadlineSeconds"), clock_timestamp())
  RETURNING id INTO v_id;
  PERFORM append_regeneration_event(v_id, 0,
    jsonb_build_object('type', 'REGENERATION_STARTED', 'progress', 0, 'message', v_plan.restores ->> 'summary'));
  IF v_kept IS NOT NULL THEN
    PERFORM publish_result(v_id, 0, jsonb_build_object('videoKey', v_kept, 'message', 'Done!'));
    RETURN QUERY SELECT 'COMPLETED', v_id;
  ELSE
    UPDATE jobs SET status = 'regenerating', error_message = NULL, updated_at = now() WHERE id = v_job.id;
    RETURN QUERY SELECT 'ADMITTED', v_id;
  END IF;
END $$;

-- What a run works on; no row if the fence is old or the run has ended. The earlier instructions are those that made the
-- footage it builds on, oldest first (as earlier_wishes, the name by which the previous release reads them): what was
-- undone is not among them. The seed is what made that footage, NULL if unknown.
CREATE OR REPLACE FUNCTION run_input(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_wishes text[],
  templates text[], video_model text, deadline_at timestamptz, checkpoint jsonb, current_seed jsonb) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE run AS (
    SELECT * FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)),
  made AS (
    SELECT 1 AS back, m.* FROM run, change_behind(run.job_id, run.clip_index, run.base_version_number) m
    UNION ALL
    SELECT made.back + 1, m.* FROM made, run, change_behind(run.job_id, run.clip_index, made.base_version_number) m
    WHERE made.back < 5)
  SELECT r.clip_index, r.user_instruction, r.original_prompt, r.conversation_history,
    ARRAY(SELECT user_instruction FROM made ORDER BY back DESC),
    r.templates, r.video_model, r.deadline_at, r.checkpoint,
    (SELECT m.checkpoint #> '{prediction,seed}' FROM made m WHERE back = 1)
  FROM run r
$$;

-- The files that a RESTORE run puts in place, one a clip that changes; an empty address is the pipeline's original. No row
-- if the fence is old or the run has ended.
CREATE OR REPLACE FUNCTION run_restore(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, video_url text, sha256 text) LANGUAGE sql STABLE AS $$
  SELECT wanted.clip::int, COALESCE(v.video_url, ''), v.sha256
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions v ON v.job_id = r.job_id AND v.clip_index = wanted.clip::int
    AND v.version_number = wanted.root::int
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$$;

-- The functions that a runner calls: its role may execute these and nothing else (docs/decisions/0013).
CREATE OR REPLACE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_job',
    'run_restore', 'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls',
    'describe_paid_call', 'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled',
    'known_external_ids', 'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration']
$$;

-- Takes launches that are due, each for p_hold_seconds: within that time no other replica launches the same attempt. p_kinds
-- are those that the caller's runners can run. A regeneration that is being canceled is launched only to cancel what is
-- open at a provider.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int, p_kinds text[])
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE (c.status IN ('queued', 'processing') OR c.status = 'canceling' AND has_open_paid_call(c.id))
          AND c.launched_attempt < c.attempt AND c.dispatch_after <= clock_timestamp() AND c.kind = ANY (p_kinds)
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, r.clip_index, r.attempt,
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
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND r.kind = ANY (p_kinds)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8, r.kind;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r
      WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status) AND r.kind = ANY (p_kinds)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8, NULL::text;
END $$;

-- Takes ended changes of the last day that are not counted yet, with what metrics measure of them; a RESTORE is no change.
-- Seconds are NULL if a phase was not reached, or was taken over from an earlier run.
CREATE OR REPLACE FUNCTION take_unmeasured_regenerations(p_limit int)
RETURNS TABLE (status text, error_code text, total_seconds float8, queued_seconds float8, prompt_seconds float8,
  video_seconds float8, recomposition_seconds float8, language_model_cost numeric, video_cost numeric) LANGUAGE sql AS $$
  WITH taken AS (
    INSERT INTO regeneration_measurements (regeneration_id)
    SELECT r.id FROM clip_regenerations r
    WHERE r.kind <> 'RESTORE' AND r.completed_at > clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM regeneration_measurements m WHERE m.regeneration_id = r.id)
    ORDER BY r.completed_at LIMIT p_limit
    ON CONFLICT DO NOTHING RETURNING regeneration_id),
  first AS (
    SELECT e.regeneration_id AS id,
      min(e.at) FILTER (WHERE e.type = 'PROMPT_MODIFIED') AS prompt_at,
      min(e.at) FILTER (WHERE e.type = 'VIDEO_GENERATING') AS video_at,
      min(e.at) FILTER (WHERE e.type = 'RECOMPOSING') AS recomposing_at
    FROM regeneration_events e WHERE e.regeneration_id IN (SELECT regeneration_id FROM taken) GROUP BY e.regeneration_id)
  SELECT r.status, r.error_code, EXTRACT(EPOCH FROM r.completed_at - r.created_at),
    EXTRACT(EPOCH FROM r.started_at - r.created_at), EXTRACT(EPOCH FROM f.prompt_at - r.started_at),
    EXTRACT(EPOCH FROM f.recomposing_at - f.video_at),
    CASE WHEN r.status = 'completed' THEN EXTRACT(EPOCH FROM r.completed_at - f.recomposing_at) END,
    r.language_model_cost, r.video_cost
  FROM clip_regenerations r JOIN first f ON f.id = r.id
$$;

-- A runner's claim as releases before take_regeneration make it: the fence, or NULL if the claim is refused.
-- May be dropped once no release from before the ledger of paid calls (20261123000000) can run beside this database.
CREATE OR REPLACE FUNCTION claim_regeneration(p_id uuid, p_attempt int, p_lease_seconds int) RETURNS int LANGUAGE sql AS $$
  UPDATE clip_regenerations
  SET fence = fence + 1, status = 'processing', started_at = COALESCE(started_at, clock_timestamp()),
      launched_attempt = attempt, lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE id = p_id AND attempt = p_attempt AND status IN ('queued', 'processing') AND kind = 'CHANGE'
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  RETURNING fence
$$;

-- Due launches as releases before the history take them: their runners know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int)
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  SELECT * FROM take_due_launches(p_limit, p_hold_seconds, ARRAY['CHANGE'])
$$;

-- A runner's claim as releases before the history make it: they know changes only.
-- May be dropped once no release from before 20261129141000 (history) can run beside this database.
CREATE OR REPLACE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8) LANGUAGE sql AS $$
  SELECT t.outcome, t.fence, t.status, t.deadline_seconds
  FROM take_regeneration(p_id, p_attempt, p_lease_seconds, ARRAY['CHANGE']) t
$$;

-- The versions of videos as they are read. A job without rows has one: the original, which the job itself stands for.
CREATE VIEW video_version_records AS
  SELECT v.job_id, v.version_number, v.version_number = current_video_number(v.job_id) AS is_current, v.video_url,
    v.regeneration_id, v.summary, v.created_at,
    COALESCE((SELECT json_agg(json_build_object('clipIndex', clip::int, 'fromVersion', COALESCE((p.cut ->> clip)::int, 1),
        'toVersion', COALESCE((v.cut ->> clip)::int, 1)) ORDER BY clip::int)
      FROM jsonb_object_keys(p.cut || v.cut) AS clip WHERE p.cut -> clip IS DISTINCT FROM v.cut -> clip), '[]') AS changes,
    NOT media_expired(j) AND NOT is_footage_gone(v.job_id, v.footage) AS is_restorable
  FROM video_versions v JOIN jobs j ON j.id = v.job_id
  LEFT JOIN video_versions p ON p.job_id = v.job_id AND p.version_number = v.version_number - 1
  UNION ALL
  SELECT j.id, 1, true, j.video_url, NULL, 'The original video', COALESCE(j.completed_at, j.created_at), '[]',
    NOT media_expired(j)
  FROM jobs j WHERE NOT EXISTS (SELECT 1 FROM video_versions v WHERE v.job_id = j.id);

CREATE TRIGGER name_original_version BEFORE INSERT ON clip_versions FOR EACH ROW WHEN (NEW.version_number = 1)
  EXECUTE FUNCTION name_original_version();

SELECT protect_functions();
