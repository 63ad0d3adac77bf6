import fc from 'fast-check';
import { OperationTypeNode, parse, validate } from 'graphql';
import { Choices } from '../../../test/kit/documents/choices.js';
import { firstDifference, isValid, type ComparedExecutors } from '../../../test/kit/documents/compared.js';
import { generateDocument } from '../../../test/kit/documents/documents.js';
import { variedSchema } from '../../../test/kit/documents/varied-schema.js';
import { byEffort } from '../../../test/kit/effort.js';
import { optimizeSoon } from '../../../test/kit/jest/optimize-soon.js';
import { planningGateway } from './gateway.js';

optimizeSoon();

const DOCUMENTS = byEffort({ quick: 300, full: 10_000 });
const CHOICES = 400;
const LIMIT_MS = 300_000;

const schema = variedSchema();
let compared: ComparedExecutors;

const { stackTraceLimit } = Error;

beforeAll(async () => {
  // The resolvers throw a hundred thousand errors; reading the source maps for their stacks takes an eighth of the time.
  Error.stackTraceLimit = 0;
  const { executor } = await planningGateway(schema).load({} as never);
  compared = { schema, executor, newContext: () => ({ calls: [] }) };
});

afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

const documents = fc
  .uint16Array({ minLength: CHOICES, maxLength: CHOICES, size: 'max' })
  .map((numbers) =>
    generateDocument(schema, new Choices(numbers), {
      kinds: [OperationTypeNode.QUERY, OperationTypeNode.QUERY, OperationTypeNode.MUTATION],
      scalars: { Moment: ['2026-11-29', 5] },
      requests: 3,
      depth: 3,
    }),
  )
  .filter((document) => isValid(schema, document));

it('compares documents that no rule refuses', () => {
  const property = fc.property(documents, ({ text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
  fc.assert(property, { numRuns: byEffort({ quick: 30, full: 500 }) });
});

it(
  `answers ${DOCUMENTS} documents, each requested three times, as graphql-js does`,
  async () => {
    const property = fc.asyncProperty(documents, async (document) => {
      expect(await firstDifference(compared, document)).toBeNull();
    });
    await fc.assert(property, { numRuns: DOCUMENTS });
  },
  LIMIT_MS,
);

/** What graphql-jit 0.8.9 answered wrongly, from the second request on. */
it.each([
  [
    'a fragment that another one contains behind a condition',
    `query ($on: Boolean!) { person { ...Card @include(if: $on) ...Header } }
     fragment Header on Person { color ...Card } fragment Card on Person { id age }`,
  ],
  [
    'a fragment that is skipped in one place and spread in another',
    'query ($on: Boolean!) { person { ...F @skip(if: $on) ...F } } fragment F on Person { id }',
  ],
  [
    'a field that is skipped everywhere',
    'query ($on: Boolean!) { person { id best @skip(if: $on) { size } ... @skip(if: $on) { best { size } } } }',
  ],
])('answers %s', async (_, text) => {
  const variables = [{ on: true }, { on: false }, { on: true }, { on: false }];
  expect(await firstDifference(compared, { text, operationName: undefined, variables })).toBeNull();
});

it('answers null for a variable inside an object literal whose place must not be null', async () => {
  const text = 'query ($c: String = "a") { film(filter: { needed: $c }) { size } }';
  const variables = [{}, { c: null }, { c: 'b' }, { c: null }];
  expect(await firstDifference(compared, { text, operationName: undefined, variables })).toBeNull();
});
