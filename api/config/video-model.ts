import { ApiError } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { videoModelCard } from '../../runner/video/providers/replicate/models.js';
import type { ApiEnv } from './env.js';

/**
 * Which model makes a job's clips: its own where there is access to it, so that they go with the others. BAD_USER_INPUT
 * for a job whose model is not known here, unless VIDEO_MODEL says what to use then: nobody is to pay for another model
 * than the one they see without anybody having chosen it.
 */
export function chooseVideoModel(
  { REPLICATE_API_TOKEN: token, VIDEO_MODEL: setting }: Pick<ApiEnv, 'REPLICATE_API_TOKEN' | 'VIDEO_MODEL'>,
  jobsModel: string,
): string {
  if (token === undefined || setting === LOCAL_RENDERER) return LOCAL_RENDERER;
  if (videoModelCard(jobsModel) !== null) return jobsModel;
  if (setting !== undefined) return setting;
  const message =
    `This video was made with the video model ${JSON.stringify(jobsModel.slice(0, 50))}, which is not known here. ` +
    'Whoever runs this installation can choose one for such videos (VIDEO_MODEL).';
  throw new ApiError('BAD_USER_INPUT', message);
}
