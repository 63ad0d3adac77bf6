-- Calls of a language model, which has no list to look up what became of a POST. Its call says, before each POST, what it
-- costs at most should that POST have arrived ("usdAtMost" in its request).

-- Settles a call with what was really charged, and keeps what it made in the checkpoint (p_patch; a key with null is
-- removed); a new prompt also in its column. False where the fence is old or the call is settled.
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

-- What is still open when a regeneration ends without a runner that could ask the provider: an accepted call is taken as
-- charged in full; an INTENT as what its own request says that it costs at most, or as not charged. Both are counted as
-- ambiguous.
CREATE OR REPLACE FUNCTION close_paid_calls(p_id uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled' LOOP
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $$;
