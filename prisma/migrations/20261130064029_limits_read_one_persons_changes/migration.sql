-- The hourly limits read the changes of everybody, and counted the clips of those of the last hour, before they chose one person's.
SET LOCAL check_function_bodies = off;

-- The limit that keeps a request waiting longest, and for how many seconds; no row if none does. p_request is that of
-- admit_regeneration; a limit that it does not name does not hold. What is free is bounded by activePerUser alone: by what
-- one person's changes take of the machines at a time. The end of a running change is expected after its estimated time.
CREATE OR REPLACE FUNCTION regeneration_limit(p_request jsonb)
RETURNS TABLE (held_by text, retry_after int) LANGUAGE sql VOLATILE AS $$
  WITH asked AS (
    SELECT *, COALESCE(r.clips, 1) AS charged_clips, is_free(r."estimatedCost") AS free,
      clock_timestamp() - interval '1 hour' AS since
    FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, clips int, "estimatedCost" jsonb),
      jsonb_to_record(p_request -> 'limits') AS l(
        "perJobPerHour" int, "perUserPerHour" int, "clipsPerUserPerHour" int, "activePerUser" int)
  ), active AS (
    SELECT count(*) AS running, min(r.created_at + make_interval(secs => r.estimated_seconds)) AS until
    FROM clip_regenerations r, asked a WHERE r.user_id = a."userId" AND is_active(r.status)
  ), counted AS (
    -- A change is one admission, of as many clips as are charged. A deleted video's changes count on, a RESTORE never does.
    -- Person and hour stand inside both halves: outside, the changes of everybody would be read and their clips counted.
    SELECT r.job_id, r.created_at + interval '1 hour' AS until, GREATEST(1, r.clips) AS clips
    FROM asked a CROSS JOIN LATERAL (
      SELECT c.job_id, c.created_at, charged_clips(c.id) AS clips FROM clip_regenerations c
      WHERE c.user_id = a."userId" AND c.created_at > a.since AND c.kind <> 'RESTORE'
        AND counts_toward_limits(c.status, c.cost, c.estimated_cost)
      UNION ALL SELECT d.job_id, d.created_at, d.charged_clips FROM deleted_regenerations d
      WHERE d.user_id = a."userId" AND d.created_at > a.since
        AND counts_toward_limits(d.status, d.cost, d.estimated_cost)) r
    WHERE NOT a.free
  ), held AS (
    SELECT 'USER_ACTIVE' AS held_by, GREATEST(v.until, clock_timestamp() + interval '5 seconds') AS until
    FROM asked a, active v WHERE v.running >= a."activePerUser"
    UNION ALL
    SELECT 'JOB_PER_HOUR', (SELECT c.until FROM counted c WHERE c.job_id = a."jobId"
      ORDER BY c.until DESC OFFSET a."perJobPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perJobPerHour" IS NOT NULL
    UNION ALL
    SELECT 'USER_PER_HOUR', (SELECT c.until FROM counted c ORDER BY c.until DESC OFFSET a."perUserPerHour" - 1 LIMIT 1)
    FROM asked a WHERE a."perUserPerHour" IS NOT NULL
    UNION ALL
    -- Clips leave the hour oldest first, until those of this request fit beside the rest.
    SELECT 'CLIPS_PER_HOUR', max(c.until)
    FROM asked a, (SELECT until, sum(clips) OVER (ORDER BY until DESC) AS clips FROM counted) c
    WHERE c.clips > a."clipsPerUserPerHour" - a.charged_clips
    UNION ALL
    SELECT 'CLIPS_PER_HOUR', clock_timestamp() + interval '1 hour' FROM asked a
    WHERE a.charged_clips > a."clipsPerUserPerHour" AND NOT a.free
  )
  SELECT h.held_by, GREATEST(1, CEIL(EXTRACT(EPOCH FROM h.until - clock_timestamp())))::int
  FROM held h WHERE h.until IS NOT NULL ORDER BY h.until DESC LIMIT 1
$$;

SELECT protect_functions();
