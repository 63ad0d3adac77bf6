import {
  defaultFieldResolver,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isLeafType,
  isNonNullType,
  type GraphQLField,
  type GraphQLLeafType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Serialize } from './field-plan.js';

const LARGEST_INT = 2 ** 31 - 1;

/** Values that the specified scalars return as they are; every other value goes through their `serialize`. */
const PASSES = new Map<GraphQLLeafType, (value: unknown) => boolean>([
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, (value) => typeof value === 'number' && Number.isFinite(value)],
  [GraphQLInt, (value) => Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INT],
]);

export function serializerOf(type: GraphQLLeafType): Serialize {
  const passes = PASSES.get(type);
  const serialize = (value: unknown): unknown => {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) throw nothingSerialized(type, value, serialized);
    return serialized;
  };
  return passes === undefined ? serialize : (value) => (passes(value) ? value : serialize(value));
}

function nothingSerialized(type: GraphQLLeafType, value: unknown, serialized: unknown): Error {
  const call = `${inspect(type)}.serialize(${inspect(value)})`;
  return new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`);
}

/** The serializer of a field that only reads a property of its source; null for other fields. */
export function propertySerializer(field: GraphQLField<unknown, unknown>): Serialize | null {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  const isProperty = field.resolve === undefined || field.resolve === defaultFieldResolver;
  return isProperty && field.args.length === 0 && isLeafType(type) ? serializerOf(type) : null;
}
