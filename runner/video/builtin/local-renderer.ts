import { copyFile } from 'node:fs/promises';
import { drawsNothing } from '../../../core/adjustments/recipe.js';
import { RegenerationFailure } from '../../../core/errors.js';
import { LOCAL_RENDERER } from '../../../core/quote/rate-card.js';
import type { FfmpegTools } from '../../ffmpeg/binaries.js';
import type { VideoModel } from '../video-model.js';
import { drawLooks } from './draw-looks.js';

/**
 * The video model that needs no provider: it changes the light, the time of day or the motion of the clip's own
 * footage. Size, length and frames stay those of the source; a request without a look gives its file back, byte for byte.
 */
export function createLocalRenderer(
  ffmpeg: FfmpegTools,
  price: (footageSeconds: number) => string,
  /** What may be kept in memory of footage that is turned around. */
  backwardBytes?: number,
): VideoModel {
  return {
    api: LOCAL_RENDERER,
    async generate(request, open, signal, { onProgress }) {
      const { sourcePath } = request;
      if (sourcePath === null) throw noFootage();
      await open();
      if (drawsNothing({ style: request.style, adjustments: request.looks })) {
        await copyFile(sourcePath, request.outputPath);
        onProgress(1);
        return { owedUsd: price(request.clipSeconds) };
      }
      await drawLooks({ ...request, sourcePath }, ffmpeg, signal, onProgress, backwardBytes);
      onProgress(1);
      return { owedUsd: price(request.clipSeconds) };
    },
    // Its work ends with the runner, and unfinished work is not charged.
    cancel: async () => ({ outcome: 'canceled', costUsd: '0' }),
  };
}

function noFootage(): RegenerationFailure {
  const message = 'The clip has no footage, and the built-in renderer can only change footage.';
  return new RegenerationFailure('VIDEO_MODEL_FAILED', message);
}
