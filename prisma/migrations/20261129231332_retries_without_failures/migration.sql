-- Why a clip could not be made is kept with its call, so that an attempt that takes over does not order it again; a retry does.
SET LOCAL check_function_bodies = off;

-- What a retry takes over of a change: all of its results, but not why there is none. Of several takes those that were made
-- are versions already, so the retry has the others, numbered anew: the prompt, and clips that were paid for but not fetched.
CREATE OR REPLACE FUNCTION retried_checkpoint(c clip_changes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH missing AS (
    SELECT row_number() OVER (ORDER BY take) - 1 AS place, take_result(c.checkpoint, take) - '{prompt,takes,failure}'::text[] AS result
    FROM generate_series(0, c.takes - 1) AS take WHERE NOT take_result(c.checkpoint, take) ? 'clip')
  SELECT CASE WHEN r.kind <> 'TAKES' THEN c.checkpoint - 'failure' ELSE jsonb_strip_nulls(jsonb_build_object(
      'prompt', c.checkpoint -> 'prompt',
      'takes', (SELECT jsonb_object_agg(place, result) FROM missing WHERE place > 0 AND result <> '{}')))
    || COALESCE((SELECT result FROM missing WHERE place = 0), '{}') END
  FROM clip_regenerations r WHERE r.id = c.regeneration_id
$$;

SELECT protect_functions();
