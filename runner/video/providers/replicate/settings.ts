import { z } from 'zod';
import type { Settings } from '../../../../core/util/settings.js';

export const SETTINGS = {
  REPLICATE_API_TOKEN: {
    reaches: ['api', 'runner'],
    secret: true,
    schema: z
      .string()
      .optional()
      .describe(
        'Access to the video models at Replicate, which charges; without it the built-in renderer makes the clips',
      ),
  },
  REPLICATE_BASE_URL: {
    reaches: ['api', 'runner'],
    secret: false,
    schema: z.url().optional().describe("A proxy before Replicate's API; default Replicate's"),
  },
  REPLICATE_OUTPUT_HOSTS: {
    reaches: ['api', 'runner'],
    secret: false,
    schema: z
      .string()
      .regex(/^[a-z0-9.-]+(,[a-z0-9.-]+)*$/, 'must be names of hosts, separated by commas')
      .optional()
      .describe('Hosts of finished clips, separated by commas; default replicate.delivery'),
  },
  REPLICATE_WEBHOOK_SECRET: {
    reaches: ['api'],
    secret: true,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    schema: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/=]{16,}$/, 'must be the signing secret of the account, whsec_…')
      .optional()
      .describe(
        'The account’s whsec_…; with an https PUBLIC_URL Replicate also announces finished clips at /webhooks/replicate, so that they are fetched sooner',
      ),
  },
  REPLICATE_WEBHOOK_URL: {
    reaches: ['runner'],
    secret: false,
    schema: z
      .url()
      .optional()
      .describe('Where Replicate announces the end of a prediction; without it predictions are only polled'),
  },
} as const satisfies Settings;

export type SettingName = keyof typeof SETTINGS;

/** Replicate's own API, unless a proxy is named. */
export const DEFAULT_BASE_URL = 'https://api.replicate.com/v1';
