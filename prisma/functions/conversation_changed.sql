-- A trigger: announces the job whose conversation goes on, or of which an offer is answered or made anew.
CREATE OR REPLACE FUNCTION conversation_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  RETURN NULL;
END $$;
