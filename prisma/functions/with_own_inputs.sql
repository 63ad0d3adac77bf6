-- A request to admit queued changes, with the prompts and seeds of the queue: a server of the release before does not know
-- them, and would start those changes without.
CREATE OR REPLACE FUNCTION with_own_inputs(p_request jsonb, p_queued jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_set(p_request, '{changes}', jsonb_agg(c || jsonb_strip_nulls(
    jsonb_build_object('prompt', q -> 'prompt', 'seed', q -> 'seed'))))
  FROM jsonb_array_elements(p_request -> 'changes') AS c
  LEFT JOIN jsonb_array_elements(p_queued) AS q ON q -> 'clipIndex' = c -> 'clipIndex'
$$;
