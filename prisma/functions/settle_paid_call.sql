-- Settles a call with what was really charged, and keeps what it made in the checkpoint (a key with null is removed); a new
-- prompt also in its column. False if the fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_cost numeric, p_outcome text, p_patch jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_id uuid;
BEGIN
  SELECT r.id INTO v_id FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF v_id IS NULL THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, p_cost, p_outcome);
  UPDATE clip_regenerations SET checkpoint = (checkpoint || p_patch)
    - ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null'),
    modified_prompt = COALESCE(p_patch -> 'prompt' ->> 'text', modified_prompt)
  WHERE id = v_id;
  RETURN true;
END $$;
