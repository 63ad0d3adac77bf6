-- A run's calls that are not settled, oldest first; none if the fence is old or the run has ended.
CREATE OR REPLACE FUNCTION run_open_calls(p_id uuid, p_fence int) RETURNS SETOF paid_calls LANGUAGE sql STABLE AS $$
  SELECT c.* FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) AND c.state <> 'settled' ORDER BY c.created_at
$$;
