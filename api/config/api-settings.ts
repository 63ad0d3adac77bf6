import { z } from 'zod';
import { changeSettings, outputSettings } from '../../core/job/output-settings.js';
import { leaseSettings } from '../../core/regeneration/lease-timing.js';
import { CRASH_POINTS } from '../../core/regeneration/crash-point.js';
import { promptModelAccess, promptModelSettings } from '../../core/quote/prompt-model-settings.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { providerProblems } from './providers.js';
import { s3Access, s3Settings } from '../../core/storage/s3/s3-settings.js';
import { productionProblems } from './production-settings.js';
import { bytes, cores, positiveInt, usd } from './setting-kinds.js';
import { isLoopback } from '../../core/util/loopback.js';

/** Each setting of the server with its meaning, and which of them go together. */
export const apiSettings = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'])
      .default('development')
      .describe('production refuses to start without sign-in, and answers less to strangers'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address to listen on; one beyond this machine needs AUTH_JWT_SECRET or AUTH_JWKS_URL'),
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4000)
      .describe('Port to listen on; 0 takes a free one'),
    PUBLIC_URL: z.url().optional().describe('How browsers reach this server; default http://localhost:PORT'),
    DATA_DIR: z.string().default('./.data').describe('Embedded database, local storage, generated secrets'),
    DATABASE_URL: z
      .string()
      .optional()
      .describe('A PostgreSQL to use in place of the embedded one; required with LAUNCHER=kubernetes'),
    DATABASE_DIRECT_URL: z
      .string()
      .optional()
      .describe(
        'The database itself, where DATABASE_URL is a pooler in transaction mode: for LISTEN, locks, migrations and imports',
      ),
    RUNNER_DATABASE_URL: z
      .url()
      .optional()
      .describe(
        'The same database as runners reach it, by a role of their own that reads no table; the role is made where it is missing. Without it runners share the role of DATABASE_URL; with the embedded database they have their own',
      ),
    AUTH_JWT_SECRET: z
      .string()
      .min(32)
      .optional()
      .describe(
        'HS256 secret that JWTs are checked with, 32 characters at least; without it or AUTH_JWKS_URL there is the demo sign-in, on this machine and outside production only',
      ),
    AUTH_JWKS_URL: z
      .url()
      .optional()
      .describe('JWKS of the identity provider that signs the JWTs (RS256, ES256), such as Supabase'),
    AUTH_ISSUER: z.string().optional().describe('Required `iss` of a JWT; must be set in production'),
    AUTH_AUDIENCE: z.string().optional().describe('Required `aud` of a JWT; must be set in production'),
    MEDIA_URL_SECRET: z
      .string()
      .min(32)
      .optional()
      .describe(
        'Signs media URLs and quotes; replicas share it; must be set in production; default generated in DATA_DIR',
      ),
    ...s3Settings,
    FFMPEG_PATH: z.string().optional().describe('ffmpeg to use; default that of PATH, then the bundled one'),
    FFPROBE_PATH: z
      .string()
      .optional()
      .describe('ffprobe to use; default that of PATH, then the bundled one'),
    LAUNCHER: z
      .enum(['kubernetes', 'local'])
      .optional()
      .describe(
        'Where runners run: Jobs of a cluster, or child processes of the server; default kubernetes in a cluster, local elsewhere',
      ),
    // The Kubernetes client reads it itself.
    KUBECONFIG: z
      .string()
      .optional()
      .describe(
        'File that names the cluster and our credentials (kubernetes); default ~/.kube/config, or the pod’s service account',
      ),
    KUBERNETES_SERVICE_HOST: z.string().optional().describe('Set by Kubernetes in every pod'),
    RUNNER_CONCURRENCY: positiveInt(2).describe('Runner processes at a time (local)'),
    RUNNER_IMAGE: z
      .string()
      .optional()
      .describe('Image of the runner, as the cluster pulls it; required with LAUNCHER=kubernetes'),
    RUNNER_NAMESPACE: z
      .string()
      .optional()
      .describe('Namespace of the Jobs; default that of KUBECONFIG, or the pod’s own'),
    RUNNER_SECRET: z
      .string()
      .default('clip-chatbot-runner')
      .describe('Secret there whose keys become the runner’s variables: DATABASE_URL, S3_…, providers’ keys'),
    RUNNER_STORAGE_CLAIM: z
      .string()
      .optional()
      .describe(
        'PersistentVolumeClaim with the media, at /data in the pods; the server’s DATA_DIR is on it too; for clusters without S3_BUCKET',
      ),
    RUNNER_QUEUE_NAME: z
      .string()
      .optional()
      .describe('Kueue LocalQueue of RUNNER_NAMESPACE that admits the Jobs'),
    RUNNER_CPU: cores.default('2').describe('Requested by a runner pod, and its limit'),
    RUNNER_MEMORY: bytes.default('2Gi').describe('Requested by a runner pod, and its limit'),
    RUNNER_DISK: bytes.default('4Gi').describe('Scratch space of a runner pod, and its limit'),
    RUNNER_JOB_TTL_SECONDS: positiveInt(900).describe(
      'An ended Job is removed after this, with its log; until then it counts toward the quota of Jobs',
    ),
    BUDGET_LIMIT_USD: usd
      .optional()
      .describe('What a video may cost with all its changes; default 2000 in production, 50 elsewhere'),
    REGENERATIONS_PER_JOB_PER_HOUR: positiveInt(5).describe(
      'Changes of one video that are charged, in any 60 minutes',
    ),
    REGENERATIONS_PER_USER_PER_HOUR: positiveInt(30).describe(
      'Changes of one person that are charged, in any 60 minutes',
    ),
    CLIPS_PER_USER_PER_HOUR: z.coerce
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(120)
      .describe('Clips of one person that are charged, in any 60 minutes'),
    BATCH_DISCOUNT: z
      .string()
      .regex(/^0(\.\d{1,4})?$/, 'must be a fraction from 0 to below 1, such as 0.10')
      .default('0.10')
      .describe(
        'Part of the price that a change of 3 clips and more is let off in the budget of its video; what providers charge stays as it is',
      ),
    ACTIVE_REGENERATIONS_PER_USER: positiveInt(10).describe(
      'Changes of one person that run or wait for a runner at a time, free ones too: no hourly limit counts those',
    ),
    REGENERATION_DEADLINE_SECONDS: positiveInt(1800).describe('After this a regeneration ends with TIMEOUT'),
    LOCAL_RENDER_USD_PER_SECOND: usd.default('0').describe('What a second of built-in rendering is charged'),
    VIDEO_MODELS_FILE: z
      .string()
      .optional()
      .describe(
        'JSON with cards of video models beside ours, or with what is other than in ours; see docs/video-models.md',
      ),
    VIDEO_MODELS: z.string().optional().describe('The same JSON itself, in place of a file'),
    RATE_CARD_FILE: z
      .string()
      .optional()
      .describe('JSON with prices that differ from the defaults; see docs/rate-card.md'),
    RATE_CARD: z.string().optional().describe('The same JSON itself, in place of a file'),
    RETENTION_DAYS: z.coerce
      .number()
      .int()
      .min(0)
      .max(36_500)
      .optional()
      .describe(
        'Days after its last change for which a video keeps its files; afterwards it says that they are gone; 0: forever; default 14 in production, 0 elsewhere',
      ),
    SEGMENT_RETENTION_DAYS: positiveInt(14).describe(
      'Days after its last change for which the parts of a video are kept to save encoding them again',
    ),
    FINAL_VIDEOS_KEPT: positiveInt(20).describe(
      'Newest final videos of each video that are kept, beside the original; an older one is composed again when it is restored',
    ),
    GARBAGE_GRACE_HOURS: positiveInt(24).describe(
      'Stored objects younger than this are never collected; longer than any import takes',
    ),
    GARBAGE_SWEEP_SECONDS: z.coerce
      .number()
      .int()
      .positive()
      .max(7 * 24 * 3600)
      .default(3600)
      .describe('Between two rounds of collecting what nothing names any more'),
    IMPORT_MAX_MEBIBYTES: positiveInt(4096).describe(
      'All files together of one import in the browser; a clip or song has 512 at most',
    ),
    IMPORT_OPEN_MAX: positiveInt(50).describe(
      'Imports from the browser that may be open at a replica, of all people together; one person has 3 at most',
    ),
    IMPORT_FREE_MEBIBYTES: positiveInt(512).describe(
      'Left free on the disk of DATA_DIR: imports from the browser are refused where less would remain',
    ),
    IMPORT_CONCURRENCY: positiveInt(1).describe(
      'Imports from the browser that are made at a time; others wait',
    ),
    IMPORT_DEADLINE_SECONDS: positiveInt(3600).describe('An import from the browser is stopped after this'),
    ...PROVIDERS.shape('api'),
    VIDEO_MODEL: z
      .string()
      .optional()
      .describe(
        'local: always the built-in renderer; else a model of a provider for videos whose own is not on the rate card, which cannot be changed without it; default the video’s own',
      ),
    ...promptModelSettings,
    PROMPT_MODEL_TIMEOUT_SECONDS: promptModelSettings.PROMPT_MODEL_TIMEOUT_SECONDS.unwrap()
      .optional()
      .describe(
        'The longest silence of the language model that rewrites prompts, before its answer (while it is loaded) and within it; a whole answer may take five times as long. The whole answer of the assistant’s, up to 120; default 120, and 10 for the assistant',
      ),
    ASSISTANT_MODEL: promptModelSettings.OPENAI_MODEL.describe(
      'The language model that the assistant asks where its rules leave open what a message means, at the same server; default OPENAI_MODEL',
    ),
    ASSISTANT_BUDGET_USD: usd
      .default('0.50')
      .describe(
        'What the assistant’s language model may cost for one video in any 60 minutes; then the rules answer alone, and say so. 0: it is never asked',
      ),
    SOCKETS_PER_USER: positiveInt(30).describe(
      'Pages that one user may have open at a replica: each holds a websocket, and one without asks every few seconds',
    ),
    ...outputSettings,
    ...changeSettings,
    PLAYGROUND: z
      .enum(['on', 'off'])
      .optional()
      .describe(
        'GraphiQL at /playground, and introspection, which it needs; default off in production, on elsewhere',
      ),
    CRASH_POINT: z
      .enum(CRASH_POINTS)
      .optional()
      .describe('For tests: this process, or a first attempt, dies when it comes to this point'),
    ...leaseSettings,
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .optional()
      .describe('Logs are JSON lines on stdout; default info in production, warn elsewhere'),
  })
  .refine((env) => env.AUTH_JWT_SECRET === undefined || env.AUTH_JWKS_URL === undefined, {
    message: 'Set AUTH_JWT_SECRET or AUTH_JWKS_URL, not both: a token must have one way to be checked.',
  })
  .refine((env) => env.VIDEO_MODELS === undefined || env.VIDEO_MODELS_FILE === undefined, {
    message: 'Set VIDEO_MODELS or VIDEO_MODELS_FILE, not both: a card must come from one place.',
  })
  .refine((env) => env.RATE_CARD === undefined || env.RATE_CARD_FILE === undefined, {
    message: 'Set RATE_CARD or RATE_CARD_FILE, not both: a price must come from one place.',
  })
  .superRefine((env, context) => {
    // With cards of an operator they are read once those are known.
    if (env.VIDEO_MODELS !== undefined || env.VIDEO_MODELS_FILE !== undefined) return;
    for (const message of providerProblems(env)) context.addIssue({ code: 'custom', message });
  })
  .refine(promptModelAccess.holds, { message: promptModelAccess.message })
  .refine(s3Access.holds, { message: s3Access.message })
  .refine((env) => launcherOf(env) === 'local' || env.RUNNER_IMAGE !== undefined, {
    message:
      'RUNNER_IMAGE is required when LAUNCHER is kubernetes, as it is by default in a cluster: a pod runs an image.',
  })
  .refine((env) => launcherOf(env) === 'local' || env.DATABASE_URL !== undefined, {
    message: 'DATABASE_URL is required when LAUNCHER is kubernetes: no pod reaches the embedded database.',
  })
  .refine((env) => env.DATABASE_URL !== undefined || env.DATABASE_DIRECT_URL === undefined, {
    message: 'DATABASE_DIRECT_URL needs a DATABASE_URL: the embedded database has no pooler before it.',
  })
  .refine((env) => env.DATABASE_URL !== undefined || env.RUNNER_DATABASE_URL === undefined, {
    message: 'RUNNER_DATABASE_URL needs a DATABASE_URL: the embedded database makes its role by itself.',
  })
  .refine((env) => isLoopback(env.HOST) || authConfigured(env), {
    message:
      'Set AUTH_JWT_SECRET or AUTH_JWKS_URL to listen beyond this machine (HOST): the demo user has no password.',
  })
  .superRefine((env, context) => {
    if (env.NODE_ENV !== 'production') return;
    for (const message of productionProblems(env)) context.addIssue({ code: 'custom', message });
  });

/** docs/settings.md is made from these. */
export const API_SETTINGS = apiSettings.shape;

export function authConfigured(env: { AUTH_JWT_SECRET?: string; AUTH_JWKS_URL?: string }): boolean {
  return env.AUTH_JWT_SECRET !== undefined || env.AUTH_JWKS_URL !== undefined;
}

export function launcherOf(env: {
  LAUNCHER?: 'kubernetes' | 'local';
  KUBERNETES_SERVICE_HOST?: string;
}): 'kubernetes' | 'local' {
  return env.LAUNCHER ?? (env.KUBERNETES_SERVICE_HOST === undefined ? 'local' : 'kubernetes');
}
