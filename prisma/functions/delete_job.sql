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
  WHERE d.job_id::text IN (SELECT split_part(key, '/', 2) FROM media_pointers(ARRAY[p_job]) AS key);
  INSERT INTO deleted_jobs (job_id, user_id, total_cost, created_at)
  VALUES (v_job.id, v_job.user_id, v_job.total_cost, v_job.created_at) RETURNING id INTO v_deletion;
  INSERT INTO deleted_regenerations (id, deletion_id, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at, charged_clips)
  SELECT id, v_deletion, job_id, user_id, clip_index, status, templates, video_model,
    estimated_cost, language_model_cost, video_cost, cost, error_code, created_at, started_at, completed_at,
    charged_clips(id)
  FROM clip_regenerations WHERE job_id = p_job AND kind <> 'RESTORE';
  INSERT INTO deleted_paid_calls (id, regeneration_id, stage_name, api_name, external_id, estimated_cost, cost, outcome,
    created_at, settled_at)
  SELECT c.id, c.regeneration_id, c.stage_name, c.api_name, c.external_id, c.estimated_cost, c.cost, c.outcome,
    c.created_at, c.settled_at
  FROM paid_calls c JOIN clip_regenerations r ON r.id = c.regeneration_id WHERE r.job_id = p_job;
  INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp", regeneration_id)
  SELECT id, v_deletion, stage_name, api_name, cost, "timestamp", regeneration_id FROM job_costs WHERE job_id = p_job;
  -- What the assistant understood goes; a call that is under way is booked here when it ends.
  UPDATE assistant_calls SET deletion_id = v_deletion, answer = NULL WHERE job_id = p_job AND deletion_id IS NULL;
  DELETE FROM jobs WHERE id = p_job;
  RETURN 'DELETED';
END $$;
