import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { MAX_SEED } from './seed.js';

/**
 * The upstream pipeline's payloads (`job_stages.metadata`), reduced to what the product reads. Unknown fields are
 * dropped; a field that rows are known to leave out is optional here and degrades in core/job/job-data.ts.
 */

const seconds = z.number().nonnegative();
const text = z.string().nullish();

/**
 * USD as the pipeline writes it: a string ("0.10") or a JSON number. A number is read by its shortest decimal form, the
 * stored literal, so no binary fraction enters a sum.
 */
export const money = z
  .union([z.string().regex(/^\d+(\.\d+)?$/, 'not an amount of money'), z.number().nonnegative()])
  .transform((amount) => new Decimal(String(amount)));

const clipBoundary = z.object({ start: seconds, end: seconds });

/** One sung word; `formatted_text` is the phrase it belongs to. */
const lyricWord = z.object({ text: z.string(), timestamp: seconds, formatted_text: text });

/** Data that only guides: malformed, it counts as absent and never makes a job unreadable. */
const guide = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

/** A part of the song; `type` is intro, verse, chorus, bridge, outro or another word. */
const songPart = guide(z.object({ type: z.string(), start: seconds, end: seconds }));

export const audioAnalysis = z.object({
  duration: seconds.positive().nullish(),
  beat_timestamps: z.array(seconds).nullish(),
  lyrics: z.array(lyricWord).nullish(),
  mood: z.object({ primary: text }).nullish(),
  clip_boundaries: z.array(clipBoundary).nullish(),
  song_structure: guide(z.array(songPart)),
});

const character = z.object({
  id: text,
  role: text,
  name: text,
  description: text,
  features: z.unknown().optional(),
});

const clipScript = z.object({
  clip_index: z.int().nonnegative(),
  start: seconds,
  end: seconds,
  characters: guide(z.array(z.string())),
  scenes: guide(z.array(z.string())),
});

const transition = z.object({
  from_clip: z.int(),
  to_clip: z.int(),
  type: text,
  duration: seconds.nullish(),
  rationale: guide(z.string()),
  align_to_beat: guide(z.boolean()),
});

export const scenePlan = z.object({
  characters: z.array(character).nullish(),
  scenes: z
    .array(z.object({ id: guide(z.string()), name: guide(z.string()), description: text, time_of_day: text }))
    .nullish(),
  style: z
    .object({
      color_palette: z.array(z.string()).nullish(),
      visual_style: text,
      mood: text,
      lighting: text,
      cinematography: text,
    })
    .nullish(),
  clip_scripts: z.array(clipScript).nullish(),
  transitions: z.array(transition).nullish(),
});

export const clipPrompts = z.object({
  clip_prompts: z.array(
    z.object({
      clip_index: z.int().nonnegative(),
      prompt: z.string(),
      negative_prompt: text,
      scene_reference_url: guide(z.string()),
      character_reference_urls: guide(z.array(z.string())),
    }),
  ),
});

export const referenceImages = z.object({
  scene_references: guide(z.array(z.object({ scene_id: text, image_url: text }))),
  character_references: guide(z.array(z.object({ character_id: text, image_url: text }))),
});

const seed = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(MAX_SEED));

const generatedClip = z.object({
  clip_index: z.int().nonnegative().max(999),
  video_url: text,
  actual_duration: seconds.nullish(),
  target_duration: seconds.nullish(),
  status: text,
  cost: money.nullish(),
  metadata: guide(z.object({ generation_seed: guide(seed) })),
});

export const generatedClips = z.object({
  clips: z.array(generatedClip).min(1, 'holds no clips'),
  total_clips: z.int().nonnegative().max(1000).nullish(),
});

export type AudioAnalysis = z.infer<typeof audioAnalysis>;
export type ScenePlan = z.infer<typeof scenePlan>;
export type ClipPrompts = z.infer<typeof clipPrompts>;
export type ReferenceImages = z.infer<typeof referenceImages>;
export type GeneratedClips = z.infer<typeof generatedClips>;
export type PipelineSongPart = z.infer<typeof songPart>;
export type PipelineLyricWord = z.infer<typeof lyricWord>;
