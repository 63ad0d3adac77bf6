-- A queue for each video: while a change runs, the next ones wait on the server. An earlier release leaves them waiting; with
-- its video it deletes them.
SET LOCAL check_function_bodies = off;

CREATE TABLE queued_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  place int NOT NULL,
  changes jsonb NOT NULL,
  clip_indexes int[],
  on_failure text NOT NULL,
  quoted jsonb NOT NULL,
  state text NOT NULL DEFAULT 'WAITING',
  question text,
  asked jsonb,
  revision int NOT NULL DEFAULT 1,
  held_until timestamptz(3),
  idempotency_key text,
  input_hash text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT queued_changes_pkey PRIMARY KEY (id),
  CONSTRAINT queued_changes_state_known CHECK (state IN ('WAITING', 'ASKS')),
  CONSTRAINT queued_changes_asks_in_words CHECK ((state = 'ASKS') = (question IS NOT NULL)),
  CONSTRAINT queued_changes_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX queued_changes_user_id_idempotency_key_key ON queued_changes (user_id, idempotency_key);
CREATE INDEX queued_changes_job_id_place_idx ON queued_changes (job_id, place);

-- The clips that changes are about, by index.
CREATE OR REPLACE FUNCTION clips_in(p_changes jsonb) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((c ->> 'clipIndex')::int ORDER BY (c ->> 'clipIndex')::int) FROM jsonb_array_elements(p_changes) c
$$;

-- The change of a job's queue whose turn it is: the first one that waits and shares no clip with one before it. One that
-- asks its person something holds up only what touches the same clips. NULL if none can be started.
CREATE OR REPLACE FUNCTION next_queued_change(p_job uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT q.id FROM queued_changes q WHERE q.job_id = p_job AND q.state = 'WAITING' AND NOT EXISTS (
    SELECT 1 FROM queued_changes b WHERE b.job_id = q.job_id AND b.clip_indexes && q.clip_indexes
      AND (b.place, b.id) < (q.place, q.id))
  ORDER BY q.place, q.id LIMIT 1
$$;

-- Adds changes to the end of a job's queue. outcome: QUEUED, IDLE (nothing runs and nothing waits, so nothing is added: they
-- can start at once), REPLAYED (same key and input: the same changes, or the regeneration that they became), or the code of
-- the refusal. The row lock is that of an admission: the job neither begins nor ends a change meanwhile.
CREATE OR REPLACE FUNCTION add_queued_change(p_request jsonb)
RETURNS TABLE (outcome text, queued_id uuid, regeneration_id uuid) LANGUAGE plpgsql AS $$
DECLARE
  v_asked record;
  v_job jobs%ROWTYPE;
  v_known queued_changes%ROWTYPE;
  v_started clip_regenerations%ROWTYPE;
  v_id uuid;
BEGIN
  SELECT * INTO v_asked FROM jsonb_to_record(p_request) AS r("userId" uuid, "jobId" uuid, changes jsonb, "onFailure" text,
    quoted jsonb, "idempotencyKey" text, "inputHash" text, "mostQueued" int);
  SELECT * INTO v_job FROM jobs WHERE id = v_asked."jobId" FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::uuid; RETURN; END IF;
  IF v_job.user_id <> v_asked."userId" THEN RETURN QUERY SELECT 'FORBIDDEN', NULL::uuid, NULL::uuid; RETURN; END IF;

  SELECT * INTO v_known FROM queued_changes q
  WHERE q.user_id = v_asked."userId" AND q.idempotency_key = v_asked."idempotencyKey";
  SELECT * INTO v_started FROM clip_regenerations r
  WHERE r.user_id = v_asked."userId" AND r.idempotency_key = v_asked."idempotencyKey";
  IF v_known.id IS NOT NULL OR v_started.id IS NOT NULL THEN
    RETURN QUERY SELECT CASE WHEN COALESCE(v_known.input_hash, v_started.input_hash) = v_asked."inputHash"
      THEN 'REPLAYED' ELSE 'IDEMPOTENCY_KEY_REUSED' END, v_known.id, v_started.id;
    RETURN;
  END IF;

  IF v_job.status <> 'regenerating' AND next_queued_change(v_job.id) IS NULL AND NOT EXISTS (
    SELECT 1 FROM queued_changes q WHERE q.job_id = v_job.id AND q.clip_indexes && clips_in(v_asked.changes)) THEN
    RETURN QUERY SELECT 'IDLE', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  IF (SELECT count(*) FROM queued_changes q WHERE q.job_id = v_job.id) >= v_asked."mostQueued" THEN
    RETURN QUERY SELECT 'LIMIT_REACHED', NULL::uuid, NULL::uuid; RETURN;
  END IF;
  INSERT INTO queued_changes (job_id, user_id, place, changes, clip_indexes, on_failure, quoted, idempotency_key, input_hash)
  VALUES (v_job.id, v_asked."userId",
    (SELECT COALESCE(max(q.place), 0) + 1 FROM queued_changes q WHERE q.job_id = v_job.id),
    v_asked.changes, clips_in(v_asked.changes), v_asked."onFailure", v_asked.quoted, v_asked."idempotencyKey",
    v_asked."inputHash")
  RETURNING id INTO v_id;
  RETURN QUERY SELECT 'QUEUED', v_id, NULL::uuid;
END $$;

-- Gives a change of a queue another place, counted from 1; a place behind the end is the end. True if the user has it.
CREATE OR REPLACE FUNCTION move_queued_change(p_id uuid, p_user uuid, p_place int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_job uuid;
BEGIN
  -- Changes are added and started under the same lock.
  SELECT j.id INTO v_job FROM jobs j JOIN queued_changes q ON q.job_id = j.id
  WHERE q.id = p_id AND q.user_id = p_user FOR UPDATE OF j;
  IF v_job IS NULL THEN RETURN false; END IF;
  UPDATE queued_changes q SET place = r.place FROM (
    SELECT o.id, o.n + CASE WHEN o.n >= p_place THEN 1 ELSE 0 END AS place FROM (
      SELECT id, row_number() OVER (ORDER BY place, id) AS n FROM queued_changes WHERE job_id = v_job AND id <> p_id) o
    UNION ALL SELECT p_id, LEAST(GREATEST(p_place, 1), (SELECT count(*) FROM queued_changes WHERE job_id = v_job))
  ) r WHERE q.id = r.id AND q.place <> r.place;
  RETURN EXISTS (SELECT 1 FROM queued_changes WHERE id = p_id);
END $$;

-- Takes changes whose turn has come, one of each job, for p_hold_seconds: within that time no other replica starts them.
CREATE OR REPLACE FUNCTION take_due_queued_changes(p_limit int, p_hold_seconds int)
RETURNS SETOF queued_changes LANGUAGE sql AS $$
  UPDATE queued_changes q SET held_until = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM queued_changes c JOIN jobs j ON j.id = c.job_id
        WHERE c.state = 'WAITING' AND (c.held_until IS NULL OR c.held_until <= clock_timestamp())
          AND j.status IN ('completed', 'failed') AND c.id = next_queued_change(c.job_id)
        ORDER BY c.created_at LIMIT p_limit FOR UPDATE OF c SKIP LOCKED) due
  WHERE q.id = due.id RETURNING q.*
$$;

-- Admits a change of a queue and takes it from the queue, in one transaction: a crash leaves it waiting or running, never
-- both. p_request is that of admit_regeneration, made for what the change asked for in p_revision. outcome: as
-- admit_regeneration, or MOVED_ON where it is no longer there, has changed, or is not the next.
CREATE OR REPLACE FUNCTION start_queued_change(p_id uuid, p_revision int, p_request jsonb)
RETURNS TABLE (outcome text, regeneration_id uuid, retry_after int, clip_index int) LANGUAGE plpgsql AS $$
DECLARE
  v_job uuid := (p_request ->> 'jobId')::uuid;
  v_admission record;
BEGIN
  -- The locks of an admission, in its order.
  PERFORM pg_advisory_xact_lock(hashtextextended('admit:' || (p_request ->> 'userId')::uuid::text, 0));
  PERFORM 1 FROM jobs WHERE id = v_job FOR UPDATE;
  PERFORM 1 FROM queued_changes q WHERE q.id = p_id AND q.job_id = v_job AND q.revision = p_revision
    AND q.id = next_queued_change(v_job) FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'MOVED_ON', NULL::uuid, 0, NULL::int; RETURN; END IF;
  SELECT * INTO v_admission FROM admit_regeneration(p_request);
  IF v_admission.outcome IN ('ADMITTED', 'REPLAYED') THEN DELETE FROM queued_changes WHERE id = p_id;
  ELSE UPDATE queued_changes SET held_until = NULL WHERE id = p_id AND v_admission.outcome = 'REGENERATION_IN_PROGRESS';
  END IF;
  RETURN QUERY SELECT v_admission.outcome, v_admission.regeneration_id, v_admission.retry_after, v_admission.clip_index;
END $$;

-- A trigger: announces the job of a queue that changes in a way that its person sees.
CREATE OR REPLACE FUNCTION queued_change_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM announce_job_change(CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
  RETURN NULL;
END $$;

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

CREATE TRIGGER queued_change_changed AFTER INSERT OR DELETE OR UPDATE OF place, revision ON queued_changes
  FOR EACH ROW EXECUTE FUNCTION queued_change_changed();

SELECT protect_functions();
