-- A version of an edit has the prompt that says what it shows: what the model was told is what changes.
SET LOCAL check_function_bodies = off;

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
    made.clip ->> 'key', made.clip ->> 'sha256', made.clip ->> 'thumbnailKey',
    COALESCE(c.checkpoint #>> '{prompt,shows}', c.modified_prompt), c.instruction, made.cost, false, p_id,
    CASE r.kind WHEN 'TAKES' THEN 'TAKE' ELSE 'CHANGE' END, c.video_model, made.seed,
    made.clip -> 'adjustments', (made.clip ->> 'footageVersion')::int
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  JOIN made_clips(p_id) made ON made.clip_index = c.clip_index
  WHERE r.id = p_id AND NOT EXISTS (SELECT 1 FROM clip_versions v
    WHERE v.job_id = r.job_id AND v.video_url = made.clip ->> 'key')
$$;

-- Makes a clip that a change has made the current version; without clipIndex it is the regeneration's first. Its adjustments are
-- those that its runner says it has drawn: one of an earlier release says none. Its prompt is what the clip shows, where that is
-- not what its model was told. A job that came straight from the pipeline has no row for its originals yet.
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
    v_new."thumbnailKey", COALESCE(v_change.checkpoint #>> '{prompt,shows}', v_change.modified_prompt), v_change.instruction, v_change.cost, true, p_id, v_change.video_model,
    (v_change.checkpoint #>> '{prediction,seed}')::numeric, v_change.checkpoint #> '{clip,adjustments}',
    (v_change.checkpoint #>> '{clip,footageVersion}')::int
  FROM clip_versions WHERE job_id = v_job AND clip_index = v_change.clip_index;
END $$;

SELECT protect_functions();
