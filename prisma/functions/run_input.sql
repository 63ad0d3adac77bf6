-- What a run works on; no row if the fence is old or the run has ended. The earlier instructions are those that changed this
-- clip before, oldest first (as earlier_wishes, the name by which the previous release reads them); the seed is what made its
-- current version, NULL if unknown.
CREATE OR REPLACE FUNCTION run_input(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_wishes text[],
  templates text[], video_model text, deadline_at timestamptz, checkpoint jsonb, current_seed jsonb) LANGUAGE sql STABLE AS $$
  SELECT r.clip_index, r.user_instruction, r.original_prompt, r.conversation_history,
    ARRAY(SELECT w.user_instruction FROM (
        SELECT e.user_instruction, e.created_at FROM clip_regenerations e
        WHERE e.job_id = r.job_id AND e.clip_index = r.clip_index AND e.status = 'completed' AND e.created_at < r.created_at
        ORDER BY e.created_at DESC LIMIT 5) w ORDER BY w.created_at),
    r.templates, r.video_model, r.deadline_at, r.checkpoint,
    (SELECT m.checkpoint #> '{prediction,seed}' FROM clip_versions v JOIN clip_regenerations m ON m.id = v.regeneration_id
      WHERE v.job_id = r.job_id AND v.clip_index = r.clip_index AND v.is_current)
  FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$$;
