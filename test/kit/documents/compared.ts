import { setImmediate } from 'node:timers/promises';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import {
  execute,
  getNamedType,
  getOperationAST,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  parse,
  typeFromAST,
  TypeInfo,
  ValidationContext,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { GeneratedDocument } from './documents.js';

/** A request that two executors answer differently. */
export interface Difference {
  text: string;
  variables: string;
  /** Counts from 1: requests with the same text. */
  request: number;
  expected: string;
  answered: string;
}

export interface ComparedExecutors {
  schema: GraphQLSchema;
  executor: GatewayExecutor | null;
  /** A context for one request; what it recorded is compared too, unless resolvers wait for a database. */
  newContext: () => object;
  /** Resolvers wait for a database, so which error comes first and makes all data null is open. */
  isTimed?: boolean;
}

const documents = new WeakMap<GeneratedDocument, DocumentNode>();

function parsed(generated: GeneratedDocument): DocumentNode {
  const document = documents.get(generated) ?? parse(generated.text);
  documents.set(generated, document);
  return document;
}

/** More turns of the event loop than the deepest response takes. */
const SETTLING_TURNS = 12;

/**
 * Whether no two fields of one name conflict: the only rule that a generated document may break. To check all rules, or
 * to visit all nodes for this one, takes longer than to execute the document.
 */
export function isValid(schema: GraphQLSchema, generated: GeneratedDocument): boolean {
  const selections = new Selections(schema, parsed(generated));
  selections.check();
  return selections.conflicts === 0;
}

/** What the rule of conflicting fields needs of a validation, for one selection set after another. */
class Selections extends ValidationContext {
  conflicts = 0;

  private type: GraphQLCompositeType | undefined;

  private readonly rule = OverlappingFieldsCanBeMergedRule(this) as {
    SelectionSet(set: SelectionSetNode): void;
  };

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    super(schema, document, new TypeInfo(schema), () => this.conflicts++);
  }

  check(): void {
    for (const node of this.getDocument().definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION)
        this.checkSet(node.selectionSet, this.named(node.typeCondition));
      if (node.kind === Kind.OPERATION_DEFINITION)
        this.checkSet(node.selectionSet, this.getSchema().getRootType(node.operation)!);
    }
  }

  override getParentType(): GraphQLCompositeType | undefined {
    return this.type;
  }

  private checkSet(set: SelectionSetNode, type: GraphQLCompositeType): void {
    this.type = type;
    this.rule.SelectionSet(set);
    for (const node of set.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT)
        this.checkSet(
          node.selectionSet,
          node.typeCondition === undefined ? type : this.named(node.typeCondition),
        );
      if (node.kind === Kind.FIELD && node.selectionSet !== undefined) {
        const field = (type as GraphQLObjectType).getFields()[node.name.value]!;
        this.checkSet(node.selectionSet, getNamedType(field.type) as GraphQLCompositeType);
      }
    }
  }

  private named(node: NamedTypeNode): GraphQLCompositeType {
    return typeFromAST(this.getSchema(), node) as GraphQLCompositeType;
  }
}

/** The first request of a document that our executor answers otherwise than graphql-js; null if there is none. */
export async function firstDifference(
  { schema, executor, newContext, isTimed = false }: ComparedExecutors,
  generated: GeneratedDocument,
): Promise<Difference | null> {
  const { text, operationName, variables } = generated;
  const document = parsed(generated);
  const operation = getOperationAST(document, operationName);
  /** By the variables: graphql-js answers the same request alike, while ours may have kept something. */
  const expected = new Map<string, string>();
  for (const [index, variableValues] of variables.entries()) {
    const given = JSON.stringify(variableValues);
    const right = async (): Promise<string> => {
      const contextValue = newContext();
      const asked = { schema, document, operationName, variableValues, contextValue };
      return await withHandledRejections(async () => await shown(execute(asked), contextValue, isTimed));
    };
    const wanted = expected.get(given) ?? (await right());
    expected.set(given, wanted);
    const request = { query: text, operationName, variables: variableValues };
    const context = newContext();
    const asked = { document, operation, queryHash: text, request, context };
    const answer = executor!(asked as unknown as Parameters<GatewayExecutor>[0]);
    const answered = await shown(answer, context, isTimed);
    if (answered !== wanted)
      return { text, variables: given, request: index + 1, expected: wanted, answered };
  }
  return null;
}

async function shown(answer: unknown, context: object, isTimed: boolean): Promise<string> {
  const { data, errors } = (await answer) as ExecutionResult;
  const places = errors?.map(({ message, path, locations }) => ({ message, path, locations }));
  // Fields beside an error may still be resolving.
  if (errors !== undefined) for (let turn = 0; turn < SETTLING_TURNS; turn++) await setImmediate();
  if (!isTimed) return JSON.stringify({ data, errors: places, context });
  const sorted = places?.map((place) => JSON.stringify(place)).sort();
  return JSON.stringify({ data, errors: data === null ? places !== undefined : sorted });
}

/**
 * graphql-js forgets the promises of a list's other items when one throws, and Node ends a process for a rejection that
 * nobody handles. Ours must do without this.
 */
async function withHandledRejections<T>(run: () => Promise<T>): Promise<T> {
  const { prototype } = Promise;
  const original = Object.getOwnPropertyDescriptor(prototype, 'then')!;
  const then = original.value as (this: Promise<unknown>, ...handlers: unknown[]) => Promise<unknown>;
  const value = function (this: Promise<unknown>, ...handlers: unknown[]): Promise<unknown> {
    const derived = then.apply(this, handlers);
    void then.call(derived, undefined, () => undefined);
    return derived;
  };
  void Object.defineProperty(prototype, 'then', { ...original, value });
  try {
    return await run();
  } finally {
    void Object.defineProperty(prototype, 'then', original);
  }
}
