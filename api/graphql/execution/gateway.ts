import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import {
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { withoutStack } from '../errors.js';
import { Execution } from './execution.js';
import type { Variables } from './field-plan.js';
import { conditionsOf, OperationPlan } from './plan.js';

/** Plans that are kept; each costs some tens of kilobytes. */
const KEPT_PLANS = 200;

/** As many as graphql-js reports. */
const MAX_VARIABLE_ERRORS = 50;

/** Has Apollo execute operations by plans that are kept (docs/decisions/0014). */
export function planningGateway(schema: GraphQLSchema): GatewayInterface {
  const plans = new Plans(schema);
  const executor: GatewayExecutor = async ({ document, operation, queryHash, request, context }) => {
    const { operationName = null, variables = {} } = request;
    if (operation === undefined) return { errors: [noSuchOperation(operationName)] };
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) return { errors: [wantsSocket()] };
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: MAX_VARIABLE_ERRORS,
    });
    if (coerced === undefined) return { errors: errors.map(callersMistake) };
    const plan = plans.find(`${queryHash}:${operationName ?? ''}`, document, operation, coerced);
    return withCodes(await new Execution(plan, context, coerced).run());
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

class Plans {
  private readonly kept = new LRUCache<string, OperationPlan>({ max: KEPT_PLANS });
  private readonly conditions = new WeakMap<DocumentNode, string[]>();

  constructor(private readonly schema: GraphQLSchema) {}

  find(
    name: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
  ): OperationPlan {
    const values = this.conditionsOf(document).map((condition) => String(variables[condition]));
    const key = [name, ...values].join(' ');
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const plan = new OperationPlan(this.schema, document, operation);
    this.kept.set(key, plan);
    return plan;
  }

  private conditionsOf(document: DocumentNode): string[] {
    const known = this.conditions.get(document) ?? conditionsOf(document);
    this.conditions.set(document, known);
    return known;
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

/** An error without a path is none of a resolver: the variables do not fit the operation. */
function withCodes(result: ExecutionResult): ExecutionResult {
  if (result.errors?.some(({ path }) => path === undefined) !== true) return result;
  const errors = result.errors.map((error) =>
    error instanceof GraphQLError && error.path === undefined ? callersMistake(error) : error,
  );
  return { ...result, errors };
}

function callersMistake({ message, nodes }: GraphQLError): GraphQLError {
  return withoutStack(() => new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT' } }));
}
