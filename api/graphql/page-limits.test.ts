import { buildSchema, parse } from 'graphql';
import { EntryLimit } from './page-limits.js';

const schema = buildSchema(`
  type Query { page(first: Int = 20): Page! list(first: Int = 20): [Item!]! item: Item }
  type Page { edges: [Edge!]! items: [Item!]! totalCount: Int! }
  type Edge { node: Item! }
  type Item { id: ID! parts: [Item!]! list(first: Int = 20): [Item!]! page(first: Int = 20): Page! item: Item }
`);
const limit = new EntryLimit(schema);

/** The entries that a document asks for beside a list of 500, which is the limit. */
function entries(document: string, variables: Record<string, unknown> = {}): number {
  const full = Array.from({ length: 5 }, (_, index) => `full${index}: list(first: 100) { id }`).join(' ');
  const sentence = limit.rejection(parse(document.replace('{', `{ ${full} `)), null, variables)?.message;
  return sentence === undefined ? 0 : Number(/asks for (\d+)/.exec(sentence)![1]) - 500;
}

it.each<[what: string, document: string, entries: number]>([
  ['a single object', '{ item { id item { id } } }', 0],
  ['a list', '{ list(first: 7) { id } }', 7],
  ['a list by its default', '{ list { id } }', 20],
  ['a list that is null by name', '{ list(first: null) { id } }', 20],
  ['a page', '{ page(first: 7) { edges { node { id } } } }', 7],
  ['a page of which only the total is asked', '{ page(first: 7) { totalCount } }', 7],
  ['a page twice', '{ page(first: 7) { edges { node { id } } again: edges { node { id } } } }', 14],
  ['aliases', '{ a: list(first: 7) { id } b: list(first: 8) { id } }', 15],
  ['a list in each of a list', '{ list(first: 7) { list(first: 3) { id } } }', 7 + 21],
  ['a page in each of a page', '{ page(first: 7) { items { page(first: 3) { items { id } } } } }', 7 + 21],
  ['a list without first in each of a list', '{ list(first: 7) { parts { parts { id } } } }', 21],
  ['a list behind an object of each', '{ list(first: 7) { item { list(first: 2) { id } } } }', 7 + 14],
  ['inline fragments', '{ ... on Query { list(first: 7) { ... { list(first: 3) { id } } } } }', 28],
  ['a page that is larger than pages are', '{ list(first: 1000000) { id } }', 100],
  ['a page of less than nothing', '{ list(first: -5) { id } }', 0],
])('%s counts as its entries, times those around it', (_what, document, expected) => {
  expect(entries(document)).toBe(expected);
});

it('variables count with their values, else with their defaults, else with those of the argument', () => {
  const document = 'query ($a: Int = 3, $b: Int) { a: list(first: $a) { id } b: list(first: $b) { id } }';
  expect(entries(document, { a: 5, b: 6 })).toBe(11);
  expect(entries(document, { b: 6 })).toBe(9);
  expect(entries(document)).toBe(23);
  expect(entries(document, { a: null, b: null })).toBe(40);
  expect(entries(document, { a: 'many', b: {} })).toBe(40);
});

it('a fragment counts wherever it is spread, with the page around it', () => {
  const fragment = 'fragment F on Page { edges { node { parts { id } } } }';
  expect(entries(`{ a: page(first: 2) { ...F } b: page(first: 3) { ...F ...F } } ${fragment}`)).toBe(4 + 12);
});

it('fragments that spread each other twice are measured once each', () => {
  const fragments = Array.from(
    { length: 60 },
    (_, index) => `fragment F${index} on Item { a: item { ...F${index + 1} } b: item { ...F${index + 1} } }`,
  );
  const last = 'fragment F60 on Item { list(first: 1) { id } }';
  expect(entries(`{ item { ...F0 } } ${fragments.join(' ')} ${last}`)).toBeGreaterThan(2 ** 59);
});

it('of a document the named operation counts', () => {
  const document = parse('query A { item { id } } query B { list(first: 100) { list(first: 6) { id } } }');
  expect(limit.rejection(document, 'A', {})).toBeNull();
  expect(limit.rejection(document, 'B', null)).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(limit.rejection(document, 'C', {})).toBeNull();
});
