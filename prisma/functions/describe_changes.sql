-- What a change made of the video, in words: "Clips 2 and 5: make it nighttime. Clip 7: warmer".
CREATE OR REPLACE FUNCTION describe_changes(p_id uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(format('%s: %s', clips_in_words(clips), instruction), '. ' ORDER BY clips[1])
  FROM (SELECT instruction, array_agg(clip_index ORDER BY clip_index) AS clips
    FROM clip_changes WHERE regeneration_id = p_id AND status = 'completed' GROUP BY instruction) c
$$;
