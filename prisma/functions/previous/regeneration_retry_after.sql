-- Seconds until one more change that is charged fits under one limit of an hour, 0 if one fits now; as quotes of releases
-- before regeneration_limit ask. May be dropped once no release from before it can run beside this database.
CREATE OR REPLACE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int)
RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((SELECT retry_after FROM regeneration_limit(jsonb_build_object(
    'userId', p_user, 'jobId', p_job, 'limits',
    jsonb_build_object(CASE WHEN p_job IS NULL THEN 'perUserPerHour' ELSE 'perJobPerHour' END, p_limit)))), 0)
$$;
