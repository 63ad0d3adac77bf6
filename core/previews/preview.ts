import { z } from 'zod';

const key = z.string();

const filmstrip = z.object({
  key,
  /** Frames side by side in one row, the first of the clip's own first moment. */
  frames: z.number().int(),
  /** Seconds between them. */
  intervalSeconds: z.number(),
  /** Pixels of one frame. */
  width: z.number().int(),
  height: z.number().int(),
});
export type Filmstrip = z.infer<typeof filmstrip>;

const waveform = z.object({
  key,
  /** Pairs of least and greatest value in each second. */
  peaksPerSecond: z.number(),
});

/** What was made of one file of a video for its page; each is absent where it was not made. Keys are storage keys. */
const preview = z.object({
  /** Of a clip: its first frame. */
  poster: key.optional(),
  /** Of a clip. */
  filmstrip: filmstrip.optional(),
  /** Of a song. */
  waveform: waveform.optional(),
  /** Of a final video: the same for slow lines. */
  small: key.optional(),
});
export type Preview = z.infer<typeof preview>;

/** As it is stored; empty where a later release has written it in another way. */
export const storedPreview = preview.catch({});
