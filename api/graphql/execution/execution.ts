import {
  defaultFieldResolver,
  getArgumentValues,
  GraphQLError,
  locatedError,
  OperationTypeNode,
  responsePathAsArray,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { CollectedErrors } from './collected-errors.js';
import { nullForRequired } from './complete.js';
import type { Completing, FieldPlan, Path, SelectionPlan, Variables } from './field-plan.js';
import type { OperationPlan } from './plan.js';
import { isPromise, promiseForObject, type PromiseOrValue } from './promises.js';

type ResponseObject = Record<string, unknown>;

/**
 * One request: walks the plan as graphql-js's `execute` walks the document, step by step, so that resolvers are called
 * alike and errors come in the same order.
 */
export class Execution implements Completing {
  readonly schema: GraphQLSchema;

  private readonly errors = new CollectedErrors();

  constructor(
    private readonly plan: OperationPlan,
    readonly contextValue: unknown,
    private readonly variables: Variables,
  ) {
    this.schema = plan.schema;
  }

  run(): PromiseOrValue<ExecutionResult> {
    try {
      const data = this.root();
      if (!isPromise(data)) return this.response(data);
      return data.then(
        (resolved) => this.response(resolved),
        (error: unknown) => this.rejected(error),
      );
    } catch (error) {
      return this.rejected(error);
    }
  }

  private root(): PromiseOrValue<ResponseObject> {
    const { operation } = this.plan;
    const type = this.schema.getRootType(operation.operation);
    if (type === undefined || type === null)
      throw new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`, {
        nodes: operation,
      });
    const selection = this.plan.root(type, this.variables);
    return operation.operation === OperationTypeNode.MUTATION
      ? this.oneAfterAnother(selection)
      : this.fields(selection, undefined, undefined);
  }

  private response(data: ResponseObject | null): ExecutionResult {
    const { errors } = this.errors;
    return errors.length === 0 ? { data } : { errors, data };
  }

  private rejected(error: unknown): ExecutionResult {
    this.errors.add(error as GraphQLError, undefined);
    return this.response(null);
  }

  below(plan: FieldPlan, type: GraphQLObjectType): SelectionPlan {
    return this.plan.below(plan, type, this.variables);
  }

  private oneAfterAnother(selection: SelectionPlan): PromiseOrValue<ResponseObject> {
    let results: PromiseOrValue<ResponseObject> = emptyFor(selection);
    for (const plan of selection.fields) {
      const add = (soFar: ResponseObject): PromiseOrValue<ResponseObject> => {
        const result = this.field(plan, undefined, undefined);
        const set = (value: unknown): ResponseObject => {
          soFar[plan.key] = value;
          return soFar;
        };
        return isPromise(result) ? result.then(set) : set(result);
      };
      results = isPromise(results) ? results.then(add) : add(results);
    }
    return results;
  }

  fields(selection: SelectionPlan, source: unknown, path: Path | undefined): PromiseOrValue<ResponseObject> {
    const results = emptyFor(selection);
    let containsPromise = false;
    try {
      for (const plan of selection.fields) {
        const result =
          plan.leaf === null ? this.field(plan, source, path) : this.property(plan, source, path);
        results[plan.key] = result;
        if (isPromise(result)) containsPromise = true;
      }
    } catch (error) {
      if (!containsPromise) throw error;
      // The promises of other fields may also reject.
      return promiseForObject(results, {}).finally(() => {
        throw error;
      });
    }
    return containsPromise ? promiseForObject(results, emptyFor(selection)) : results;
  }

  /** A leaf that is a property of its source: nearly all fields of a long list. */
  private property(plan: FieldPlan, source: unknown, parent: Path | undefined): unknown {
    try {
      const value = propertyOf(source, plan.field.name);
      // Read once: a getter may have started what its promise brings.
      if (typeof value === 'function' || (typeof value === 'object' && isPromise(value)))
        return this.field(plan, source, parent, (_source, args, context, info) =>
          typeof value === 'function' ? defaultFieldResolver(source, args, context, info) : value,
        );
      if (value instanceof Error) throw value;
      if (value !== null && value !== undefined) return plan.leaf!(value);
      if (plan.isRequired) throw nullForRequired(plan);
      return null;
    } catch (error) {
      return this.failed(error, plan, plan.isRequired, pathOf(plan, parent));
    }
  }

  private field(
    plan: FieldPlan,
    source: unknown,
    parent: Path | undefined,
    resolve: GraphQLFieldResolver<unknown, unknown> = plan.field.resolve ?? defaultFieldResolver,
  ): unknown {
    const path = pathOf(plan, parent);
    const info = this.infoOf(plan, path);
    try {
      const args = getArgumentValues(plan.field, plan.nodes[0]!, this.variables);
      const result: unknown = resolve(source, args, this.contextValue, info);
      const completed = isPromise(result)
        ? result.then((resolved) => plan.complete(this, plan, info, path, resolved))
        : plan.complete(this, plan, info, path, result);
      if (!isPromise(completed)) return completed;
      return completed.then(undefined, (error) => this.failed(error, plan, plan.isRequired, path));
    } catch (error) {
      return this.failed(error, plan, plan.isRequired, path);
    }
  }

  failed(error: unknown, plan: FieldPlan, isRequired: boolean, path: Path): null {
    const located = locatedError(error, plan.nodes, responsePathAsArray(path));
    if (isRequired) throw located;
    this.errors.add(located, path);
    return null;
  }

  private infoOf({ field, nodes, parentType }: FieldPlan, path: Path): GraphQLResolveInfo {
    return {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType,
      path,
      schema: this.schema,
      fragments: this.plan.fragments,
      rootValue: undefined,
      operation: this.plan.operation,
      variableValues: this.variables,
    };
  }
}

function emptyFor({ needsNoPrototype }: SelectionPlan): ResponseObject {
  return needsNoPrototype ? (Object.create(null) as ResponseObject) : {};
}

function pathOf({ key, parentType }: FieldPlan, prev: Path | undefined): Path {
  return { prev, key, typename: parentType.name };
}

/** As graphql-js's default resolver, without a call of what may be a method. */
function propertyOf(source: unknown, name: string): unknown {
  if ((typeof source !== 'object' || source === null) && typeof source !== 'function') return undefined;
  return (source as Record<string, unknown>)[name];
}
