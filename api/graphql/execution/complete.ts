import {
  defaultTypeResolver,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Complete, Completing, FieldPlan, Path } from './field-plan.js';
import { serializerOf } from './leaf.js';
import { isPromise } from './promises.js';

const completers = new WeakMap<GraphQLOutputType, Complete>();

/** The completer of a type, made once, so that no value has to ask what its type is. */
export function completerOf(type: GraphQLOutputType): Complete {
  const known = completers.get(type);
  if (known !== undefined) return known;
  const made = isNonNullType(type) ? required(completerOf(type.ofType)) : nullable(type);
  completers.set(type, made);
  return made;
}

function required(complete: Complete): Complete {
  return (execution, plan, info, path, value) => {
    const completed = complete(execution, plan, info, path, value);
    if (completed === null) throw nullForRequired(plan);
    return completed;
  };
}

export function nullForRequired({ parentType, field }: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
}

function nullable(type: GraphQLOutputType): Complete {
  const complete = completerOfValues(type);
  return (execution, plan, info, path, value) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? null : complete(execution, plan, info, path, value);
  };
}

function completerOfValues(type: GraphQLOutputType): Complete {
  if (isListType(type)) return list(type.ofType);
  if (isLeafType(type)) {
    const serialize = serializerOf(type);
    return (_execution, _plan, _info, _path, value) => serialize(value);
  }
  if (isAbstractType(type)) return abstract(type);
  const objectType = type as GraphQLObjectType;
  return (execution, plan, info, path, value) => object(execution, plan, objectType, info, path, value);
}

function list(itemType: GraphQLOutputType): Complete {
  const complete = completerOf(itemType);
  const isRequired = isNonNullType(itemType);
  return (execution, plan, info, path, value) => {
    if (!isIterable(value)) throw notIterable(plan);
    let containsPromise = false;
    const completed: unknown[] = [];
    for (const item of value) {
      const itemPath = { prev: path, key: completed.length, typename: undefined };
      try {
        const done = isPromise(item)
          ? item.then((resolved) => complete(execution, plan, info, itemPath, resolved))
          : complete(execution, plan, info, itemPath, item);
        if (isPromise(done)) containsPromise = true;
        completed.push(
          isPromise(done)
            ? done.then(undefined, (error) => execution.failed(error, plan, isRequired, itemPath))
            : done,
        );
      } catch (error) {
        // The list is null then, and nobody waits for its other items: a rejection would end the process.
        if (isRequired) void Promise.allSettled(completed);
        completed.push(execution.failed(error, plan, isRequired, itemPath));
      }
    }
    return containsPromise ? Promise.all(completed) : completed;
  };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function';
}

function notIterable({ parentType, field }: FieldPlan): GraphQLError {
  return new GraphQLError(
    `Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`,
  );
}

function abstract(type: GraphQLAbstractType): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (execution, plan, info, path, value) => {
    const complete = (name: unknown): unknown =>
      object(execution, plan, runtimeType(execution, plan, type, value, name), info, path, value);
    const name: unknown = resolveType(value, execution.contextValue, info, type);
    return isPromise(name) ? name.then(complete) : complete(name);
  };
}

/** The type that a resolver named for an abstract type's value; throws where that cannot be. */
function runtimeType(
  { schema }: Completing,
  { nodes, parentType, field }: FieldPlan,
  abstractType: GraphQLAbstractType,
  value: unknown,
  name: unknown,
): GraphQLObjectType {
  const of = `Abstract type "${abstractType.name}"`;
  const place = `field "${parentType.name}.${field.name}"`;
  if (name === null || name === undefined)
    throw new GraphQLError(
      `${of} must resolve to an Object type at runtime for ${place}. Either the "${abstractType.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  if (isObjectType(name))
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  if (typeof name !== 'string')
    throw new GraphQLError(
      `${of} must resolve to an Object type at runtime for ${place} with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  const type = schema.getType(name);
  if (type === undefined)
    throw new GraphQLError(`${of} was resolved to a type "${name}" that does not exist inside the schema.`, {
      nodes,
    });
  if (!isObjectType(type))
    throw new GraphQLError(`${of} was resolved to a non-object type "${name}".`, { nodes });
  if (!schema.isSubType(abstractType, type))
    throw new GraphQLError(
      `Runtime Object type "${type.name}" is not a possible type for "${abstractType.name}".`,
      { nodes },
    );
  return type;
}

function object(
  execution: Completing,
  plan: FieldPlan,
  type: GraphQLObjectType,
  info: GraphQLResolveInfo,
  path: Path,
  value: unknown,
): unknown {
  const selection = execution.below(plan, type);
  if (!type.isTypeOf) return execution.fields(selection, value, path);
  const complete = (isOfType: boolean): unknown => {
    if (!isOfType) throw wrongType(plan, type, value);
    return execution.fields(selection, value, path);
  };
  const isOfType = type.isTypeOf(value, execution.contextValue, info);
  return isPromise(isOfType) ? isOfType.then(complete) : complete(isOfType);
}

function wrongType({ nodes }: FieldPlan, type: GraphQLObjectType, value: unknown): GraphQLError {
  return new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes });
}
