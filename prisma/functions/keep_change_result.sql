-- Keeps what a step has made of one take of a clip's change (a key with null is removed); a new prompt also in its column.
-- The first clip's is kept in the regeneration's row too, where earlier releases read it. The caller holds the lock of that
-- row.
CREATE OR REPLACE FUNCTION keep_change_result(p_id uuid, p_result jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_new record;
BEGIN
  SELECT * INTO v_new FROM jsonb_to_record(p_result) AS r("clipIndex" int, take int, patch jsonb, prompt text);
  UPDATE clip_changes SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE regeneration_id = p_id AND clip_index = v_new."clipIndex";
  UPDATE clip_regenerations SET checkpoint = patched_checkpoint(checkpoint, v_new.take, v_new.patch),
    modified_prompt = COALESCE(v_new.prompt, modified_prompt)
  WHERE id = p_id AND clip_index = v_new."clipIndex";
END $$;
