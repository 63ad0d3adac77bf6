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
