import { defineConfig } from 'prisma/config';

// `prisma generate` downloads its native schema engine where no file is named, and never runs it: any file will do.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate`, `validate` and `format` need no database.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
