-- What a change is compared with: the job's video when the change was admitted. One change at a time per job, and none
-- but a published change moves the pointer, so it is also the video that the change replaces.
ALTER TABLE clip_regenerations ADD COLUMN video_before text;

-- A trigger, so that the admission functions stay as they are and a release that knows nothing of it fills it, too.
CREATE FUNCTION remember_video_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT video_url INTO NEW.video_before FROM jobs WHERE id = NEW.job_id;
  RETURN NEW;
END $$;
CREATE TRIGGER remember_video_before BEFORE INSERT ON clip_regenerations
  FOR EACH ROW EXECUTE FUNCTION remember_video_before();

-- Of earlier changes it is known where another change had made the video before; the original's place was overwritten.
UPDATE clip_regenerations r SET video_before = (
  SELECT e.data ->> 'videoKey' FROM clip_regenerations p
  JOIN regeneration_events e ON e.regeneration_id = p.id AND e.type = 'REGENERATION_COMPLETE'
  WHERE p.job_id = r.job_id AND p.completed_at <= r.created_at
  ORDER BY p.completed_at DESC LIMIT 1);
