-- What was last asked for a clip, which "a bit more" refers to: of what waits for its turn (before a change of the queue, if
-- one is named), else of what runs, else the change that made the clip's version. Takes count once one of them is used.
-- templates: what it meant; NULL where its words say that.
CREATE OR REPLACE FUNCTION last_asked(p_job uuid, p_clip int, p_version int, p_before uuid)
RETURNS TABLE (instruction text, templates text[]) LANGUAGE sql STABLE AS $$
  SELECT asked.instruction, asked.templates FROM (
    (SELECT 1 AS rank, c ->> 'instruction' AS instruction,
      CASE jsonb_typeof(c -> 'more') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(c -> 'more')) END AS templates
    FROM queued_changes q CROSS JOIN LATERAL jsonb_array_elements(q.changes) c
    WHERE q.job_id = p_job AND (c ->> 'clipIndex')::int = p_clip
      AND NOT jsonb_path_exists(q.changes, '$[*].takes ? (@ > 1)')
      AND (p_before IS NULL OR (q.place, q.id) < (SELECT b.place, b.id FROM queued_changes b WHERE b.id = p_before))
    ORDER BY q.place DESC, q.id DESC LIMIT 1)
    UNION ALL
    SELECT 2, c.instruction, c.templates FROM clip_regenerations r JOIN clip_changes c ON c.regeneration_id = r.id
    WHERE r.job_id = p_job AND r.kind = 'CHANGE' AND r.status IN ('queued', 'processing') AND c.clip_index = p_clip
    UNION ALL
    SELECT 3, c.instruction, c.templates FROM change_behind(p_job, p_clip, p_version) c) asked
  ORDER BY asked.rank LIMIT 1
$$;
