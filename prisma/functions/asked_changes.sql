-- The changes of a request, by the index of their clips. A request of an earlier release is its only one.
CREATE OR REPLACE FUNCTION asked_changes(p_changes jsonb)
RETURNS TABLE (clip_index int, instruction text, original_prompt text, templates text[], action text, video_model text,
  takes int, base_version_number int, adjustments jsonb, footage_version int, estimated_cost jsonb, asked_prompt text,
  asked_seed int) LANGUAGE sql IMMUTABLE AS $$
  SELECT c."clipIndex", c.instruction, c."originalPrompt", c.templates,
    COALESCE(c.action, CASE WHEN c."videoModel" = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END),
    c."videoModel", COALESCE(c.takes, 1), c."baseVersionNumber", c.adjustments, c."footageVersion", c."estimatedCost",
    c.prompt, c.seed
  FROM jsonb_to_recordset(p_changes) AS c("clipIndex" int, instruction text, "originalPrompt" text, templates text[],
    action text, "videoModel" text, takes int, "baseVersionNumber" int, adjustments jsonb, "footageVersion" int,
    "estimatedCost" jsonb, prompt text, seed int)
  ORDER BY c."clipIndex"
$$;
