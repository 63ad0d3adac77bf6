-- The runner's own role: it reads no table and writes none. All that a run needs are functions that name their
-- regeneration by its id and fence, and that act with the rights of the tables' owner. An id is random and told to nobody
-- but its own runner, so that whoever breaks into one run finds no other (docs/decisions/0013).

-- A job with all that is read of it at once.
CREATE VIEW job_records AS
  SELECT j.id, j.user_id, j.status, j.user_prompt, j.error_message, j.created_at, j.video_model, j.aspect_ratio,
    j.audio_url, j.video_url, media_expired(j) AS media_expired, j.total_cost::text AS total_cost,
    j.reserved_cost::text AS reserved_cost,
    (SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata))
      FROM job_stages s WHERE s.job_id = j.id) AS stages,
    (SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number,
        'video_url', v.video_url, 'sha256', v.sha256, 'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt))
      FROM clip_versions v WHERE v.job_id = j.id AND v.is_current) AS versions,
    (SELECT json_object_agg(t.clip_index, t.thumbnail_url) FROM clip_thumbnails t WHERE t.job_id = j.id) AS thumbnails,
    (SELECT json_object_agg(c.clip_index, c.n) FROM (SELECT clip_index, count(*)::int AS n FROM clip_regenerations
      WHERE job_id = j.id AND status = 'completed' GROUP BY clip_index) c) AS regeneration_counts,
    (SELECT r.id FROM clip_regenerations r WHERE r.job_id = j.id
      AND r.status IN ('queued', 'processing', 'canceling')) AS active_regeneration_id
  FROM jobs j;

-- What a run works on; no row where the fence is old or the run has ended. The earlier wishes are those that have
-- changed this clip before, the oldest first; the seed is what made its current version, NULL where nobody knows.
CREATE FUNCTION run_input(p_id uuid, p_fence int)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, conversation jsonb, earlier_wishes text[],
  templates text[], video_model text, deadline_at timestamptz, checkpoint jsonb, current_seed jsonb) LANGUAGE sql STABLE AS $$
  SELECT r.clip_index, r.user_instruction, r.original_prompt, r.conversation_history,
    ARRAY(SELECT w.user_instruction FROM (
        SELECT e.user_instruction, e.created_at FROM clip_regenerations e
        WHERE e.job_id = r.job_id AND e.clip_index = r.clip_index AND e.status = 'completed' AND e.created_at < r.created_at
        ORDER BY e.created_at DESC LIMIT 5) w ORDER BY w.created_at),
    r.templates, r.video_model, r.deadline_at, r.checkpoint,
    (SELECT m.checkpoint #> '{prediction,seed}' FROM clip_versions v JOIN clip_regenerations m ON m.id = v.regeneration_id
      WHERE v.job_id = r.job_id AND v.clip_index = r.clip_index AND v.is_current)
  FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status)
$$;

-- The job that a run belongs to; no row where the fence is old or the run has ended.
CREATE FUNCTION run_job(p_id uuid, p_fence int) RETURNS SETOF job_records LANGUAGE sql STABLE AS $$
  SELECT * FROM job_records WHERE id = (
    SELECT job_id FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND is_active(status))
$$;

-- A run's calls that are not settled, the oldest first.
CREATE FUNCTION run_open_calls(p_id uuid, p_fence int) RETURNS SETOF paid_calls LANGUAGE sql STABLE AS $$
  SELECT c.* FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id
  WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) AND c.state <> 'settled' ORDER BY c.created_at
$$;

-- Keeps what a call asks for, before its POST. False where the fence is old or the POST has an answer.
CREATE FUNCTION describe_paid_call(p_call uuid, p_fence int, p_request jsonb) RETURNS boolean LANGUAGE sql AS $$
  WITH described AS (
    UPDATE paid_calls SET request = p_request WHERE id = p_call AND fence = p_fence AND state = 'intent' RETURNING id)
  SELECT EXISTS (SELECT 1 FROM described)
$$;

-- Whether a call was settled so, by this fence.
CREATE FUNCTION is_paid_call_settled(p_call uuid, p_fence int, p_outcome text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls
    WHERE id = p_call AND fence = p_fence AND state = 'settled' AND outcome = p_outcome)
$$;

-- Those of a provider's ids that some call bears.
CREATE FUNCTION known_external_ids(p_api text, p_ids text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT external_id FROM paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
$$;

-- Whether a run was published, by this fence.
CREATE FUNCTION is_regeneration_published(p_id uuid, p_fence int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM clip_regenerations WHERE id = p_id AND fence = p_fence AND status = 'completed')
$$;

-- A runner's end without a result: by fence only. (The reconciler's is end_regeneration, by attempt.)
CREATE FUNCTION conclude_regeneration(
  p_id uuid, p_fence int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE sql AS $$
  SELECT CASE WHEN p_fence IS NOT NULL
    THEN end_regeneration(p_id, p_fence, NULL, p_status, p_message, p_error_code, p_retryable) END
$$;

-- The functions that a runner calls.
CREATE FUNCTION runner_functions() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['take_regeneration', 'renew_regeneration_lease', 'release_regeneration_lease', 'run_input', 'run_job',
    'append_regeneration_event', 'save_regeneration_checkpoint', 'open_paid_call', 'run_open_calls', 'describe_paid_call',
    'repost_paid_call', 'accept_paid_call', 'settle_paid_call', 'is_paid_call_settled', 'known_external_ids',
    'publish_regeneration', 'is_regeneration_published', 'conclude_regeneration']
$$;

-- Gives a role what a run needs, and nothing else. Asked for again after each migration.
CREATE FUNCTION grant_to_runner(p_role name) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_function text;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), p_role);
  FOREACH v_function IN ARRAY runner_functions() LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %I.%I TO %I', current_schema(), v_function, p_role);
  END LOOP;
END $$;

DO $$
DECLARE v_function regprocedure;
BEGIN
  -- Postgres lets everybody execute a new function.
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proowner = current_user::regrole
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_function);
  END LOOP;
  -- With the owner's rights, and with names that a caller cannot redirect.
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND p.proname = ANY (runner_functions()) LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END $$;
