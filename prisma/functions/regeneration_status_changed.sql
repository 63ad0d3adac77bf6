-- A trigger: announces the job of a regeneration whose status changes, for a job shows its active regeneration.
CREATE OR REPLACE FUNCTION regeneration_status_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  RETURN NULL;
END $$;
