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
