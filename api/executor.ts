import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { withoutStack } from './errors.js';

/** Compiled operations that are kept; each costs some tens of kilobytes. */
const KEPT_OPERATIONS = 200;

/**
 * Executes operations by compiling each once (graphql-jit): a long list of clips then costs a loop over plain properties
 * in place of an interpreter's step per field (docs/decisions/0003).
 */
export function compilingGateway(schema: GraphQLSchema): GatewayInterface {
  const compiled = new LRUCache<string, CompiledQuery>({ max: KEPT_OPERATIONS });
  const executor: GatewayExecutor = async ({ document, operationName, queryHash, request, context }) => {
    const key = `${queryHash}:${operationName ?? ''}`;
    const operation = compiled.get(key) ?? compileQuery(schema, document, operationName ?? undefined);
    if (!isCompiledQuery(operation)) return withRealErrors(operation);
    compiled.set(key, operation);
    return withRealErrors(await operation.query(undefined, context, request.variables ?? {}));
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

/**
 * The compiler makes errors of its own class, which Apollo does not know. An error with a path comes from a resolver and
 * keeps its cause; one without a path means that the variables do not fit.
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
