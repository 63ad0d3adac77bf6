import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { limitOperations, PARSE_LIMITS } from '../limits.js';
import { EntryLimit } from '../page-limits.js';
import { unconditionalSubscription } from './unconditional-subscription.js';

const KEPT_OPERATIONS = 200;

/** A client's operation, parsed and valid, or the errors in it. */
export type Operation = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Parses and validates each text once: after a restart thousands of clients send the same one. */
export class Operations {
  private readonly known = new LRUCache<string, Operation>({ max: KEPT_OPERATIONS });
  private readonly entries: EntryLimit;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: boolean,
  ) {
    this.entries = new EntryLimit(schema);
  }

  /** Arguments for graphql-ws to execute, or the errors to answer with. */
  arguments(
    query: string,
    operationName?: string | null,
    variableValues?: Record<string, unknown> | null,
  ): ExecutionArgs | readonly GraphQLError[] {
    const operation = this.known.get(query) ?? this.read(query);
    this.known.set(query, operation);
    if ('errors' in operation) return operation.errors;
    const rejection = this.entries.rejection(operation.document, operationName, variableValues);
    if (rejection !== null) return [callersMistake(rejection)];
    return { schema: this.schema, document: operation.document, operationName, variableValues };
  }

  private read(query: string): Operation {
    try {
      const document = parse(query, PARSE_LIMITS);
      const errors = validate(this.schema, document, this.rules());
      return errors.length === 0 ? { document } : { errors: errors.map(callersMistake) };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [callersMistake(error)] };
      throw error;
    }
  }

  private rules(): readonly ValidationRule[] {
    const rules = [...specifiedRules, limitOperations, unconditionalSubscription];
    return this.introspection ? rules : [...rules, NoSchemaIntrospectionCustomRule];
  }
}

/** The same answer as over HTTP. */
export function callersMistake({ message }: Error): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/**
 * The variables that shape each event of a subscription: all except those in the root field's arguments, which choose the
 * events.
 */
export function shapingVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
    Argument: (_node, _key, _parent, _path, ancestors) => (isRootField(ancestors) ? false : undefined),
  });
  return [...names].sort();
}

/** The ancestors of a root field's argument: document, definitions, operation, selection set, selections, field. */
function isRootField(ancestors: readonly unknown[]): boolean {
  const [, , operation, , , field, ...deeper] = ancestors as { kind?: string }[];
  return operation?.kind === Kind.OPERATION_DEFINITION && field?.kind === Kind.FIELD && deeper.length === 0;
}
