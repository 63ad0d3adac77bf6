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
