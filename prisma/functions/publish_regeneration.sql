-- Publishes the result by compare-and-set on fence, status and base version: everything moves together or not at all
-- (publish_result; takes make nothing current: publish_takes). NULL if something else came first.
CREATE OR REPLACE FUNCTION publish_regeneration(p_id uuid, p_fence int, p_publication jsonb)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_row clip_regenerations%ROWTYPE;
BEGIN
  SELECT * INTO v_row FROM clip_regenerations
  WHERE id = p_id AND fence = p_fence AND status = 'processing' FOR UPDATE;
  IF v_row.id IS NULL THEN RETURN NULL; END IF;
  PERFORM 1 FROM jobs WHERE id = v_row.job_id FOR UPDATE;
  IF current_version_number(v_row.job_id, v_row.clip_index) <> v_row.base_version_number
    OR EXISTS (SELECT 1 FROM clip_changes c WHERE c.regeneration_id = p_id
      AND current_version_number(v_row.job_id, c.clip_index) <> c.base_version_number) THEN RETURN NULL; END IF;
  IF v_row.kind = 'TAKES' THEN RETURN publish_takes(p_id, p_fence, p_publication); END IF;
  RETURN publish_result(p_id, p_fence, p_publication);
END $$;
