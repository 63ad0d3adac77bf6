import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  DangerousChangeType,
  extendSchema,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
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
  const withPageInfo = extendSchema(contract, parse(read('../fixtures/contract-page-info.graphql')));
  const withHistory = extendSchema(contract, parse(read('../fixtures/contract-history.graphql')));
  const withChanges = extendSchema(withHistory, parse(read('../fixtures/contract-changes.graphql')));
  const withConversation = extendSchema(
    extendSchema(withChanges, parse(read('../fixtures/contract-page-info.graphql'))),
    parse(read('../fixtures/contract-conversation.graphql')),
  );
  const withFiles = extendSchema(contract, parse(read('../fixtures/contract-files.graphql')));
  const withSections = extendSchema(contract, parse(read('../fixtures/contract-sections.graphql')));

  it.each<[string, GraphQLSchema]>([
    ['as it was', contract],
    ['with jobChanged', withJobChanged],
    ["with all of Relay's PageInfo", withPageInfo],
    ['with downloads, renaming and deleting', withFiles],
    ['with versions, restore, undo and redo', withHistory],
    ['with changes of several clips', withChanges],
    ['with the parts of the song', withSections],
    ['with the conversation', withConversation],
  ])('%s is served with every name, argument and nullability', async (_which, contract) => {
    const served = await createSchema();
    const breaking = findBreakingChanges(contract, served);
    expect(breaking.map(({ description }) => description)).toEqual([]);
    // What a client need not send takes nothing from it.
    const dangerous = findDangerousChanges(contract, served).filter(
      ({ type }) =>
        type !== DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED &&
        type !== DangerousChangeType.OPTIONAL_ARG_ADDED,
    );
    expect(dangerous.map(({ description }) => description)).toEqual([]);
  });

  it('describes every type, field, argument and enum value, and says where its scalars are specified', async () => {
    const schema = await createSchema();
    expect(undescribed(schema)).toEqual([]);
    const own = Object.values(schema.getTypeMap()).filter(isScalarType);
    const unspecified = own.filter((one) => !isSpecifiedScalarType(one) && !one.specifiedByURL);
    expect(unspecified.map(({ name }) => name)).toEqual([]);
  });

  it('is what schema.graphql in the repository says', async () => {
    const served = `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
    expect(read('../../schema.graphql')).toBe(served);
  });
});

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** Descriptions that an integrator would miss, each by its path, such as `Job.clips(first:)`. */
function undescribed(schema: GraphQLSchema): string[] {
  const all: [string, { description?: string | null }][] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    const { name } = type;
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!ROOTS.includes(name)) all.push([name, type]);
    if (isEnumType(type)) for (const value of type.getValues()) all.push([`${name}.${value.name}`, value]);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        all.push([`${name}.${field.name}`, field]);
        for (const arg of field.args) all.push([`${name}.${field.name}(${arg.name}:)`, arg]);
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) all.push([`${name}.${field.name}`, field]);
  }
  expect(all.length).toBeGreaterThan(100);
  return all.filter(([, { description }]) => !description?.trim()).map(([path]) => path);
}
