import { setImmediate } from 'node:timers/promises';
import {
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  responsePathAsArray,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';

/** Inside jest each look at the global `Math` takes 0.5 µs, and each letter of a resolver's call is hashed. */
const { imul } = Math;

/** Resolver calls in their order, with all that a resolver is told. */
export interface Calls {
  calls: string[];
}

/** What a value does when it is asked for. */
type Behavior = 'there' | 'promised' | 'late' | 'method' | 'null' | 'throws' | 'rejects' | 'error' | 'wrong';

const PLAIN: readonly Behavior[] = ['there', 'there', 'there', 'promised', 'late', 'method'];
const ODD: readonly Behavior[] = ['null', 'throws', 'rejects', 'error', 'wrong'];

/** Fields that only read a property of their source, as most of ours do. */
export const PROPERTIES = [
  'id',
  'name',
  'age',
  'since',
  'color',
  'title',
  'isLoud',
  'length',
  'tags',
  'best',
  'film',
  'ratings',
];

/** The part of a seed that decides the value; items and properties have small numbers. */
const VALUE = 1000;

/** A value of an object type. */
export interface Thing {
  __typename: string;
  seed: number;
}

/** The resolver of a field: it returns what its place in the response and its arguments decide. */
export function resolverOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>) {
  return (source: unknown, args: unknown, { calls }: Calls, info: GraphQLResolveInfo): unknown => {
    const place = responsePathAsArray(info.path).join('.');
    const given = JSON.stringify(args);
    const told = [info.parentType.name, field.name, info.returnType, given, info.fieldNodes.length];
    calls.push(`${place}: ${told.join(' ')} ${textOf(info.variableValues)}`);
    return behaving(
      schema,
      mixed(hash(`${place} ${given}`), (source as Thing | undefined)?.seed ?? 0),
      field.type,
    );
  };
}

function behaving(schema: GraphQLSchema, seed: number, type: GraphQLOutputType): unknown {
  const behavior = seed % 23 === 0 ? ODD[seed % ODD.length]! : PLAIN[seed % PLAIN.length]!;
  const value = (): unknown => valueOf(schema, mixed(seed, VALUE), type);
  switch (behavior) {
    case 'there':
    case 'method':
      return value();
    case 'promised':
      return Promise.resolve(value());
    case 'late':
      return late(value);
    case 'null':
      return seed % 2 === 0 ? null : undefined;
    case 'throws':
      throw new Error(`thrown ${seed}`);
    case 'rejects':
      return rejecting(new Error(`rejected ${seed}`));
    case 'error':
      return new Error(`returned ${seed}`);
    case 'wrong':
      return { wrong: seed };
  }
}

function valueOf(schema: GraphQLSchema, seed: number, type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return valueOf(schema, seed, type.ofType);
  if (isListType(type)) {
    const items = Array.from({ length: seed % 4 }, (_, index) =>
      item(schema, mixed(seed, index), type.ofType),
    );
    return seed % 7 === 0 ? new Set(items) : items;
  }
  if (isEnumType(type)) return type.getValues()[seed % 3]!.value;
  if (isScalarType(type)) return scalar(seed, type.name);
  const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  return new (sourceOf(schema, types[seed % types.length]!))(seed);
}

/** A promise of this realm: Node's own would not have the `then` that compared.ts replaces. */
async function late(value: () => unknown): Promise<unknown> {
  await setImmediate();
  return value();
}

function item(schema: GraphQLSchema, seed: number, type: GraphQLOutputType): unknown {
  try {
    return behaving(schema, seed, type);
  } catch (error) {
    return error;
  }
}

/** Handled, because an error of another item may keep graphql-js from looking at it. */
function rejecting(error: Error): Promise<never> {
  const promise = Promise.reject<never>(error);
  promise.catch(() => undefined);
  return promise;
}

function scalar(seed: number, name: string): unknown {
  const values: Record<string, unknown[]> = {
    Moment: [new Date(seed * 1000), new Date(0)],
    Int: [seed % 100, -seed, 2 ** 31, true, '7'],
    Float: [seed / 7, -0, seed, NaN, '1.5'],
    Boolean: [true, false, 1],
    ID: [`id ${seed}`, seed],
    String: [`text ${seed}`, '', seed, true],
  };
  const of = values[name]!;
  // Values that are converted, or do not fit, are rarer.
  return of[seed % 5 === 0 ? seed % of.length : 0];
}

const sources = new WeakMap<GraphQLObjectType, new (seed: number) => Thing>();

/** The class of an object type's values; its properties are read by graphql-js's default resolver. */
function sourceOf(schema: GraphQLSchema, type: GraphQLObjectType): new (seed: number) => Thing {
  const known = sources.get(type);
  if (known !== undefined) return known;
  class Source implements Thing {
    readonly __typename = type.name;
    constructor(readonly seed: number) {}
  }
  for (const [index, { name, type: of }] of Object.values(type.getFields()).entries()) {
    if (!PROPERTIES.includes(name)) continue;
    const get = function (this: Thing): unknown {
      return property(schema, mixed(this.seed, index), of);
    };
    Object.defineProperty(Source.prototype, name, { get });
  }
  sources.set(type, Source);
  return Source;
}

function property(schema: GraphQLSchema, seed: number, type: GraphQLOutputType): unknown {
  if (seed % 23 === 0 || PLAIN[seed % PLAIN.length] !== 'method') return behaving(schema, seed, type);
  return (_args: unknown, { calls }: Calls, info: GraphQLResolveInfo): unknown => {
    calls.push(`${responsePathAsArray(info.path).join('.')}: method`);
    return behaving(schema, seed, type);
  };
}

const texts = new WeakMap<object, string>();

/** The variables of a request are the same object for all resolvers. */
function textOf(variables: object): string {
  const text = texts.get(variables) ?? JSON.stringify(variables);
  texts.set(variables, text);
  return text;
}

function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index++) value = imul(value ^ text.charCodeAt(index), 16777619);
  return value >>> 1;
}

/** Another seed for each part of a value. */
function mixed(seed: number, part: number): number {
  let value = imul(seed ^ imul(part + 1, 0x9e3779b1), 0x85ebca6b);
  value = imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 1;
}
