import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { createSchema } from '../../api/graphql/schema.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the public contract', () => {
  it('is served with every name, argument and nullability', async () => {
    const contract = buildSchema(read('../fixtures/contract.graphql'));
    const served = await createSchema();
    const breaking = findBreakingChanges(contract, served);
    expect(breaking.map(({ description }) => description)).toEqual([]);
    const dangerous = findDangerousChanges(contract, served);
    expect(dangerous.map(({ description }) => description)).toEqual([]);
  });

  it('is what schema.graphql in the repository says', async () => {
    const served = `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
    expect(read('../../schema.graphql')).toBe(served);
  });
});
