-- A user's own title of a video, and deletion: rows and files go, what was paid stays in tables of its own.

ALTER TABLE jobs ADD COLUMN title text;

CREATE TABLE deleted_jobs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  total_cost numeric(10,4) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  files_deleted_at timestamptz(3)
);
CREATE INDEX deleted_jobs_job_id_idx ON deleted_jobs (job_id);
CREATE INDEX deleted_jobs_user_id_deleted_at_idx ON deleted_jobs (user_id, deleted_at);

CREATE TABLE deleted_regenerations (
  id uuid PRIMARY KEY,
  deletion_id uuid NOT NULL REFERENCES deleted_jobs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  clip_index int NOT NULL,
  status text NOT NULL,
  templates text[],
  video_model text NOT NULL,
  estimated_cost jsonb NOT NULL,
  language_model_cost numeric(10,4) NOT NULL,
  video_cost numeric(10,4) NOT NULL,
  cost numeric(10,4) NOT NULL,
  error_code text,
  created_at timestamptz(3) NOT NULL,
  started_at timestamptz(3),
  completed_at timestamptz(3)
);
CREATE INDEX deleted_regenerations_user_id_created_at_idx ON deleted_regenerations (user_id, created_at DESC);
CREATE INDEX deleted_regenerations_deletion_id_idx ON deleted_regenerations (deletion_id);

CREATE TABLE deleted_paid_calls (
  id uuid PRIMARY KEY,
  regeneration_id uuid NOT NULL REFERENCES deleted_regenerations (id) ON UPDATE CASCADE ON DELETE CASCADE,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  external_id text,
  estimated_cost numeric(10,4) NOT NULL,
  cost numeric(10,4),
  outcome text,
  created_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3)
);
CREATE INDEX deleted_paid_calls_api_name_external_id_idx ON deleted_paid_calls (api_name, external_id);
CREATE INDEX deleted_paid_calls_regeneration_id_idx ON deleted_paid_calls (regeneration_id);

CREATE TABLE deleted_job_costs (
  id uuid PRIMARY KEY,
  deletion_id uuid NOT NULL REFERENCES deleted_jobs (id) ON UPDATE CASCADE ON DELETE CASCADE,
  stage_name text NOT NULL,
  api_name text NOT NULL,
  cost numeric(10,4) NOT NULL,
  "timestamp" timestamptz(3) NOT NULL,
  regeneration_id uuid
);
CREATE INDEX deleted_job_costs_deletion_id_idx ON deleted_job_costs (deletion_id);

-- The view gains title, the last publication and the last change.
CREATE OR REPLACE VIEW job_records AS
 SELECT id,
    user_id,
    status,
    user_prompt,
    error_message,
    created_at,
    video_model,
    aspect_ratio,
    audio_url,
    video_url,
    media_expired(j.*) AS media_expired,
    (total_cost)::text AS total_cost,
    (reserved_cost)::text AS reserved_cost,
    ( SELECT json_agg(json_build_object('stageName', s.stage_name, 'metadata', s.metadata)) AS json_agg
           FROM job_stages s
          WHERE (s.job_id = j.id)) AS stages,
    ( SELECT json_agg(json_build_object('clip_index', v.clip_index, 'version_number', v.version_number, 'video_url', v.video_url, 'sha256', v.sha256, 'thumbnail_url', v.thumbnail_url, 'prompt', v.prompt)) AS json_agg
           FROM clip_versions v
          WHERE ((v.job_id = j.id) AND v.is_current)) AS versions,
    ( SELECT json_object_agg(t.clip_index, t.thumbnail_url) AS json_object_agg
           FROM clip_thumbnails t
          WHERE (t.job_id = j.id)) AS thumbnails,
    ( SELECT json_object_agg(c.clip_index, c.n) AS json_object_agg
           FROM ( SELECT clip_regenerations.clip_index,
                    (count(*))::integer AS n
                   FROM clip_regenerations
                  WHERE ((clip_regenerations.job_id = j.id) AND (clip_regenerations.status = 'completed'::text))
                  GROUP BY clip_regenerations.clip_index) c) AS regeneration_counts,
    ( SELECT r.id
           FROM clip_regenerations r
          WHERE ((r.job_id = j.id) AND (r.status = ANY (ARRAY['queued'::text, 'processing'::text, 'canceling'::text])))) AS active_regeneration_id,
    title,
    completed_at,
    job_last_touched(j.*) AS last_touched
   FROM jobs j;

-- Deletes a job with all its rows. What its changes cost stays: in deleted_jobs and the tables of its books, which limits and
-- usage go on counting. Holds the row lock that admission takes, so no change starts meanwhile. The job's files are removed
-- afterwards (deleted_jobs.files_deleted_at). DELETED, NOT_FOUND, FORBIDDEN or REGENERATION_IN_PROGRESS.
CREATE OR REPLACE FUNCTION delete_job(p_job uuid, p_user uuid) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_job jobs%ROWTYPE;
  v_deletion uuid;
BEGIN
  SELECT * INTO v_job FROM jobs WHERE id = p_job FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN 'NOT_FOUND'; END IF;
  IF v_job.user_id <> p_user THEN RETURN 'FORBIDDEN'; END IF;
  IF v_job.status NOT IN ('completed', 'failed')
    OR EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.job_id = p_job AND is_active(r.status)) THEN
    RETURN 'REGENERATION_IN_PROGRESS';
  END IF;
  -- Files of an earlier deleted job that this one shared are needed no longer. Written even where it is NULL already: a
  -- collector that is in these folders now sees by the row's version that it must look again.
  UPDATE deleted_jobs d SET files_deleted_at = NULL
  WHERE d.job_id IN (SELECT folder::uuid FROM media_pointers(ARRAY[p_job]) AS key, split_part(key, '/', 2) AS folder
    WHERE pg_input_is_valid(folder, 'uuid'));
  INSERT INTO deleted_jobs (job_id, user_id, total_cost, created_at)
  VALUES (v_job.id, v_job.user_id, v_job.total_cost, v_job.created_at) RETURNING id INTO v_deletion;
  INSERT INTO deleted_regenerations (id, deletion_id, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at)
  SELECT id, v_deletion, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at
  FROM clip_regenerations WHERE job_id = p_job;
  INSERT INTO deleted_paid_calls (id, regeneration_id, stage_name, api_name, external_id, estimated_cost, cost, outcome,
    created_at, settled_at)
  SELECT c.id, c.regeneration_id, c.stage_name, c.api_name, c.external_id, c.estimated_cost, c.cost, c.outcome,
    c.created_at, c.settled_at
  FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id WHERE r.job_id = p_job;
  INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp", regeneration_id)
  SELECT id, v_deletion, stage_name, api_name, cost, "timestamp", regeneration_id FROM job_costs WHERE job_id = p_job;
  DELETE FROM jobs WHERE id = p_job;
  RETURN 'DELETED';
END $$;

-- Provider ids that a call in the ledger carries, or in the books of a deleted job.
CREATE OR REPLACE FUNCTION known_external_ids(p_api text, p_ids text[]) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT external_id FROM paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
  UNION ALL
  SELECT external_id FROM deleted_paid_calls WHERE api_name = p_api AND external_id = ANY (p_ids)
$$;

-- Seconds until one more regeneration fits under p_limit in a sliding hour; 0 if one fits now. A run that failed through our
-- own fault before anything was paid does not count. A deleted video's changes count on.
CREATE OR REPLACE FUNCTION regeneration_retry_after(p_user uuid, p_job uuid, p_limit int)
RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE((
    SELECT GREATEST(1, CEIL(EXTRACT(EPOCH FROM created_at + interval '1 hour' - clock_timestamp())))::int
    FROM (
      SELECT user_id, job_id, created_at, status, cost, error_code FROM clip_regenerations
      UNION ALL SELECT user_id, job_id, created_at, status, cost, error_code FROM deleted_regenerations) r
    WHERE user_id = p_user AND (p_job IS NULL OR job_id = p_job)
      AND created_at > clock_timestamp() - interval '1 hour'
      AND NOT (status = 'failed' AND cost = 0 AND error_code <> 'CONTENT_REJECTED')
    ORDER BY created_at DESC OFFSET p_limit - 1 LIMIT 1), 0)
$$;

SELECT protect_functions();
