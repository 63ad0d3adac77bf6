-- What a change made of the video, in words: "Clips 2, 5: make it nighttime. Clip 7: warmer".
CREATE OR REPLACE FUNCTION describe_changes(p_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s %s: %s', CASE WHEN count > 1 THEN 'Clips' ELSE 'Clip' END, clips, instruction), '. '
    ORDER BY first)
  FROM (SELECT instruction, count(*) AS count, min(clip_index) AS first,
      string_agg((clip_index + 1)::text, ', ' ORDER BY clip_index) AS clips
    FROM clip_changes WHERE regeneration_id = p_id AND status = 'completed' GROUP BY instruction) c
$$;
