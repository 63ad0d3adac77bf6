-- Keeps what a step has made of one clip's change (a key with null is removed); a new prompt also in its column. The first
-- clip's is kept in the regeneration's row too, where earlier releases read it. The caller holds the lock of that row.
CREATE OR REPLACE FUNCTION keep_change_result(p_id uuid, p_clip int, p_patch jsonb, p_prompt text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_gone text[] := ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null');
BEGIN
  UPDATE clip_changes SET checkpoint = (checkpoint || p_patch) - v_gone,
    modified_prompt = COALESCE(p_prompt, modified_prompt)
  WHERE regeneration_id = p_id AND clip_index = p_clip;
  UPDATE clip_regenerations SET checkpoint = (checkpoint || p_patch) - v_gone,
    modified_prompt = COALESCE(p_prompt, modified_prompt)
  WHERE id = p_id AND clip_index = p_clip;
END $$;
