import type { VideoStream } from './video-stream.js';

/**
 * The filter that makes whole pictures of two fields: scaled or turned as they are, moving edges become combs or ghosts.
 * One frame out for each frame in, with its time. Frames that their decoder calls progressive pass unchanged; footage
 * whose headers name no fields costs nothing.
 */
export function deinterlaceFilters({ interlaced }: Pick<VideoStream, 'interlaced'>): string[] {
  return interlaced ? ['bwdif=mode=send_frame:parity=auto:deint=interlaced'] : [];
}
