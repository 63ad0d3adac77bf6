-- What a change's checkpoint holds of one take: of the first at its top, of each further one under its number.
CREATE OR REPLACE FUNCTION take_result(p_checkpoint jsonb, p_take int) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_take = 0 THEN p_checkpoint ELSE COALESCE(p_checkpoint -> 'takes' -> p_take::text, '{}') END
$$;
