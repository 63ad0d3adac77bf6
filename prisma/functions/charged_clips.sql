-- How many clips of a change count toward the limits of an hour.
CREATE OR REPLACE FUNCTION charged_clips(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM clip_changes
  WHERE regeneration_id = p_id AND counts_toward_limits(status, cost, estimated_cost)
$$;
