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
