import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import {
  execute,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { withoutStack } from './errors.js';

/** Compiled operations that are kept; each costs some tens of kilobytes. */
const KEPT_OPERATIONS = 200;
/** Keys of operations that were seen once. */
const REMEMBERED_OPERATIONS = 2000;

/**
 * Compiles each operation with graphql-jit, so that a long list of clips is a loop over properties instead of an
 * interpreter's step per field (docs/decisions/0003). The first execution is interpreted: compiling pays off from the
 * second on, and a client that sends new texts all the time must not keep us compiling.
 */
export function compilingGateway(schema: GraphQLSchema): GatewayInterface {
  const operations = new CompiledOperations(schema);
  const executor: GatewayExecutor = async ({ document, operation, queryHash, request, context }) => {
    const { operationName = null } = request;
    if (operation === undefined) return { errors: [noSuchOperation(operationName)] };
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) return { errors: [wantsSocket()] };
    const variableValues = request.variables ?? {};
    const compiled = operations.find(`${queryHash}:${operationName ?? ''}`, document, operationName);
    const result =
      compiled === null
        ? await execute({ schema, document, operationName, variableValues, contextValue: context })
        : isCompiledQuery(compiled)
          ? await compiled.query(undefined, context, variableValues)
          : compiled;
    return withRealErrors(result);
  };
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: async () => undefined,
  };
}

class CompiledOperations {
  private readonly compiled = new LRUCache<string, CompiledQuery>({ max: KEPT_OPERATIONS });
  private readonly seen = new LRUCache<string, true>({ max: REMEMBERED_OPERATIONS });

  constructor(private readonly schema: GraphQLSchema) {}

  /** The compiled operation, or why it cannot be compiled; null on its first appearance. */
  find(
    key: string,
    document: DocumentNode,
    operationName: string | null,
  ): CompiledQuery | ExecutionResult | null {
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    if (!this.seen.has(key)) {
      this.seen.set(key, true);
      return null;
    }
    const made = compileQuery(this.schema, document, operationName ?? undefined);
    if (isCompiledQuery(made)) this.compiled.set(key, made);
    return made;
  }
}

function noSuchOperation(name: string | null): GraphQLError {
  const message =
    name === null
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name}".`;
  return withoutStack(() => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } }));
}

function wantsSocket(): GraphQLError {
  const message = 'Subscriptions are answered over a websocket at this address, not over HTTP.';
  return withoutStack(() => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } }));
}

/**
 * graphql-jit's errors have a class of their own, which Apollo does not recognize. An error with a path comes from a
 * resolver and keeps its cause; one without a path means that the variables do not fit.
 */
function withRealErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map(({ message, path, originalError }) =>
    withoutStack(() =>
      path === undefined
        ? new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
        : new GraphQLError(message, { path, originalError }),
    ),
  );
  return { ...result, errors };
}
