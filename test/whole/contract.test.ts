import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  extendSchema,
  findBreakingChanges,
  findDangerousChanges,
  lexicographicSortSchema,
  parse,
  printSchema,
  type GraphQLSchema,
} from 'graphql';
import { createSchema } from '../../api/graphql/schema.js';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the public contract', () => {
  const contract = buildSchema(read('../fixtures/contract.graphql'));
  const withJobChanged = extendSchema(contract, parse(read('../fixtures/contract-job-changed.graphql')));

  it.each<[string, GraphQLSchema]>([
    ['as it was', contract],
    ['with jobChanged', withJobChanged],
  ])('%s is served with every name, argument and nullability', async (_which, contract) => {
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
