-- A publication as positions, as releases before the records pass it.
-- May be dropped once no release from before 20261128215000 (records) can run beside this database.
CREATE OR REPLACE FUNCTION publish_regeneration(
  p_id uuid, p_fence int, p_original_key text, p_clip_key text, p_clip_sha256 text, p_thumbnail_key text, p_video_key text,
  p_message text
) RETURNS int LANGUAGE sql AS $$
  SELECT publish_regeneration(p_id, p_fence, jsonb_build_object('originalClipKey', p_original_key, 'clipKey', p_clip_key,
    'clipSha256', p_clip_sha256, 'thumbnailKey', p_thumbnail_key, 'videoKey', p_video_key, 'message', p_message))
$$;
