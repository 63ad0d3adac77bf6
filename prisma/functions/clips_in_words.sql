-- Clips by their indexes, as people read them: "Clip 3", "Clips 1, 2 and 5", "12 clips". More than eight are counted.
CREATE OR REPLACE FUNCTION clips_in_words(p_indexes int[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN cardinality(p_indexes) > 8 THEN format('%s clips', cardinality(p_indexes))
    WHEN cardinality(p_indexes) = 1 THEN format('Clip %s', p_indexes[1] + 1)
    ELSE (SELECT format('Clips %s and %s', string_agg((i + 1)::text, ', ' ORDER BY i) FILTER (WHERE i < last), last + 1)
      FROM unnest(p_indexes) AS i, (SELECT max(m) FROM unnest(p_indexes) AS m) AS l(last) GROUP BY last) END
$$;
