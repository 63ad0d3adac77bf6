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
