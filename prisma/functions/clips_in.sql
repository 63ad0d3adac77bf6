-- The clips that changes are about, by index.
CREATE OR REPLACE FUNCTION clips_in(p_changes jsonb) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg((c ->> 'clipIndex')::int ORDER BY (c ->> 'clipIndex')::int) FROM jsonb_array_elements(p_changes) c
$$;
