-- Records the provider's id before the runner waits on it. True also if it is recorded already; false if the fence is old.
-- Locks the regeneration first: one that ends meanwhile would book the call as an INTENT that was never charged.
CREATE OR REPLACE FUNCTION accept_paid_call(p_call uuid, p_fence int, p_external_id text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET state = 'accepted', external_id = p_external_id
  WHERE id = p_call AND fence = p_fence AND (state = 'intent' OR state = 'accepted' AND external_id = p_external_id);
  RETURN FOUND;
END $$;
