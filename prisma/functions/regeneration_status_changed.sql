-- A trigger: announces the job of a regeneration whose status changes, for a job shows its active regeneration. Where one
-- ends and changes of its user wait, it wakes those who start them (api/queue).
CREATE OR REPLACE FUNCTION regeneration_status_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  IF NOT is_active(NEW.status) AND EXISTS (
    SELECT 1 FROM queued_changes q WHERE q.user_id = NEW.user_id AND q.state = 'WAITING') THEN
    PERFORM pg_notify('regeneration_events', 'queue');
  END IF;
  RETURN NULL;
END $$;
