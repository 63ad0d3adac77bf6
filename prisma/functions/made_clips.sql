-- Every clip that a regeneration has made, whether it is published or not: one a take, with the seed of its model and with
-- what it was charged.
CREATE OR REPLACE FUNCTION made_clips(p_id uuid)
RETURNS TABLE (clip_index int, take int, clip jsonb, seed numeric, cost numeric) LANGUAGE sql STABLE AS $$
  SELECT c.clip_index, made.take, made.result -> 'clip', (made.result #>> '{prediction,seed}')::numeric,
    -- The prompt's call is the first take's.
    CASE WHEN c.takes = 1 THEN c.cost ELSE (SELECT COALESCE(sum(p.cost), 0) FROM paid_calls p
      WHERE p.regeneration_id = p_id AND p.clip_index = c.clip_index AND p.take = made.take) END
  FROM clip_changes c CROSS JOIN LATERAL (
    SELECT number AS take, take_result(c.checkpoint, number) AS result FROM generate_series(0, c.takes - 1) AS number) made
  WHERE c.regeneration_id = p_id AND made.result ? 'clip'
$$;
