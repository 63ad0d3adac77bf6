-- How many clips of a change count toward the limits of an hour, each take as one: all while it runs, then those that were
-- charged.
CREATE OR REPLACE FUNCTION charged_clips(p_id uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT COALESCE(sum(CASE WHEN is_active(c.status) THEN c.takes ELSE GREATEST(1, (
      SELECT count(DISTINCT p.take) FROM paid_calls p WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index
        AND p.cost > 0)) END), 0)::int
  FROM clip_changes c WHERE c.regeneration_id = p_id AND counts_toward_limits(c.status, c.cost, c.estimated_cost)
$$;
