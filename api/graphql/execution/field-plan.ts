import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';

/** One key of a response object, with all that does not depend on the values. */
export interface FieldPlan {
  /** The alias, or the name. */
  key: string;
  /** All nodes of the key: their sub-selections are merged. */
  nodes: readonly FieldNode[];
  field: GraphQLField<unknown, unknown>;
  parentType: GraphQLObjectType;
  isRequired: boolean;
  complete: Complete;
  /** Serializes a property that needs neither resolver nor arguments; null for all other fields. */
  leaf: Serialize | null;
  /** Sub-selections by the value's type, made when the first value of that type comes. */
  selections: Map<GraphQLObjectType, SelectionPlan>;
}

export interface SelectionPlan {
  fields: readonly FieldPlan[];
  /** A key of the response is `__proto__`, which a plain object takes for its prototype. */
  needsNoPrototype: boolean;
}

export type Variables = Record<string, unknown>;

/** The place of a value in the response. */
export type Path = GraphQLResolveInfo['path'];

/** Makes a part of the response from a resolved value; throws what is wrong with it. */
export type Complete = (
  execution: Completing,
  plan: FieldPlan,
  info: GraphQLResolveInfo,
  path: Path,
  value: unknown,
) => unknown;

/** The same for a scalar or enum, which is never null. */
export type Serialize = (value: unknown) => unknown;

/** What completing needs of the execution. */
export interface Completing {
  readonly schema: GraphQLSchema;
  readonly contextValue: unknown;
  /** The fields that are selected of a value of this type. */
  below(plan: FieldPlan, type: GraphQLObjectType): SelectionPlan;
  /** The response object for a value. */
  fields(selection: SelectionPlan, source: unknown, path: Path): unknown;
  /** Adds its place to an error; throws it if the value is required, else records it and returns null. */
  failed(error: unknown, plan: FieldPlan, isRequired: boolean, path: Path): null;
}
