-- Settles a call with what was really charged, and keeps what it made in the checkpoint of its clip's change, as that of its
-- take. False if the fence is old or the call is settled.
CREATE OR REPLACE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_settlement jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_call record;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, patch jsonb);
  SELECT r.id, c.clip_index, c.take INTO v_call FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, v_end."costUsd", v_end.outcome);
  PERFORM keep_change_result(v_call.id, jsonb_build_object('clipIndex', v_call.clip_index, 'take', v_call.take,
    'patch', v_end.patch, 'prompt', v_end.patch -> 'prompt' ->> 'text'));
  RETURN true;
END $$;
