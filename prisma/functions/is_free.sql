-- True if an estimate says that nothing will be charged: its total is 0, and it knows every price.
CREATE OR REPLACE FUNCTION is_free(estimated_cost jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE((estimated_cost ->> 'total')::numeric = 0 AND (estimated_cost ->> 'known')::boolean, false)
$$;
