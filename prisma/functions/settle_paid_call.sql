-- Settles a call with what was really charged, and keeps what it made in the checkpoint (a key with null is removed); a new
-- prompt also in its column. False if the fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_settlement jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_id uuid;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id INTO v_id FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF v_id IS NULL THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  UPDATE clip_regenerations SET checkpoint = (checkpoint || v_end.patch)
    - ARRAY(SELECT key FROM jsonb_each(v_end.patch) WHERE jsonb_typeof(value) = 'null'),
    modified_prompt = COALESCE(v_end.patch -> 'prompt' ->> 'text', modified_prompt)
  WHERE id = v_id;
  RETURN true;
END $$;
