-- Keeps a finished step's result and what it cost (0: nothing was charged): of one clip's change, without clipIndex of the
-- first, and of one take of it; the final video is the whole run's. False if the fence is old. A runner of an early release books its charges here;
-- they enter the ledger as settled.
CREATE OR REPLACE FUNCTION save_regeneration_checkpoint(p_id uuid, p_fence int, p_step jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_step record;
  v_row clip_regenerations%ROWTYPE;
  v_call paid_calls%ROWTYPE;
BEGIN
  SELECT * INTO v_step FROM jsonb_to_record(p_step) AS s(
    "clipIndex" int, take int, patch jsonb, "modifiedPrompt" text, stage text, api text, "costUsd" numeric);
  UPDATE clip_regenerations
  SET checkpoint = CASE WHEN v_step.patch ? 'video'
    THEN checkpoint || jsonb_build_object('video', v_step.patch -> 'video') ELSE checkpoint END
  WHERE id = p_id AND fence = p_fence AND status IN ('processing', 'canceling') RETURNING * INTO v_row;
  IF v_row.id IS NULL THEN RETURN false; END IF;
  v_step."clipIndex" := COALESCE(v_step."clipIndex", v_row.clip_index);
  v_step.take := COALESCE(v_step.take, 0);
  PERFORM keep_change_result(p_id, jsonb_build_object('clipIndex', v_step."clipIndex", 'take', v_step.take,
    'patch', v_step.patch - 'video', 'prompt', v_step."modifiedPrompt"));
  IF v_step."costUsd" > 0 THEN
    INSERT INTO paid_calls (regeneration_id, clip_index, take, stage_name, api_name, state, fence, estimated_cost, cost,
      outcome, settled_at)
    VALUES (p_id, v_step."clipIndex", v_step.take, v_step.stage, v_step.api, 'settled', p_fence, v_step."costUsd",
      v_step."costUsd", 'succeeded', clock_timestamp()) RETURNING * INTO v_call;
    PERFORM book_cost(v_call);
  END IF;
  RETURN true;
END $$;
