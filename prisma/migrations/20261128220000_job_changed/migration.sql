-- Announces what happens to jobs, so that open pages need not ask again and again. Earlier releases ignore the
-- notification and need no part in it: triggers announce what they write, too.

-- Says that jobs of a user have changed, on the channel of regeneration events. Only a notification: the rows are the
-- truth. Any role may listen, so the user is named by a hash, as regenerations are (core/regeneration/events.ts). Postgres
-- delivers it with the commit, once for all changes of a transaction.
CREATE OR REPLACE FUNCTION announce_job_change(p_user uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('regeneration_events', 'jobs:' ||
    left(translate(encode(sha256(convert_to(p_user::text, 'UTF8')), 'base64'), '+/', '-_'), 22))
$$;

-- A trigger: announces a job that is inserted, deleted, or changed in a way that clients see.
CREATE OR REPLACE FUNCTION job_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM announce_job_change(OLD.user_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM announce_job_change(NEW.user_id); END IF;
  RETURN NULL;
END $$;

-- A trigger: announces the job of a regeneration whose status changes, for a job shows its active regeneration.
CREATE OR REPLACE FUNCTION regeneration_status_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(NEW.user_id);
  RETURN NULL;
END $$;

CREATE TRIGGER job_inserted_or_deleted AFTER INSERT OR DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION job_changed();
-- All columns but those that the pipeline writes while it works and those that no client sees: a new column is announced
-- unless it is named here.
CREATE TRIGGER job_updated AFTER UPDATE ON jobs FOR EACH ROW
  WHEN (to_jsonb(OLD) - '{current_stage,progress,estimated_remaining,updated_at,media_deleted_at}'::text[]
    IS DISTINCT FROM to_jsonb(NEW) - '{current_stage,progress,estimated_remaining,updated_at,media_deleted_at}'::text[])
  EXECUTE FUNCTION job_changed();
CREATE TRIGGER regeneration_status_changed AFTER UPDATE OF status ON clip_regenerations FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION regeneration_status_changed();

SELECT protect_functions();
