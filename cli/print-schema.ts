import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../api/graphql/schema.js';

// Writes the schema that the server serves to a file: `npm run schema`.
const [, , file = 'schema.graphql'] = process.argv;
void createSchema().then((schema) => writeFile(file, `${printSchema(lexicographicSortSchema(schema))}\n`));
