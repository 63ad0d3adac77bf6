-- Whether a clip that this footage needs is no longer there: its row is gone. An original is always there.
CREATE OR REPLACE FUNCTION is_footage_gone(p_job uuid, p_footage jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM jsonb_each_text(p_footage) AS wanted (clip, root)
    WHERE wanted.root <> '1' AND NOT EXISTS (SELECT 1 FROM clip_versions v
      WHERE v.job_id = p_job AND v.clip_index = wanted.clip::int AND v.version_number = wanted.root::int))
$$;
