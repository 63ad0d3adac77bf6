import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

// The CLI would download its native schema engine; ours answers in its place from the wasm build that npm has.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, 'scripts', 'prisma-schema-engine.mjs');
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `generate`, `validate` and `format` need no database.
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
