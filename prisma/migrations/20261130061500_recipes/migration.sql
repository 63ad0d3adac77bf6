-- A version keeps what the built-in renderer has drawn over which footage, so that the next adjustment is drawn over the same
-- footage, not over an encoding of it, and can be softened or taken away.
SET LOCAL check_function_bodies = off;

ALTER TABLE clip_versions ADD COLUMN adjustments jsonb, ADD COLUMN footage_version int,
  ADD CONSTRAINT adjustments_have_footage CHECK ((adjustments IS NULL) = (footage_version IS NULL));
ALTER TABLE clip_changes ADD COLUMN adjustments jsonb, ADD COLUMN footage_version int,
  ADD CONSTRAINT adjustments_have_footage CHECK ((adjustments IS NULL) = (footage_version IS NULL));

-- Their columns have changed; programs that call run_changes read its columns by name.
DROP FUNCTION asked_changes(jsonb);
DROP FUNCTION run_changes(uuid, int);

-- Writes the changes of an admitted regeneration, and takes over for each what the regeneration that it repeats has made of
-- that clip, where the clip has not changed since. Other clips may have: the final video is composed again.
CREATE OR REPLACE FUNCTION add_clip_changes(p_id uuid, p_changes jsonb, p_retry_of uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, takes, base_version_number, adjustments, footage_version, checkpoint, estimated_cost)
  SELECT r.id, c.clip_index, c.instruction, c.original_prompt, e.modified_prompt, c.templates, c.action, c.video_model,
    c.takes, c.base_version_number, c.adjustments, c.footage_version, COALESCE(retried_checkpoint(e), '{}'), c.estimated_cost
  FROM clip_regenerations r CROSS JOIN asked_changes(p_changes) c
  LEFT JOIN clip_regenerations o ON o.id = p_retry_of AND o.kind <> 'RESTORE' AND o.user_id = r.user_id
    AND o.job_id = r.job_id
  LEFT JOIN clip_changes e ON e.regeneration_id = o.id AND e.clip_index = c.clip_index
    AND e.base_version_number = c.base_version_number
  WHERE r.id = p_id
  -- The first one is there already (open_clip_changes).
  ON CONFLICT (regeneration_id, clip_index) DO UPDATE SET action = EXCLUDED.action, takes = EXCLUDED.takes,
    adjustments = EXCLUDED.adjustments, footage_version = EXCLUDED.footage_version,
    checkpoint = EXCLUDED.checkpoint, modified_prompt = EXCLUDED.modified_prompt, estimated_cost = EXCLUDED.estimated_cost;
  UPDATE clip_regenerations r SET checkpoint = c.checkpoint, modified_prompt = c.modified_prompt FROM clip_changes c
  WHERE r.id = p_id AND c.regeneration_id = r.id AND c.clip_index = r.clip_index AND c.checkpoint <> '{}'
$$;

-- The changes of a request, by the index of their clips. A request of an earlier release is its only one.
CREATE OR REPLACE FUNCTION asked_changes(p_changes jsonb)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, templates text[], action text, video_model text,
  takes int, base_version_number int, adjustments jsonb, footage_version int, estimated_cost jsonb) LANGUAGE sql IMMUTABLE AS $$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", COALESCE(c.takes, 1), c."baseVersionNumber", c.adjustments, c."footageVersion", c."estimatedCost"
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, takes int, "baseVersionNumber" int, adjustments jsonb, "footageVersion" int,
    "estimatedCost" jsonb)
  ORDER BY c."clipIndex"
$$;

-- Keeps every clip that a regeneration has made as a version that is not selected: takes to choose from, and what is left of
-- what was canceled or failed.
CREATE OR REPLACE FUNCTION keep_unselected_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, origin, video_model, seed, adjustments,
    footage_version)
  SELECT r.job_id, c.clip_index,
    GREATEST(1, (SELECT max(version_number) FROM clip_versions v
      WHERE v.job_id = r.job_id AND v.clip_index = c.clip_index))
      + row_number() OVER (PARTITION BY c.clip_index ORDER BY made.take),
    made.clip ->> 'key', made.clip ->> 'sha256', made.clip ->> 'thumbnailKey', c.modified_prompt, c.instruction,
    made.cost, false, p_id, CASE r.kind WHEN 'TAKES' THEN 'TAKE' ELSE 'CHANGE' END, c.video_model, made.seed,
    made.clip -> 'adjustments', (made.clip ->> 'footageVersion')::int
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  JOIN made_clips(p_id) made ON made.clip_index = c.clip_index
  WHERE r.id = p_id AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = made.clip ->> 'key')
$$;

-- Every storage key that the rows of some jobs name, and that must not be deleted. A clip's change that failed or was canceled
-- names what a retry may still take over (admit_regeneration), while its clip has not changed since. All versions of a
-- clip stay: any of them may be restored, and the footage under its adjustments is the file of another one.
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

-- Makes a clip that a change has made the current version; without clipIndex it is the regeneration's first. Its adjustments are
-- those that its runner says it has drawn: one of an earlier release says none. A job that
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
  -- What a run without a result made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = v_new."clipKey";
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_job AND clip_index = v_change.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id, video_model, seed, adjustments, footage_version)
  SELECT v_job, v_change.clip_index, COALESCE(max(version_number), 1) + 1, v_new."clipKey", v_new."clipSha256",
    v_new."thumbnailKey", v_change.modified_prompt, v_change.instruction, v_change.cost, true, p_id, v_change.video_model,
    (v_change.checkpoint #>> '{prediction,seed}')::numeric, v_change.checkpoint #> '{clip,adjustments}',
    (v_change.checkpoint #>> '{clip,footageVersion}')::int
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $$;

-- Makes the footage that a RESTORE names current: each clip gets a version n+1 over the same file. An original without a
-- row of its own is the pipeline's clip; its address stays empty, and readers take it from the job's stages.
CREATE OR REPLACE FUNCTION restore_clips(p_id uuid) RETURNS void LANGUAGE sql AS $$
  UPDATE clip_versions v SET is_current = false
  FROM clip_regenerations r, jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  WHERE r.id = p_id AND v.job_id = r.job_id AND v.clip_index = wanted.clip::int AND v.is_current;

  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, is_current, regeneration_id, origin, restored_from, video_model,
    adjustments, footage_version)
  SELECT r.job_id, wanted.clip::int,
    1 + GREATEST(1, (SELECT max(version_number) FROM clip_versions
      WHERE job_id = r.job_id AND clip_index = wanted.clip::int)),
    COALESCE(o.video_url, ''), o.sha256, o.thumbnail_url, o.prompt, o.user_instruction, true, r.id, 'RESTORE',
    wanted.root::int, o.video_model, o.adjustments, o.footage_version
  FROM clip_regenerations r CROSS JOIN jsonb_each_text(r.restores -> 'clips') AS wanted (clip, root)
  LEFT JOIN clip_versions o ON o.job_id = r.job_id AND o.clip_index = wanted.clip::int
    AND o.version_number = wanted.root::int
  WHERE r.id = p_id
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
  deadline_at timestamptz, on_failure text, video jsonb, recipe jsonb) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.takes, c.failed_takes, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' OR cardinality(c.failed_takes) > 0 THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video',
    CASE WHEN c.adjustments IS NOT NULL THEN jsonb_build_object('adjustments', c.adjustments,
      'footageVersion', c.footage_version, 'footage', COALESCE(f.video_url, ''), 'prompt', f.prompt) END
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  LEFT JOIN clip_versions f ON (f.job_id, f.clip_index, f.version_number) = (r.job_id, c.clip_index, c.footage_version)
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$$;

CREATE OR REPLACE VIEW job_records AS
  SELECT j.id, j.user_id, j.status, j.user_prompt, j.error_message, j.created_at, j.video_model, j.aspect_ratio,
    j.audio_url, j.video_url, media_expired(j) AS media_expired, j.total_cost::text AS total_cost,
    j.reserved_cost::text AS reserved_cost,
    (SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata))
      FROM job_stages s WHERE s.job_id = j.id) AS stages,
    (SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number,
        'restored_from', v.restored_from, 'video_url', v.video_url, 'sha256', v.sha256,
        'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt, 'adjustments', v.adjustments,
        'footage_version', v.footage_version))
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
