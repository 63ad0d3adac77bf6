import { stageMetadata, stagePayload } from '../../core/job/pipeline-stages.js';
import type { PlannedStage } from './plan.js';

/** The storage keys of one import. `importId` makes them new, whatever an earlier import of the same job left. */
export function importKeys(jobId: string, importId: string) {
  const path = `${jobId}/${importId}`;
  return {
    clip: (clipIndex: number, extension: string) => `video-clips/${path}/clip_${clipIndex}.${extension}`,
    thumbnail: (clipIndex: number) => `clip-thumbnails/${path}/clip_${clipIndex}_thumbnail.jpg`,
    song: (extension: string) => `audio-uploads/${path}/audio.${extension}`,
    finalVideo: () => `video-outputs/${path}/final_video.mp4`,
  };
}

/** The stages with every generated clip under its new key; a clip without one becomes a failed clip. */
export function withClipKeys(stages: PlannedStage[], keys: Map<number, string>): PlannedStage[] {
  return stages.map((stage) => {
    if (stage.stageName !== 'video_generator') return stage;
    const metadata = structuredClone(stageMetadata([stage], stage.stageName)!);
    const { payload } = stagePayload(metadata, 'clips');
    for (const clip of payload['clips'] as Record<string, unknown>[]) {
      const key = keys.get(clip['clip_index'] as number) ?? null;
      clip['video_url'] = key;
      clip['status'] = key === null ? 'failed' : 'success';
    }
    return { ...stage, metadata };
  });
}
