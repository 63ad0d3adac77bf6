// `npm run database:migration -- NAME`: writes a migration from the files in prisma/functions that differ from the
// database after all migrations, and the dump of the database after it.
import { PRISMA_DIR, withMigratedDatabase } from '../kit/migrated-database.mjs';
import { StepError } from '../kit/step.mjs';

const [name = ''] = process.argv.slice(3);
let file;
await withMigratedDatabase(async (client) => {
  const { writeMigration } = await import('../../prisma/dump/migration.ts');
  file = await writeMigration(client, PRISMA_DIR, name).catch((error) => {
    throw new StepError(error.message);
  });
});
if (file === null)
  console.log('The migrations hold every function as prisma/functions has it: nothing to do.');
else {
  await import('./database-dump.mjs');
  console.log(`Wrote ${file} and prisma/schema.sql. Say in its first line why.`);
}
