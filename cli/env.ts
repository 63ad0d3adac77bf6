import { z } from 'zod';
import { s3Settings } from '../core/storage/s3/s3-settings.js';

/** The settings of `node dist/migrate.js`, with their meanings. */
export const MIGRATE_SETTINGS = {
  DATABASE_URL: z.string().optional().describe('The database to migrate'),
  DATABASE_DIRECT_URL: z
    .string()
    .optional()
    .describe('The database itself, where DATABASE_URL is a pooler in transaction mode'),
  RUNNER_DATABASE_URL: z
    .string()
    .optional()
    .describe('The same database with the role of the runners, which is made where it is missing'),
};

/** The settings of `npm run storage:copy`, with their meanings. */
export const COPY_STORAGE_SETTINGS = {
  DATA_DIR: z.string().default('./.data').describe('The server’s; its media are in storage/'),
  ...s3Settings,
};
