-- A trigger: every change of a video has the change of the clip that its row names, also for a release whose programs do not
-- know clip_changes. admit_regeneration adds the other clips.
CREATE OR REPLACE FUNCTION open_clip_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO clip_changes (regeneration_id, clip_index, instruction, original_prompt, modified_prompt, templates, action,
    video_model, base_version_number, status, checkpoint, estimated_cost)
  VALUES (NEW.id, NEW.clip_index, NEW.user_instruction, NEW.original_prompt, NEW.modified_prompt, NEW.templates,
    CASE WHEN NEW.video_model = 'local' THEN 'ADJUST_FOOTAGE' ELSE 'NEW_SHOT' END, NEW.video_model, NEW.base_version_number,
    CASE NEW.status WHEN 'canceling' THEN 'processing' ELSE NEW.status END, NEW.checkpoint - 'video', NEW.estimated_cost);
  RETURN NULL;
END $$;
