-- Whether a run was published within the last minute: longer than its runner stays to measure what is missing.
CREATE OR REPLACE FUNCTION has_just_completed(p_row clip_regenerations) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT p_row.status = 'completed' AND p_row.completed_at > clock_timestamp() - interval '1 minute' $$;
