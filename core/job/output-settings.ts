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
  PREVIEWS: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether posters, filmstrips, waves and small renditions are made for the page; off saves their CPU time and storage, and pages show thumbnails and full videos',
    ),
};

/** A setting of the programs that change clips; the api hands it to them. */
export const changeSettings = {
  CHANGE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(6)
    .describe(
      'Clips of one change that video providers make side by side; the built-in renderer takes one per two cores, at most as many',
    ),
};
