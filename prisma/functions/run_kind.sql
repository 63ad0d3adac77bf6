-- What a runner must be able to do: the kind of the regeneration, or BATCH for a change of several clips, which a runner of
-- an earlier release would run as a change of the first. What has takes is of kind TAKES.
CREATE OR REPLACE FUNCTION run_kind(r clip_regenerations) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.kind = 'CHANGE' AND (SELECT count(*) FROM clip_changes c WHERE c.regeneration_id = r.id) > 1
    THEN 'BATCH' ELSE r.kind END
$$;
