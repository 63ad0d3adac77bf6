import { z } from 'zod';

/** A setting of the programs that compose final videos; the api hands it to them. */
export const outputSettings = {
  OUTPUT_RESOLUTION: z
    .enum(['1080', '720', '540', '360'])
    .default('1080')
    .transform(Number)
    .describe(
      'Pixels of the shorter side of final videos; after a change of it, the next edit of a video encodes all of it once',
    ),
};
