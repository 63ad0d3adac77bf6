import fc, { type Arbitrary } from 'fast-check';
import {
  getNamedType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLUnionType,
} from 'graphql';
import { extremeValue, FittingValues, isRare, rarely, TRAPS } from './values.js';

/** A client's request: a document and its variables. */
export interface Operation {
  query: string;
  /** JSON text: an object's keys may be names that JavaScript objects cannot have. */
  variables: string;
  operationName: string | null;
}

/** Writes a part of a document, and adds what it needs elsewhere through the writer. */
type Part = (writer: Writer) => string;

class Writer {
  readonly fragments: string[] = [];
  readonly definitions: string[] = [];
  readonly values: string[] = [];

  private counted = 0;

  count(): number {
    return this.counted++;
  }

  /** `json` null: named in the document, and not sent. */
  variable(type: string, json: string | null): string {
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}`);
    if (json !== null) this.values.push(`"${name}":${json}`);
    return `$${name}`;
  }

  fragment(type: string, isCyclic: boolean, selection: Part): string {
    const name = `F${this.fragments.length}`;
    const place = this.fragments.push('') - 1;
    const fields = selection(this);
    const itself = isCyclic ? ` ...${name}` : '';
    this.fragments[place] = `fragment ${name} on ${type} { ${fields}${itself} }`;
    return `...${name}`;
  }
}

const MAX_DEPTH = 8;
const DIRECTIVES = [
  '@include(if: true)',
  '@skip(if: true)',
  '@skip(if: "x")',
  '@include',
  '@include(if: true) @include(if: false)',
  '@deprecated',
  '@unknown(x: 1)',
];

/** Documents of a schema: most are valid or nearly so, and every kind of error occurs in some. */
export class Documents {
  private readonly fitting: FittingValues;
  private readonly selections = new Map<string, Arbitrary<Part>>();

  constructor(
    private readonly schema: GraphQLSchema,
    /** Ids of existing jobs and regenerations. */
    ids: readonly string[],
  ) {
    this.fitting = new FittingValues(ids);
  }

  /** `kinds`: kinds of operations; repeating one makes it more frequent. */
  operation(kinds: readonly ('query' | 'mutation' | 'subscription')[]): Arbitrary<Operation> {
    const roots = kinds.map((kind) => {
      const type = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[kind];
      const most = kind === 'query' ? 3 : 1;
      return this.selection(this.schema.getType(type) as GraphQLObjectType, MAX_DEPTH, most).map((part) => ({
        kind,
        part,
      }));
    });
    const name = rarely(fc.constantFrom('A', 'B', '__proto__', ''), 8);
    return fc
      .tuple(fc.oneof(...roots), isRare(12), name, this.extraVariable(), breakage)
      .map(([{ kind, part }, isTwice, operationName, more, broken]) => {
        const writer = new Writer();
        const selection = part(writer);
        const definitions = writer.definitions.length === 0 ? '' : `(${writer.definitions.join(', ')})`;
        const document = [
          `${kind} A${definitions} { ${selection} }`,
          ...(isTwice ? ['query B { viewer { id } }'] : []),
          ...writer.fragments,
        ].join('\n');
        return {
          query: broken(document),
          variables: `{${[...writer.values, ...more].join(',')}}`,
          operationName,
        };
      });
  }

  private extraVariable(): Arbitrary<string[]> {
    const extra = fc
      .tuple(fc.constantFrom('more', ...TRAPS), extremeValue)
      .map(([name, { json }]) => `"${name}":${json}`);
    return rarely(extra, 10).map((one) => (one === null ? [] : [one]));
  }

  private selection(type: GraphQLObjectType, depth: number, most = 4): Arbitrary<Part> {
    const key = `${type.name} ${depth}`;
    const known = this.selections.get(key);
    if (known !== undefined) return known;
    const fields = Object.values(type.getFields()).map((field) => this.field(field, depth));
    const odd = fc.constantFrom('__typename', 'noSuchField', '__schema { queryType { name } }', '...F9');
    const usual = { weight: 40, arbitrary: fc.oneof(...fields) };
    const oddPart = {
      weight: 1,
      arbitrary: odd.map(
        (text): Part =>
          () =>
            text,
      ),
    };
    const within = depth > 1 ? [{ weight: 5, arbitrary: this.fragment(type, depth - 1) }] : [];
    const parts = fc.array(fc.oneof(usual, oddPart, ...within), { minLength: 1, maxLength: most });
    const selection = parts.map(
      (all): Part =>
        (writer) =>
          all.map((part) => part(writer)).join(' '),
    );
    this.selections.set(key, selection);
    return selection;
  }

  private fragment(type: GraphQLObjectType, depth: number): Arbitrary<Part> {
    return fc
      .tuple(this.selection(type, depth), fc.nat(7), isRare(15), rarely(fc.constant('Query'), 12))
      .map(([selection, form, isCyclic, elsewhere]): Part => (writer) => {
        const on = elsewhere ?? type.name;
        if (form > 3) return `... on ${on} { ${selection(writer)} }`;
        return writer.fragment(on, isCyclic, selection);
      });
  }

  private ofUnion(union: GraphQLUnionType, depth: number): Arbitrary<Part> {
    if (depth < 1) return fc.constant(() => '__typename');
    return fc.constantFrom(...union.getTypes()).chain((member) =>
      this.selection(member, depth).map(
        (selection): Part =>
          (writer) =>
            `__typename ... on ${member.name} { ${selection(writer)} }`,
      ),
    );
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): Arbitrary<Part> {
    const type = getNamedType(field.type);
    const alias = rarely(fc.constantFrom('a', 'b', 'errors', 'data', ...TRAPS), 8);
    const directive = rarely(fc.constantFrom(...DIRECTIVES), 20);
    const below: Arbitrary<Part> = isUnionType(type)
      ? this.ofUnion(type, depth - 1)
      : isObjectType(type) && depth > 1
        ? this.selection(type, depth - 1)
        : fc.constant(() => '');
    return fc
      .tuple(alias, fc.tuple(...field.args.map((argument) => this.argument(argument))), directive, below)
      .map(([name, args, marked, selection]): Part => (writer) => {
        const given = args.map((part) => part(writer)).filter((text) => text !== '');
        const fields = selection(writer);
        return [
          nameIn(writer, field, name),
          given.length === 0 ? '' : `(${given.join(', ')})`,
          marked ?? '',
          fields === '' ? '' : `{ ${fields} }`,
        ].join(' ');
      });
  }

  private argument({ name, type }: GraphQLArgument): Arbitrary<Part> {
    const given = `${name}: `;
    const fits = this.fitting.of(type);
    const literal = (value: typeof fits): Arbitrary<Part> =>
      value.map(
        ({ literal: text }) =>
          () =>
            given + text,
      );
    const sent = (value: typeof fits): Arbitrary<Part> =>
      value.map(
        ({ json }) =>
          (writer) =>
            given + writer.variable(String(type), json),
      );
    // May be null though the argument may not: the default makes it valid, and only its value is wrong.
    const nullable = String(type).replace(/!$/, '');
    const nulled = fits.map(
      ({ literal: text }): Part =>
        (writer) =>
          given + writer.variable(`${nullable} = ${text}`, 'null'),
    );
    return fc.oneof(
      { weight: 1, arbitrary: nulled },
      { weight: 12, arbitrary: literal(fits) },
      { weight: 8, arbitrary: sent(fits) },
      { weight: 1, arbitrary: literal(extremeValue) },
      { weight: 2, arbitrary: sent(extremeValue) },
      { weight: 1, arbitrary: fc.constant<Part>((writer) => given + writer.variable(String(type), null)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Part>(
          () => `${given}$none`,
          () => '',
          () => `${name}`,
        ),
      },
    );
  }
}

/** Fields with arguments get unique aliases: under one name, different arguments would only conflict. */
function nameIn(
  writer: Writer,
  { name, args }: GraphQLField<unknown, unknown>,
  alias: string | null,
): string {
  if (alias !== null) return `${alias}: ${name}`;
  return args.length === 0 ? name : `a${writer.count()}: ${name}`;
}

const SNIPPETS = [
  '{',
  '}',
  '(',
  ')',
  '...',
  '$',
  '@',
  '"',
  '"""',
  '\u0000',
  '\ud800',
  '\ufeff',
  '#',
  '&',
  '\\',
  '\u{1f303}',
];

/** Most documents stay intact; others lose, gain or repeat something. */
const breakage: Arbitrary<(document: string) => string> = rarely(
  fc.tuple(fc.nat(3), fc.nat(4000), fc.nat(40), fc.constantFrom(...SNIPPETS)),
  10,
).map((broken) => (document) => {
  if (broken === null) return document;
  const [way, position, length, snippet] = broken;
  const at = position % (document.length + 1);
  const [before, after] = [document.slice(0, at), document.slice(at)];
  if (way === 0) return before + after.slice(length);
  if (way === 1) return before + snippet + after;
  if (way === 2) return before + after.slice(0, length).repeat(20) + after;
  return before;
});
