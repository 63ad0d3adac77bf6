import { ApiError } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';

/**
 * The model for a job's clips: its own if we have access, so that new clips match the others. BAD_USER_INPUT if its
 * model is unknown and VIDEO_MODEL names no substitute: users must not pay for a model that no operator chose.
 */
export function chooseVideoModel(
  env: { VIDEO_MODEL?: string; [setting: string]: unknown },
  jobsModel: string,
): string {
  const { VIDEO_MODEL: setting } = env;
  const configured = PROVIDERS.configured(env);
  if (configured.length === 0 || setting === LOCAL_RENDERER) return LOCAL_RENDERER;
  const provider = PROVIDERS.providerOf(jobsModel);
  if (provider !== null && configured.includes(provider)) return jobsModel;
  if (setting !== undefined) return setting;
  const message =
    `This video was made with the video model ${JSON.stringify(jobsModel.slice(0, 50))}, which is not known here. ` +
    'An administrator can choose one for such videos (VIDEO_MODEL).';
  throw new ApiError('BAD_USER_INPUT', message);
}
