import { ApiError } from '../../core/errors.js';
import { LOCAL_RENDERER } from '../../core/quote/rate-card.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';

/**
 * Which model makes a job's clips: its own where there is access to it, so that they go with the others. BAD_USER_INPUT
 * for a job whose model is not known here, unless VIDEO_MODEL says what to use then: nobody is to pay for another model
 * than the one they see without anybody having chosen it.
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
    'Whoever runs this installation can choose one for such videos (VIDEO_MODEL).';
  throw new ApiError('BAD_USER_INPUT', message);
}
