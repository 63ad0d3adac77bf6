-- Admits requests that arrived together, in one round trip, each as if it came alone. Ordered by user and job, so that two
-- batches holding locks of several users and jobs never deadlock.
CREATE OR REPLACE FUNCTION admit_regenerations(p_requests jsonb)
RETURNS TABLE ("position" int, outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v record;
BEGIN
  FOR v IN
    SELECT r.value AS request, r.ordinality::int AS place
    FROM jsonb_array_elements(p_requests) WITH ORDINALITY r
    ORDER BY (r.value ->> 'userId')::uuid, (r.value ->> 'jobId')::uuid, r.ordinality
  LOOP
    RETURN QUERY SELECT v.place, a.outcome, a.regeneration_id, a.retry_after, a.clip_index FROM admit_regeneration(v.request) a;
  END LOOP;
END $$;
