-- The assistant may ask a language model: each call is a row before it is sent, and belongs to a message. An earlier release
-- asks none and leaves the table alone; what was charged is in the costs that it knows.
SET LOCAL check_function_bodies = off;

CREATE TABLE assistant_calls (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Not a reference: the books outlive the video.
  job_id uuid NOT NULL,
  user_id uuid NOT NULL,
  -- That of the message which it is made for.
  idempotency_key text,
  api_name text NOT NULL,
  model text NOT NULL,
  state text NOT NULL DEFAULT 'intent',
  estimated_cost numeric(10, 4) NOT NULL,
  -- USD really charged; null until settled.
  cost numeric(10, 4),
  outcome text,
  input_tokens int,
  output_tokens int,
  -- What it understood, until its message is kept.
  answer jsonb,
  -- The message that shows what it cost.
  message_id uuid,
  -- The deletion of its video.
  deletion_id uuid,
  -- After this nobody waits for its answer.
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamptz(3),
  CONSTRAINT assistant_calls_pkey PRIMARY KEY (id),
  CONSTRAINT assistant_calls_state_known CHECK (state IN ('intent', 'settled')),
  CONSTRAINT assistant_calls_outcome_known CHECK (outcome IN ('succeeded', 'failed', 'unknown')),
  CONSTRAINT assistant_calls_settled_has_outcome CHECK ((state = 'settled') = (cost IS NOT NULL AND outcome IS NOT NULL AND settled_at IS NOT NULL)),
  CONSTRAINT assistant_calls_unknown_is_not_booked CHECK (outcome <> 'unknown' OR cost = 0),
  CONSTRAINT assistant_calls_message_id_fkey FOREIGN KEY (message_id) REFERENCES chat_messages(id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT assistant_calls_deletion_id_fkey FOREIGN KEY (deletion_id) REFERENCES deleted_jobs(id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX assistant_calls_user_id_idempotency_key_key ON assistant_calls (user_id, idempotency_key);
CREATE INDEX assistant_calls_job_id_created_at_idx ON assistant_calls (job_id, created_at);
CREATE INDEX assistant_calls_message_id_idx ON assistant_calls (message_id);
CREATE INDEX assistant_calls_deletion_id_idx ON assistant_calls (deletion_id);

-- Opens a call of the assistant to a language model before it is sent: INTENT. It belongs to a message that is not kept yet, by
-- its idempotency key. outcome: NEW (ask now), BUSY (the same message is being answered), ANSWERED and FAILED (it was asked
-- before, and what came of it), BUDGET_USED (this call could go over the video's hour or budget), RATE_LIMITED (too many
-- messages within a minute), NOT_FOUND (the video is gone). Holds locks for as long as it runs: none while the model thinks.
CREATE OR REPLACE FUNCTION open_assistant_call(p_call jsonb)
RETURNS TABLE (outcome text, call_id uuid, answer jsonb, cost text) LANGUAGE plpgsql AS $$
DECLARE
  v_call record;
  v_job jobs%ROWTYPE;
  v_known assistant_calls%ROWTYPE;
  v_promised numeric;
  v_hour numeric;
  v_now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO v_call FROM jsonb_to_record(p_call) AS c("jobId" uuid, "userId" uuid, "idempotencyKey" text, api text,
    model text, "estimatedUsd" numeric, "secondsAtMost" numeric, "hourUsd" numeric, "budgetUsd" numeric, "mostAMinute" int);
  SELECT * INTO v_job FROM jobs j WHERE j.id = v_call."jobId" FOR UPDATE;
  IF v_job.id IS NULL THEN RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::jsonb, NULL::text; RETURN; END IF;
  -- Nobody waits for these any more. Whether the provider charges them is not known: they are not booked, and count as estimated.
  UPDATE assistant_calls c SET state = 'settled', cost = 0, outcome = 'unknown', settled_at = v_now
  WHERE c.job_id = v_job.id AND c.state = 'intent' AND c.expires_at < v_now;
  IF v_call."idempotencyKey" IS NOT NULL THEN
    SELECT * INTO v_known FROM assistant_calls c
    WHERE c.user_id = v_call."userId" AND c.idempotency_key = v_call."idempotencyKey";
    IF FOUND THEN
      RETURN QUERY SELECT CASE WHEN v_known.state = 'intent' OR v_known.message_id IS NOT NULL THEN 'BUSY'
        WHEN v_known.answer IS NULL THEN 'FAILED' ELSE 'ANSWERED' END, v_known.id, v_known.answer, v_known.cost::text;
      RETURN;
    END IF;
  END IF;
  IF (SELECT count(*) FROM chat_messages m WHERE m.user_id = v_call."userId" AND m.role = 'USER'
    AND m.created_at > v_now - interval '1 minute') >= v_call."mostAMinute" THEN
    RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, NULL::jsonb, NULL::text; RETURN;
  END IF;
  SELECT COALESCE(sum(c.estimated_cost) FILTER (WHERE c.state = 'intent'), 0),
    COALESCE(sum(CASE WHEN c.outcome IN ('succeeded', 'failed') THEN c.cost ELSE c.estimated_cost END)
      FILTER (WHERE c.created_at > v_now - interval '1 hour'), 0)
  INTO v_promised, v_hour FROM assistant_calls c WHERE c.job_id = v_job.id AND c.deletion_id IS NULL;
  IF v_hour + v_call."estimatedUsd" > v_call."hourUsd"
    OR v_job.total_cost + v_job.reserved_cost + v_promised + v_call."estimatedUsd" > v_call."budgetUsd" THEN
    RETURN QUERY SELECT 'BUDGET_USED', NULL::uuid, NULL::jsonb, NULL::text; RETURN;
  END IF;
  RETURN QUERY INSERT INTO assistant_calls AS c (job_id, user_id, idempotency_key, api_name, model, estimated_cost, expires_at)
    VALUES (v_job.id, v_call."userId", v_call."idempotencyKey", v_call.api, v_call.model, v_call."estimatedUsd",
      v_now + make_interval(secs => v_call."secondsAtMost"))
    RETURNING 'NEW', c.id, NULL::jsonb, NULL::text;
END $$;

-- Settles a call of the assistant with what was charged, and keeps what it answered until its message is kept: the ledger, the
-- costs of the video and job_costs move together, once. It is booked also where it goes over the budget, which then rises
-- by that, and in the books of a video that was deleted meanwhile. False if it is settled.
CREATE OR REPLACE FUNCTION settle_assistant_call(p_call uuid, p_settlement jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_end record;
  v_call assistant_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_end FROM jsonb_to_record(p_settlement) AS s(outcome text, "costUsd" numeric, "inputTokens" int,
    "outputTokens" int, answer jsonb);
  PERFORM 1 FROM jobs j JOIN assistant_calls c ON c.job_id = j.id WHERE c.id = p_call FOR UPDATE OF j;
  UPDATE assistant_calls SET state = 'settled', cost = v_end."costUsd", outcome = v_end.outcome,
    input_tokens = v_end."inputTokens", output_tokens = v_end."outputTokens", settled_at = clock_timestamp(),
    answer = CASE WHEN deletion_id IS NULL THEN v_end.answer END
  WHERE id = p_call AND state = 'intent' RETURNING * INTO v_call;
  IF v_call.id IS NULL THEN RETURN false; END IF;
  IF v_call.cost = 0 THEN RETURN true; END IF;
  IF v_call.deletion_id IS NOT NULL THEN
    UPDATE deleted_jobs SET total_cost = total_cost + v_call.cost WHERE id = v_call.deletion_id;
    INSERT INTO deleted_job_costs (id, deletion_id, stage_name, api_name, cost, "timestamp")
    VALUES (gen_random_uuid(), v_call.deletion_id, 'assistant', v_call.api_name, v_call.cost, v_call.settled_at);
    RETURN true;
  END IF;
  UPDATE jobs SET total_cost = total_cost + v_call.cost,
    budget_limit = CASE WHEN reserved_cost > 0 THEN GREATEST(budget_limit, total_cost + reserved_cost + v_call.cost)
      ELSE budget_limit END
  WHERE id = v_call.job_id;
  INSERT INTO job_costs (job_id, stage_name, api_name, cost) VALUES (v_call.job_id, 'assistant', v_call.api_name, v_call.cost);
  RETURN true;
END $$;

-- Adds what a call of the assistant was charged to the message that shows it, once; what it answered is needed no longer.
CREATE OR REPLACE FUNCTION show_assistant_call(p_call uuid, p_message uuid) RETURNS void LANGUAGE sql AS $$
  WITH shown AS (
    UPDATE assistant_calls SET message_id = p_message, answer = NULL
    WHERE id = p_call AND state = 'settled' AND message_id IS NULL RETURNING cost)
  UPDATE chat_messages m SET cost = m.cost + shown.cost FROM shown WHERE m.id = p_message
$$;

-- Keeps what a person said about a video and the assistant's answer, both or neither. outcome: KEPT, KNOWN (the idempotency key
-- was used before), RATE_LIMITED (too many within a minute), NOT_FOUND (the video is gone). What a language model was charged
-- for the answer (call) is shown with it, and with the answer that is kept already where there is one.
CREATE OR REPLACE FUNCTION keep_exchange(p_said jsonb, p_reply jsonb)
RETURNS TABLE (outcome text, message_id uuid, reply_id uuid, offer_id uuid, place int, said_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  v_said record;
  v_reply record;
  v_offer record;
  v_place int;
  v_message uuid;
  v_answer uuid;
  v_now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO v_said FROM jsonb_to_record(p_said) AS s("jobId" uuid, "userId" uuid, text text, "clipIndex" int,
    "clipIndexes" int[], "idempotencyKey" text, "inputHash" text, "mostAMinute" int);
  SELECT * INTO v_reply FROM jsonb_to_record(p_reply) AS r(text text, choices jsonb, offer jsonb, about uuid, call uuid);
  -- Of a server of the release before, which knows only one picked clip.
  v_said."clipIndexes" := COALESCE(v_said."clipIndexes", array_remove(ARRAY[v_said."clipIndex"], NULL));
  -- One exchange of a video after the other, so that each has its place.
  PERFORM pg_advisory_xact_lock(hashtextextended('chat:' || v_said."jobId"::text, 0));
  IF NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = v_said."jobId" FOR KEY SHARE) THEN
    RETURN QUERY SELECT 'NOT_FOUND', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  -- What was paid for is kept: open_assistant_call has counted before.
  IF v_reply.call IS NULL AND (SELECT count(*) FROM chat_messages m WHERE m.user_id = v_said."userId" AND m.role = 'USER'
    AND m.created_at > v_now - interval '1 minute') >= v_said."mostAMinute" THEN
    RETURN QUERY SELECT 'RATE_LIMITED', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  SELECT COALESCE(max(m.place), 0) + 1 INTO v_place FROM chat_messages m WHERE m.job_id = v_said."jobId";
  INSERT INTO chat_messages AS m (job_id, user_id, place, role, text, clip_index, clip_indexes, idempotency_key, input_hash,
    created_at)
  VALUES (v_said."jobId", v_said."userId", v_place, 'USER', v_said.text, v_said."clipIndex", v_said."clipIndexes",
    v_said."idempotencyKey", v_said."inputHash", v_now)
  ON CONFLICT (user_id, idempotency_key) DO NOTHING RETURNING m.id INTO v_message;
  IF v_message IS NULL THEN
    PERFORM show_assistant_call(v_reply.call, a.id) FROM chat_messages k JOIN chat_messages a ON a.reply_to = k.id
    WHERE k.user_id = v_said."userId" AND k.idempotency_key = v_said."idempotencyKey";
    RETURN QUERY SELECT 'KNOWN', NULL::uuid, NULL::uuid, NULL::uuid, 0, v_now; RETURN;
  END IF;
  IF v_reply.offer IS NOT NULL THEN
    SELECT * INTO v_offer FROM jsonb_to_record(v_reply.offer) AS o(kind text, changes jsonb, quote jsonb, "quoteToken" text,
      restores int, "restoresClip" int, "expectedVersion" int, "expiresAt" timestamptz);
    INSERT INTO chat_offers AS o (job_id, user_id, kind, changes, quote, quote_token, restores, restores_clip,
      expected_version, expires_at)
    VALUES (v_said."jobId", v_said."userId", v_offer.kind, v_offer.changes, v_offer.quote, v_offer."quoteToken",
      v_offer.restores, v_offer."restoresClip", v_offer."expectedVersion", v_offer."expiresAt")
    RETURNING o.id INTO v_reply.about;
  END IF;
  INSERT INTO chat_messages AS m (job_id, user_id, place, role, text, clip_index, clip_indexes, choices, offer_id, reply_to,
    created_at)
  VALUES (v_said."jobId", v_said."userId", v_place + 1, 'ASSISTANT', v_reply.text, v_said."clipIndex",
    v_said."clipIndexes", v_reply.choices, v_reply.about, v_message, v_now)
  RETURNING m.id INTO v_answer;
  PERFORM show_assistant_call(v_reply.call, v_answer);
  RETURN QUERY SELECT 'KEPT', v_message, v_answer, v_reply.about, v_place, v_now;
END $$;

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

SELECT protect_functions();
