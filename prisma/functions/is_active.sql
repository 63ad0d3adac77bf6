-- The statuses of a regeneration that has not ended.
CREATE OR REPLACE FUNCTION is_active(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT status IN ('queued', 'processing', 'canceling') $$;
