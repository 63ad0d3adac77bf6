import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isNonNullType,
  Kind,
  SchemaMetaFieldDef,
  typeFromAST,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { completerOf } from './complete.js';
import type { FieldPlan, SelectionPlan, Variables } from './field-plan.js';
import { propertySerializer } from './leaf.js';

/**
 * An operation whose fields are collected once for all requests in which every condition of `@skip` and `@include` has
 * the same value: nothing else in a request decides which fields there are.
 */
export class OperationPlan {
  readonly fragments: Record<string, FragmentDefinitionNode>;

  private rootSelection: SelectionPlan | undefined;

  constructor(
    readonly schema: GraphQLSchema,
    document: DocumentNode,
    readonly operation: OperationDefinitionNode,
  ) {
    this.fragments = fragmentsOf(document);
  }

  /** Throws the GraphQLError of a condition that is null, here and below. */
  root(type: GraphQLObjectType, variables: Variables): SelectionPlan {
    return (this.rootSelection ??= this.collect(type, [this.operation.selectionSet], variables));
  }

  below(plan: FieldPlan, type: GraphQLObjectType, variables: Variables): SelectionPlan {
    const known = plan.selections.get(type);
    if (known !== undefined) return known;
    const sets = plan.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const collected = this.collect(type, sets, variables);
    plan.selections.set(type, collected);
    return collected;
  }

  private collect(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    variables: Variables,
  ): SelectionPlan {
    const nodesByKey = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.collectSet(type, set, variables, nodesByKey, visited);
    const fields = [...nodesByKey].flatMap(([key, nodes]) => this.fieldPlan(type, key, nodes) ?? []);
    return { fields, needsNoPrototype: nodesByKey.has('__proto__') };
  }

  private collectSet(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    variables: Variables,
    nodesByKey: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD && visited.has(node.name.value)) continue;
      if (!isIncluded(node, variables)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const nodes = nodesByKey.get(key);
        if (nodes === undefined) nodesByKey.set(key, [node]);
        else nodes.push(node);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) visited.add(node.name.value);
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.fragments[node.name.value];
      if (fragment !== undefined && this.applies(fragment, type))
        this.collectSet(type, fragment.selectionSet, variables, nodesByKey, visited);
    }
  }

  private applies(
    { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
    type: GraphQLObjectType,
  ): boolean {
    if (typeCondition === undefined) return true;
    const condition = typeFromAST(this.schema, typeCondition);
    return condition === type || (isAbstractType(condition) && this.schema.isSubType(condition, type));
  }

  private fieldPlan(parentType: GraphQLObjectType, key: string, nodes: FieldNode[]): FieldPlan | null {
    const field = this.definitionOf(parentType, nodes[0]!.name.value);
    if (field === undefined) return null;
    return {
      key,
      nodes,
      field,
      parentType,
      isRequired: isNonNullType(field.type),
      complete: completerOf(field.type),
      leaf: propertySerializer(field),
      selections: new Map(),
    };
  }

  private definitionOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  return fragments;
}

function isIncluded(node: SelectionNode, variables: Variables): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

/** The variables that conditions in the document read. */
export function conditionsOf({ definitions }: DocumentNode): string[] {
  const names = new Set<string>();
  for (const node of definitions) if ('selectionSet' in node) addConditions(node.selectionSet, names);
  return [...names];
}

function addConditions({ selections }: SelectionSetNode, names: Set<string>): void {
  for (const node of selections) {
    for (const { name, arguments: given = [] } of node.directives ?? []) {
      if (name.value !== GraphQLSkipDirective.name && name.value !== GraphQLIncludeDirective.name) continue;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    }
    if ('selectionSet' in node && node.selectionSet !== undefined) addConditions(node.selectionSet, names);
  }
}
