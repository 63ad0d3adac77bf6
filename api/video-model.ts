import { LOCAL_RENDERER } from '../core/rate-card.js';
import { videoModelCard } from '../core/video-models.js';
import type { ApiEnv } from './env.js';

/** For jobs whose own model is not on the rate card, unless VIDEO_MODEL says another; the pipeline's own default. */
const FALLBACK = 'kling_v21';

/** Which model makes a job's clips: its own where there is access to it, so that they go with the others. */
export function chooseVideoModel(
  { REPLICATE_API_TOKEN: token, VIDEO_MODEL: setting }: Pick<ApiEnv, 'REPLICATE_API_TOKEN' | 'VIDEO_MODEL'>,
  jobsModel: string,
): string {
  if (token === undefined || setting === LOCAL_RENDERER) return LOCAL_RENDERER;
  return videoModelCard(jobsModel) === null ? (setting ?? FALLBACK) : jobsModel;
}
