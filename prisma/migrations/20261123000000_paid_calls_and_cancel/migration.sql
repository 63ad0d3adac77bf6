-- The ledger of paid calls, cancellation that reaches the provider, and what a waiting user is told. Signatures that an
-- api or a runner of the release before calls stay as they were: both run beside the new ones during a rollout.

-- CreateTable
CREATE TABLE "paid_calls" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "regeneration_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL,
    "api_name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'intent',
    "fence" INTEGER NOT NULL,
    "posts" INTEGER NOT NULL DEFAULT 1,
    "ambiguous" BOOLEAN NOT NULL DEFAULT false,
    "external_id" TEXT,
    "estimated_cost" DECIMAL(10,4) NOT NULL,
    "cost" DECIMAL(10,4),
    "outcome" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "paid_calls_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "paid_calls_regeneration_id_idx" ON "paid_calls"("regeneration_id");

-- CreateIndex
CREATE UNIQUE INDEX "paid_calls_api_name_external_id_key" ON "paid_calls"("api_name", "external_id");

-- AddForeignKey
ALTER TABLE "paid_calls" ADD CONSTRAINT "paid_calls_regeneration_id_fkey" FOREIGN KEY ("regeneration_id") REFERENCES "clip_regenerations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "clip_regenerations" ADD COLUMN     "waiting_reason" TEXT,
ADD COLUMN     "waiting_since" TIMESTAMPTZ(3);

ALTER TABLE paid_calls ADD CONSTRAINT paid_calls_state_known CHECK (state IN ('intent', 'accepted', 'settled'));
ALTER TABLE paid_calls ADD CONSTRAINT paid_calls_settled_has_outcome
  CHECK ((state = 'settled') = (cost IS NOT NULL AND outcome IS NOT NULL AND settled_at IS NOT NULL));
ALTER TABLE paid_calls ADD CONSTRAINT paid_calls_posted_twice_at_most CHECK (posts BETWEEN 1 AND 2);
CREATE UNIQUE INDEX one_live_paid_call_per_step ON paid_calls (regeneration_id, stage_name)
  WHERE state IN ('intent', 'accepted');

-- A terminal row never changes again, whoever tries: the update touches no row.
CREATE FUNCTION keep_ended_regeneration() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER ended_regenerations_stay BEFORE UPDATE ON clip_regenerations
  FOR EACH ROW WHEN (OLD.completed_at IS NOT NULL) EXECUTE FUNCTION keep_ended_regeneration();

-- A call that is not settled yet may still be charged.
CREATE FUNCTION has_open_paid_call(p_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled')
$$;

-- A runner takes a regeneration: raises the fence, unless a live lease, another attempt or an end stands against it.
-- outcome: CLAIMED, HELD (another runner of this attempt lives), SUPERSEDED (ended, or another attempt's). A row that is
-- being canceled is claimed to cancel what is still open at a provider.
CREATE FUNCTION take_regeneration(p_id uuid, p_attempt int, p_lease_seconds int)
RETURNS TABLE (outcome text, fence int, status text, deadline_seconds float8) LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY UPDATE clip_regenerations r
  SET fence = r.fence + 1, status = CASE WHEN r.status = 'canceling' THEN 'canceling' ELSE 'processing' END,
      started_at = COALESCE(r.started_at, clock_timestamp()), launched_attempt = r.attempt,
      waiting_reason = NULL, waiting_since = NULL,
      lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
  WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status)
    AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  RETURNING 'CLAIMED', r.fence, r.status, EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())::float8;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY SELECT CASE WHEN EXISTS (
      SELECT 1 FROM clip_regenerations r WHERE r.id = p_id AND r.attempt = p_attempt AND is_active(r.status)
    ) THEN 'HELD' ELSE 'SUPERSEDED' END, NULL::int, NULL::text, NULL::float8;
END $$;

-- Takes launches that are due, each for p_hold_seconds: within that time nobody else launches the same attempt. A
-- regeneration that is being canceled is launched only to cancel what is open at a provider.
CREATE OR REPLACE FUNCTION take_due_launches(p_limit int, p_hold_seconds int)
RETURNS TABLE (id uuid, job_id uuid, clip_index int, attempt int, deadline_seconds int) LANGUAGE sql AS $$
  UPDATE clip_regenerations r SET dispatch_after = clock_timestamp() + make_interval(secs => p_hold_seconds)
  FROM (SELECT c.id FROM clip_regenerations c
        WHERE (c.status IN ('queued', 'processing') OR c.status = 'canceling' AND has_open_paid_call(c.id))
          AND c.launched_attempt < c.attempt AND c.dispatch_after <= clock_timestamp()
        ORDER BY c.dispatch_after LIMIT p_limit FOR UPDATE SKIP LOCKED) due
  WHERE r.id = due.id
  RETURNING r.id, r.job_id, r.clip_index, r.attempt,
    GREATEST(1, CEIL(EXTRACT(EPOCH FROM r.deadline_at - clock_timestamp())))::int
$$;

-- Says why a regeneration waits, once per reason, as an event of what it is: queued. Nothing where it was claimed.
CREATE FUNCTION note_regeneration_waiting(p_id uuid, p_attempt int, p_reason text, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations SET waiting_reason = p_reason, waiting_since = clock_timestamp()
  WHERE id = p_id AND attempt = p_attempt AND lease_until IS NULL AND status IN ('queued', 'processing')
    AND waiting_reason IS DISTINCT FROM p_reason
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, 'REGENERATION_STARTED', v_row.progress, p_message, '{}');
END $$;

-- Lets the lease of a runner that was told to stop run out now. The stop was not its fault: the attempt is given back.
CREATE FUNCTION release_regeneration_lease(p_id uuid, p_fence int, p_give_back boolean) RETURNS boolean LANGUAGE sql AS $$
  WITH released AS (
    UPDATE clip_regenerations SET lease_until = clock_timestamp() - interval '1 second',
      max_attempts = LEAST(50, max_attempts + CASE WHEN p_give_back THEN 1 ELSE 0 END)
    WHERE id = p_id AND fence = p_fence AND is_active(status)
    RETURNING id)
  SELECT EXISTS (SELECT 1 FROM released)
$$;

-- Opens a paid call before its POST: INTENT, or the one that an earlier attempt left open, which is now this fence's.
-- outcome: NEW (POST now), OPEN (an earlier POST's fate is to be found out first), OVER_RESERVATION (what was charged so
-- far and this estimate exceed what the user agreed to), STALE (the fence is old).
CREATE FUNCTION open_paid_call(p_id uuid, p_fence int, p_stage text, p_api text, p_estimated numeric)
RETURNS TABLE (outcome text, call_id uuid, external_id text, posts int, opened_at timestamptz) LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations r WHERE r.id = p_id AND r.fence = p_fence AND is_active(r.status) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'STALE', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY UPDATE paid_calls c SET fence = p_fence
    WHERE c.regeneration_id = p_id AND c.stage_name = p_stage AND c.state <> 'settled'
    RETURNING 'OPEN', c.id, c.external_id, c.posts, c.created_at::timestamptz;
  IF FOUND THEN RETURN; END IF;
  IF v_row.cost > 0 AND v_row.cost + p_estimated > v_row.reserved_cost THEN
    RETURN QUERY SELECT 'OVER_RESERVATION', NULL::uuid, NULL::text, 0, NULL::timestamptz; RETURN;
  END IF;
  RETURN QUERY INSERT INTO paid_calls (regeneration_id, stage_name, api_name, fence, estimated_cost)
    VALUES (p_id, p_stage, p_api, p_fence, p_estimated)
    RETURNING 'NEW', id, NULL::text, 1, paid_calls.created_at::timestamptz;
END $$;

-- One more POST for a call whose first one cannot be found at the provider. At most once, and counted: should the first
-- one have arrived after all, both are charged. False where the fence is old or it was done already.
CREATE FUNCTION repost_paid_call(p_call uuid, p_fence int) RETURNS boolean LANGUAGE sql AS $$
  WITH reposted AS (
    UPDATE paid_calls SET posts = posts + 1, ambiguous = true
    WHERE id = p_call AND fence = p_fence AND state = 'intent' AND posts < 2
      AND EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = regeneration_id AND r.fence = p_fence AND is_active(r.status))
    RETURNING id)
  SELECT EXISTS (SELECT 1 FROM reposted)
$$;

-- Keeps the provider's id, before anybody waits on it. True also where it is known already; false where the fence is old.
CREATE FUNCTION accept_paid_call(p_call uuid, p_fence int, p_external_id text) RETURNS boolean LANGUAGE sql AS $$
  WITH accepted AS (
    UPDATE paid_calls SET state = 'accepted', external_id = p_external_id
    WHERE id = p_call AND fence = p_fence AND (state = 'intent' OR state = 'accepted' AND external_id = p_external_id)
      AND EXISTS (SELECT 1 FROM clip_regenerations r WHERE r.id = regeneration_id AND r.fence = p_fence AND is_active(r.status))
    RETURNING id)
  SELECT EXISTS (SELECT 1 FROM accepted)
$$;

-- Books what a call was charged: the ledger, the regeneration's cost and job_costs move together, once.
CREATE FUNCTION book_paid_call(p_call uuid, p_cost numeric, p_outcome text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  UPDATE paid_calls SET state = 'settled', cost = p_cost, outcome = p_outcome, settled_at = clock_timestamp()
  WHERE id = p_call AND state <> 'settled' RETURNING * INTO v_call;
  IF v_call.id IS NULL OR p_cost = 0 THEN RETURN; END IF;
  UPDATE clip_regenerations SET cost = cost + p_cost,
    language_model_cost = language_model_cost + CASE WHEN v_call.stage_name = 'prompt_generator' THEN p_cost ELSE 0 END,
    video_cost = video_cost + CASE WHEN v_call.stage_name = 'video_generator' THEN p_cost ELSE 0 END
  WHERE id = v_call.regeneration_id;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost, regeneration_id)
  SELECT r.job_id, v_call.stage_name, v_call.api_name, p_cost, r.id
  FROM clip_regenerations r WHERE r.id = v_call.regeneration_id;
END $$;

-- Settles a call with what was really charged, and keeps what it made in the checkpoint (p_patch; a key with null is
-- removed). False where the fence is old or the call is settled.
CREATE FUNCTION settle_paid_call(p_call uuid, p_fence int, p_cost numeric, p_outcome text, p_patch jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_id uuid;
BEGIN
  SELECT r.id INTO v_id FROM clip_regenerations r JOIN paid_calls c ON c.regeneration_id = r.id
  WHERE c.id = p_call AND c.state <> 'settled' AND c.fence = p_fence AND r.fence = p_fence AND is_active(r.status)
  FOR UPDATE OF r;
  IF v_id IS NULL THEN RETURN false; END IF;
  PERFORM book_paid_call(p_call, p_cost, p_outcome);
  UPDATE clip_regenerations SET checkpoint = (checkpoint || p_patch)
    - ARRAY(SELECT key FROM jsonb_each(p_patch) WHERE jsonb_typeof(value) = 'null')
  WHERE id = v_id;
  RETURN true;
END $$;

-- What is still open when a regeneration ends without a runner that could ask the provider: an accepted call is taken as
-- charged in full, an INTENT as not charged, and counted as ambiguous.
CREATE FUNCTION close_paid_calls(p_id uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_call paid_calls%ROWTYPE;
BEGIN
  FOR v_call IN SELECT * FROM paid_calls WHERE regeneration_id = p_id AND state <> 'settled' LOOP
    UPDATE paid_calls SET ambiguous = true WHERE id = v_call.id;
    PERFORM book_paid_call(v_call.id, CASE WHEN v_call.state = 'accepted' THEN v_call.estimated_cost ELSE 0 END, 'unknown');
  END LOOP;
END $$;

-- Replaces a lost runner: a new attempt behind a new fence; what is in the checkpoint is kept. One that is being canceled
-- gets another runner only to cancel what is open at a provider.
CREATE OR REPLACE FUNCTION restart_regeneration(p_id uuid, p_attempt int, p_delay_seconds int, p_message text)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  UPDATE clip_regenerations
  SET attempt = attempt + 1, fence = fence + 1, lease_until = NULL, waiting_reason = NULL, waiting_since = NULL,
      dispatch_after = clock_timestamp() + make_interval(secs => p_delay_seconds)
  WHERE id = p_id AND attempt = p_attempt AND attempt < max_attempts
    AND (status IN ('queued', 'processing') OR status = 'canceling' AND has_open_paid_call(p_id))
  RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  RETURN append_regeneration_event(p_id, v_row.fence, 'REGENERATION_RESTARTED',
    CASE WHEN v_row.checkpoint ? 'clip' THEN 60 WHEN v_row.checkpoint ? 'prompt' THEN 10 ELSE 0 END, p_message, '{}');
END $$;

-- Ends a regeneration without a result (failed or canceled) and settles it. The runner passes its fence; the
-- reconciler passes NULL with the attempt it judged, and fences the runner out. `{charged}` in the message becomes a
-- sentence. A clip that was paid for stays as a version that nobody selected.
CREATE OR REPLACE FUNCTION end_regeneration(
  p_id uuid, p_fence int, p_attempt int, p_status text, p_message text, p_error_code text, p_retryable boolean
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
  v_message text;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND is_active(status) AND (fence = p_fence OR (p_fence IS NULL AND attempt = p_attempt)) FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id);
  UPDATE clip_regenerations SET fence = fence + CASE WHEN p_fence IS NULL THEN 1 ELSE 0 END
  WHERE id = p_id RETURNING * INTO v_row;
  v_message := replace(p_message, '{charged}', CASE WHEN v_row.cost = 0 THEN 'Nothing was charged.'
    ELSE format('$%s was charged.', trim(to_char(v_row.cost, 'FM999990.00##'))) END);
  v_sequence := append_regeneration_event(p_id, v_row.fence, 'REGENERATION_' || upper(p_status), v_row.progress, v_message,
    CASE WHEN p_error_code IS NULL THEN '{}' ELSE jsonb_build_object('error', jsonb_build_object(
      'code', p_error_code, 'message', v_message, 'retryable', p_retryable, 'charged', v_row.cost::text)) END);
  IF p_status = 'canceled' AND v_row.checkpoint ? 'clip' AND NOT EXISTS (SELECT 1 FROM clip_versions
    WHERE job_id = v_row.job_id AND video_url = v_row.checkpoint -> 'clip' ->> 'key') THEN
    INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
      user_instruction, cost, is_current, regeneration_id)
    SELECT v_row.job_id, v_row.clip_index, GREATEST(1, COALESCE(max(version_number), 1)) + 1,
      v_row.checkpoint -> 'clip' ->> 'key', v_row.checkpoint -> 'clip' ->> 'sha256',
      v_row.checkpoint -> 'clip' ->> 'thumbnailKey', v_row.modified_prompt, v_row.user_instruction, v_row.cost, false, p_id
    FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;
  END IF;
  UPDATE clip_regenerations SET status = p_status, completed_at = clock_timestamp(), lease_until = NULL,
    error_code = p_error_code, error_message = CASE WHEN p_error_code IS NULL THEN NULL ELSE v_message END,
    error_retryable = p_retryable
  WHERE id = p_id;
  UPDATE jobs SET status = CASE WHEN p_status = 'failed' THEN 'failed' ELSE 'completed' END,
    error_message = CASE WHEN p_status = 'failed' THEN v_message END,
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now()
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;

-- Publishes the result by compare-and-set on fence, status and base version: clip version, final video, costs,
-- statuses and the terminal event move together or not at all. NULL where something else came first.
CREATE OR REPLACE FUNCTION publish_regeneration(
  p_id uuid, p_fence int, p_original_key text, p_clip_key text, p_clip_sha256 text, p_thumbnail_key text, p_video_key text,
  p_message text
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_row clip_regenerations%ROWTYPE;
  v_sequence int;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number THEN RETURN NULL; END IF;
  PERFORM close_paid_calls(p_id);
  SELECT * INTO v_row FROM clip_regenerations WHERE id = p_id;

  -- A job that came straight from the pipeline has no row for its originals yet.
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, prompt, is_current)
  SELECT v_row.job_id, v_row.clip_index, 1, p_original_key, v_row.original_prompt, v_row.base_version_number = 1
  WHERE p_original_key IS NOT NULL
  ON CONFLICT DO NOTHING;
  -- What a canceled run made and this retry took over is selected now.
  DELETE FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND NOT is_current
    AND version_number > 1 AND video_url = p_clip_key;
  UPDATE clip_versions SET is_current = false
  WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index AND is_current;
  INSERT INTO clip_versions (job_id, clip_index, version_number, video_url, sha256, thumbnail_url, prompt,
    user_instruction, cost, is_current, regeneration_id)
  SELECT v_row.job_id, v_row.clip_index, COALESCE(max(version_number), 1) + 1, p_clip_key, p_clip_sha256, p_thumbnail_key,
    v_row.modified_prompt, v_row.user_instruction, v_row.cost, true, p_id
  FROM clip_versions WHERE job_id = v_row.job_id AND clip_index = v_row.clip_index;

  v_sequence := append_regeneration_event(p_id, p_fence, 'REGENERATION_COMPLETE', 100, p_message,
    jsonb_build_object('videoKey', p_video_key));
  UPDATE clip_regenerations SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL
  WHERE id = p_id;
  UPDATE jobs SET video_url = p_video_key, status = 'completed', error_message = NULL, completed_at = clock_timestamp(),
    reserved_cost = reserved_cost - v_row.reserved_cost, total_cost = total_cost + v_row.cost, updated_at = now(),
    regenerated_clips = regenerated_clips || jsonb_build_array(jsonb_build_object(
      'clip_index', v_row.clip_index, 'regeneration_id', p_id, 'regenerated_at', clock_timestamp()))
  WHERE id = v_row.job_id;
  RETURN v_sequence;
END $$;
