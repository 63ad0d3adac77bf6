import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../api/graphql/schema.js';

// Writes the schema that the server serves to a file: `npm run schema`.
const [, , file = 'schema.graphql'] = process.argv;
await writeFile(file, `${printSchema(lexicographicSortSchema(await createSchema()))}\n`);
