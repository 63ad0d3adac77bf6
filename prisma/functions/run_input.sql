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
