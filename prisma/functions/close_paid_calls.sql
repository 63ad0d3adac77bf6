-- Settles what is still open when a regeneration ends, or the change of one clip (p_clip), or one take of it (p_take), and its
-- provider can no longer be asked: an accepted call as charged in full, an INTENT at the most that its request says it
-- costs, or as not charged. Both count as ambiguous. What the built-in renderer has not finished is not charged.
CREATE OR REPLACE FUNCTION close_paid_calls(p_id uuid, p_clip int, p_take int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled'
    AND clip_index = COALESCE(p_clip, clip_index) AND take = COALESCE(p_take, take) LOOP
    IF v_call.api_name = 'local' THEN
      PERFORM book_paid_call(v_call.id, 0, 'canceled');
      CONTINUE;
    END IF;
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost
      ELSE COALESCE((v_call.request ->> 'usdAtMost')::numeric, 0) END, 'unknown');
  END LOOP;
END $$;
