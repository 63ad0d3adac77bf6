-- Allows one more POST for a call that cannot be found at the provider: once, and counted as ambiguous, because both are
-- charged if the first one arrived after all. False if the fence is old or it was reposted before. Locks the regeneration
-- first, as its end and restart do: an end could otherwise close the call in its state before this.
CREATE OR REPLACE FUNCTION repost_paid_call(p_call uuid, p_fence int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND r.fence = p_fence AND is_active(r.status) FOR UPDATE OF r;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE paid_calls SET posts = posts + 1, ambiguous = true
  WHERE id = p_call AND fence = p_fence AND state = 'intent' AND posts < 2;
  RETURN FOUND;
END $$;
