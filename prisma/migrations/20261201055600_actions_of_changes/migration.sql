-- A runner is told how a clip is changed: a model may make a new shot, or edit the footage.
SET LOCAL check_function_bodies = off;

-- Its columns have changed; programs that call it read its columns by name.
DROP FUNCTION run_changes(uuid, int);

-- The clips that a run changes, by their index; no row if the fence is old or the run has ended. What belongs to the whole
-- run (when it must end, what it publishes where a clip failed, the final video that an earlier attempt has stored) is the
-- same in each row. The earlier instructions are those that made the footage a change builds on, oldest first: what was
-- undone is not among them. The seed is what made that footage, NULL if unknown. What failed names takes of a clip. The
-- recipe is what the built-in renderer draws, over which file (empty: the pipeline's original) and its prompt; NULL where it
-- changes the current file.
CREATE OR REPLACE FUNCTION run_changes(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_instructions text[],
  templates text[], video_model text, takes int, failed_takes int[], checkpoint jsonb, current_seed jsonb, failure jsonb,
  deadline_at timestamptz, on_failure text, video jsonb, recipe jsonb, asked_seed int, action text) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, c.instruction, c.original_prompt, r.conversation_history, b.instructions, c.templates,
    c.video_model, c.takes, c.failed_takes, c.checkpoint, b.seed,
    CASE WHEN c.status = 'failed' OR cardinality(c.failed_takes) > 0 THEN jsonb_build_object('code', c.error_code, 'message', c.error_message) END,
    r.deadline_at, r.on_failure, r.checkpoint -> 'video',
    CASE WHEN c.adjustments IS NOT NULL THEN jsonb_build_object('adjustments', c.adjustments,
      'footageVersion', c.footage_version, 'footage', COALESCE(f.video_url, ''), 'prompt', f.prompt) END, c.asked_seed,
    c.action
  FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
  CROSS JOIN LATERAL changes_behind(r.job_id, c.clip_index, c.base_version_number) b
  LEFT JOIN clip_versions f ON (f.job_id, f.clip_index, f.version_number) = (r.job_id, c.clip_index, c.footage_version)
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) ORDER BY c.clip_index
$$;

SELECT protect_functions();
