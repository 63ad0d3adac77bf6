import fc, { type Arbitrary } from 'fast-check';
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { anyCharacter } from '../../kit/any-character.js';

/** A value as GraphQL writes it and as JSON does. */
export interface Value {
  literal: string;
  json: string;
}

const KIB = 1024;
const alike = (text: string): Value => ({ literal: text, json: text });
const ofString = (text: string): Value => alike(JSON.stringify(text));
const nestedLists = (depth: number): Value => alike(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

/** Names with a special meaning in JavaScript. */
export const TRAPS = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'then',
  'length',
];

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff x',
  '\ud83d\ude00',
  '\u202e\u200b\ufeff',
  '\r\n\t',
  "' OR 1=1 --",
  '"; x',
  '%00%s%n',
  '${7*7}{{7*7}}',
  '../../../x',
  'NaN',
  'Infinity',
  '-Infinity',
  'undefined',
  'null',
  '1e999',
  '0x10',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(1001),
  'é'.repeat(4 * KIB),
  '🌃'.repeat(2 * KIB),
  'brighter '.repeat(500),
];

const EXTREMES: Value[] = [
  ...TEXTS.map(ofString),
  ...['null', 'true', 'false', '0', '-1', '2147483647', '-2147483648', '2147483648', '-2147483649'].map(
    alike,
  ),
  ...['1.5', '-0.0', '1e308', '9007199254740993', '123456789012345678901234567890'].map(alike),
  ...['[]', '[null]', '[[]]'].map(alike),
  nestedLists(20),
  nestedLists(200),
  { literal: 'NaN', json: '"NaN"' },
  { literal: 'Infinity', json: '1e999' },
  { literal: '{}', json: '{}' },
  { literal: '"""block "" \\""" """', json: '{"a":{"b":[{}]}}' },
  { literal: '"\\u0000"', json: '"\\u0000"' },
  { literal: '"\\uD800"', json: '"\\ud800"' },
  { literal: '"\\u{110000}"', json: '"\\\\u"' },
  { literal: '01', json: '[1,"two",null]' },
  ...TRAPS.map((name) => ({ literal: `{${name}: 1}`, json: `{"${name}":{"polluted":true}}` })),
  ...TRAPS.map((name) => ({ literal: name, json: `"${name}"` })),
];

/** A value with this frequency, else null. */
export function rarely<T>(arbitrary: Arbitrary<T>, times: number): Arbitrary<T | null> {
  return fc.oneof({ weight: times, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

export function isRare(times: number): Arbitrary<boolean> {
  return rarely(fc.constant(true), times).map((drawn) => drawn === true);
}

/** Values that no type accepts, and values at the limits of each. */
export const extremeValue: Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...EXTREMES) },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter }).map(ofString) },
  { weight: 1, arbitrary: fc.integer().map((number) => alike(String(number))) },
  {
    weight: 1,
    arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => alike(String(number))),
  },
);

/** Values that fit a type; ids are the given ones, and unknown ones. */
export class FittingValues {
  private readonly id: Arbitrary<Value>;

  constructor(ids: readonly string[]) {
    this.id = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...ids).map(ofString) },
      { weight: 1, arbitrary: fc.uuid().map(ofString) },
      { weight: 1, arbitrary: fc.constantFrom(...ids).map((id) => ofString(id.toUpperCase())) },
    );
  }

  of(type: GraphQLInputType): Arbitrary<Value> {
    if (isNonNullType(type)) return this.of(type.ofType);
    if (isListType(type)) return this.list(this.of(type.ofType));
    if (isInputObjectType(type)) return this.object(type);
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => enumValue(name)));
    if (type.name === 'ID') return this.id;
    if (type.name === 'Int') return fc.integer({ min: -1, max: 30 }).map((number) => alike(String(number)));
    return fc
      .constantFrom('brighter', 'make it nighttime', 'warmer', 'darker', 'a bit more', 'x')
      .map(ofString);
  }

  private list(item: Arbitrary<Value>): Arbitrary<Value> {
    return fc.array(item, { maxLength: 3 }).map((items) => ({
      literal: `[${items.map(({ literal }) => literal).join(' ')}]`,
      json: `[${items.map(({ json }) => json).join(',')}]`,
    }));
  }

  /** Sometimes with a field too few, one too many, or one that does not fit. */
  private object(type: GraphQLInputObjectType): Arbitrary<Value> {
    const fields = Object.values(type.getFields()).map(({ name, type: fieldType }) =>
      fc
        .oneof({ weight: 12, arbitrary: this.of(fieldType) }, { weight: 1, arbitrary: extremeValue })
        .map((value): [string, Value] => [name, value]),
    );
    const trap = fc.tuple(fc.constantFrom(...TRAPS, 'more'), extremeValue);
    return fc
      .tuple(fc.tuple(...fields), rarely(fc.nat(fields.length), 6), rarely(trap, 12))
      .map(([all, left, more]) => {
        const chosen = all.filter((_, index) => index !== left);
        return objectOf(more === null ? chosen : [...chosen, more]);
      });
  }
}

function enumValue(name: string): Value {
  return { literal: name, json: `"${name}"` };
}

function objectOf(entries: [string, Value][]): Value {
  return {
    literal: `{${entries.map(([name, { literal }]) => `${name}: ${literal}`).join(', ')}}`,
    json: `{${entries.map(([name, { json }]) => `"${name}":${json}`).join(',')}}`,
  };
}
