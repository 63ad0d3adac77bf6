-- Whether a runner whose change was published a moment ago may measure what is missing: nothing waits to be started that its
-- slot and its processor are needed for.
CREATE OR REPLACE FUNCTION may_measure(p_id uuid, p_fence int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND has_just_completed(r)
      AND NOT EXISTS (SELECT 1 FROM queued_changes q WHERE q.job_id = r.job_id))
    AND NOT EXISTS (SELECT 1 FROM clip_regenerations WHERE status = 'queued')
$$;
