// `npm run database:dump`: writes prisma/schema.sql, the database after all migrations.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRISMA_DIR, withMigratedDatabase } from '../kit/migrated-database.mjs';

await withMigratedDatabase(async (client) => {
  const { dumpSchema } = await import('../../prisma/dump/dump.ts');
  writeFileSync(join(PRISMA_DIR, 'schema.sql'), await dumpSchema(client));
});
