-- A trigger: records the job's video at admission, also for a release whose programs do not know the column.
CREATE OR REPLACE FUNCTION remember_video_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT video_url INTO NEW.video_before FROM jobs WHERE id = NEW.job_id;
  RETURN NEW;
END $$;
