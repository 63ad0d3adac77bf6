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
