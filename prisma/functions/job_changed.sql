-- A trigger: announces a job that is inserted, deleted, or changed in a way that clients see.
CREATE OR REPLACE FUNCTION job_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM announce_job_change(OLD.user_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM announce_job_change(NEW.user_id); END IF;
  RETURN NULL;
END $$;
