-- A change's checkpoint with what a step has made of one take; a key with null is removed.
CREATE OR REPLACE FUNCTION patched_checkpoint(p_checkpoint jsonb, p_take int, p_patch jsonb)
RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_gone text[] := ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null');
  v_result jsonb := (take_result(p_checkpoint, p_take) || p_patch) - v_gone;
BEGIN
  IF p_take = 0 THEN RETURN v_result; END IF;
  RETURN p_checkpoint || jsonb_build_object('takes',
    COALESCE(p_checkpoint -> 'takes', '{}') || jsonb_build_object(p_take, v_result));
END $$;
