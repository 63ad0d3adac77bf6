-- Gives a change of a queue another place, counted from 1; a place behind the end is the end. True if the user has it.
CREATE OR REPLACE FUNCTION move_queued_change(p_id uuid, p_user uuid, p_place int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE v_job uuid;
BEGIN
  -- Changes are added and started under the same lock.
  SELECT j.id INTO v_job FROM jobs j JOIN queued_changes q ON q.job_id = j.id
  WHERE q.id = p_id AND q.user_id = p_user FOR UPDATE OF j;
  IF v_job IS NULL THEN RETURN false; END IF;
  UPDATE queued_changes q SET place = r.place FROM (
    SELECT o.id, o.n + CASE WHEN o.n >= p_place THEN 1 ELSE 0 END AS place FROM (
      SELECT id, row_number() OVER (ORDER BY place, id) AS n FROM queued_changes WHERE job_id = v_job AND id <> p_id) o
    UNION ALL SELECT p_id, LEAST(GREATEST(p_place, 1), (SELECT count(*) FROM queued_changes WHERE job_id = v_job))
  ) r WHERE q.id = r.id AND q.place <> r.place;
  RETURN EXISTS (SELECT 1 FROM queued_changes WHERE id = p_id);
END $$;
