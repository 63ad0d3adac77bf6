-- A trigger: announces the job of a queue that changes in a way that its person sees.
CREATE OR REPLACE FUNCTION queued_change_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
  RETURN NULL;
END $$;
