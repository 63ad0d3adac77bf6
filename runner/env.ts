import { z } from 'zod';
import { uuid } from '../core/util/uuid.js';
import { leaseSettings } from '../core/regeneration/lease-timing.js';
import { CRASH_POINTS } from '../core/regeneration/crash-point.js';
import { parseRateCardOverrides } from '../core/quote/rate-card.js';
import { promptModelAccess, promptModelSettings } from '../core/quote/prompt-model-settings.js';
import { changeSettings, outputSettings } from '../core/job/output-settings.js';
import { PROVIDERS, providersOf } from './video/providers/registry.js';
import { s3Access, s3Settings } from '../core/storage/s3/s3-settings.js';
import { readSettings } from '../core/util/settings.js';

/**
 * The published interface of the Job: a runner is configured by these variables only, whether it is a child process or
 * a pod.
 */
const schema = z
  .object({
    DATABASE_URL: z.string().describe('PostgreSQL that holds the regeneration'),
    DATABASE_DIRECT_URL: z
      .string()
      .optional()
      .describe('The database itself, where DATABASE_URL is a pooler in transaction mode: for LISTEN'),
    REGENERATION_ID: uuid.describe('The regeneration to run'),
    REGENERATION_ATTEMPT: z.coerce
      .number()
      .int()
      .positive()
      .describe('The attempt this Job was launched for'),
    STORAGE_DIR: z
      .string()
      .optional()
      .describe('Root folder of local object storage; required without S3_BUCKET'),
    ...s3Settings,
    WORK_DIR: z
      .string()
      .optional()
      .describe('Scratch folder; default a new one under the system’s temp folder'),
    FFMPEG_PATH: z.string().optional().describe('ffmpeg to use; default that of PATH, then the bundled one'),
    FFPROBE_PATH: z
      .string()
      .optional()
      .describe('ffprobe to use; default that of PATH, then the bundled one'),
    LOCAL_RENDER_USD_PER_SECOND: z
      .string()
      .default('0')
      .describe('What a second of built-in rendering is charged'),
    VIDEO_MODELS: z
      .string()
      .optional()
      .describe('JSON with cards of video models that differ from ours (docs/video-models.md)'),
    RATE_CARD: z
      .string()
      .default('{}')
      .describe('JSON with prices that differ from the defaults (docs/rate-card.md)'),
    ...PROVIDERS.shape('runner'),
    ...promptModelSettings,
    OPENAI_MODEL: promptModelSettings.OPENAI_MODEL.describe(
      'The language model that rewrites prompts, as it was quoted; without it rules do',
    ),
    ENCODER_CONCURRENCY: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .describe('Cores to fill with encoders; default all'),
    ...outputSettings,
    ...changeSettings,
    CRASH_POINT: z
      .string()
      .optional()
      .transform((points) => points?.split(',') ?? [])
      .pipe(z.array(z.enum(CRASH_POINTS)))
      .describe(
        'For tests: the first attempt dies, as by SIGKILL, when it comes to this point; after a comma, where the second dies',
      ),
    ...leaseSettings,
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .refine(promptModelAccess.holds, { message: promptModelAccess.message })
  .refine(s3Access.holds, { message: s3Access.message })
  .refine((env) => env.STORAGE_DIR !== undefined || env.S3_BUCKET !== undefined, {
    message: 'Set STORAGE_DIR or S3_BUCKET, where the media are stored.',
  });

/** Prices are of the models that there are. The api has checked both; a sentence of its own says what is wrong in a pod. */
const runnerSettings = schema.transform((env, context) => {
  try {
    return { ...env, RATE_CARD: parseRateCardOverrides(env.RATE_CARD, providersOf(env).models) };
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

/** Each setting of a runner, with its meaning. */
export const RUNNER_SETTINGS = schema.shape;

export type RunnerEnv = z.infer<typeof runnerSettings>;

/** Throws StartupError with a line for each wrong setting. */
export const parseRunnerEnv = (source: NodeJS.ProcessEnv): RunnerEnv => readSettings(runnerSettings, source);
