-- Whether the limits of an hour count a change: while it runs, if it may be charged; from its end on, if it was.
CREATE OR REPLACE FUNCTION counts_toward_limits(status text, cost numeric, estimated_cost jsonb)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT cost > 0 OR is_active(status) AND NOT is_free(estimated_cost) $$;
