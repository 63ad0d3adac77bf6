import { setImmediate } from 'node:timers/promises';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import {
  execute,
  getOperationAST,
  NoUnusedVariablesRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
  VariablesInAllowedPositionRule,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { GeneratedDocument } from './documents.js';

/** A request that two executors answer differently. */
export interface Difference {
  text: string;
  variables: string;
  /** Counts from 1: requests with the same text. */
  request: number;
  expected: unknown;
  answered: unknown;
}

export interface ComparedExecutors {
  schema: GraphQLSchema;
  executor: GatewayExecutor | null;
  /** A context for one request; what it recorded is compared too, unless resolvers wait for a database. */
  newContext: () => object;
  /** Resolvers wait for a database, so which error comes first and makes all data null is open. */
  isTimed?: boolean;
}

/** More turns of the event loop than the deepest response takes. */
const SETTLING_TURNS = 12;

/** The rules that a generated document may break; to check all of them takes longer than to execute it. */
const BREAKABLE_RULES = [
  NoUnusedVariablesRule,
  VariablesInAllowedPositionRule,
  OverlappingFieldsCanBeMergedRule,
];

export function isValid(schema: GraphQLSchema, { text }: GeneratedDocument): boolean {
  return validate(schema, parse(text), BREAKABLE_RULES).length === 0;
}

/** The first request of a document that our executor answers otherwise than graphql-js; null if there is none. */
export async function firstDifference(
  { schema, executor, newContext, isTimed = false }: ComparedExecutors,
  { text, operationName, variables }: GeneratedDocument,
): Promise<Difference | null> {
  const document = parse(text);
  const operation = getOperationAST(document, operationName);
  for (const [index, variableValues] of variables.entries()) {
    const [theirs, ours] = [newContext(), newContext()];
    const right = await withHandledRejections(
      async () =>
        await shown(
          execute({ schema, document, operationName, variableValues, contextValue: theirs }),
          theirs,
          isTimed,
        ),
    );
    const request = { query: text, operationName, variables: variableValues };
    const asked = { document, operation, queryHash: text, request, context: ours };
    const given = await shown(executor!(asked as unknown as Parameters<GatewayExecutor>[0]), ours, isTimed);
    if (JSON.stringify(right) !== JSON.stringify(given))
      return {
        text,
        variables: JSON.stringify(variableValues),
        request: index + 1,
        expected: right,
        answered: given,
      };
  }
  return null;
}

async function shown(answer: unknown, context: object, isTimed: boolean): Promise<object> {
  const { data, errors } = (await answer) as ExecutionResult;
  // Fields beside an error may still be resolving.
  for (let turn = 0; turn < SETTLING_TURNS; turn++) await setImmediate();
  const places = errors?.map(({ message, path, locations }) => ({ message, path, locations }));
  if (!isTimed) return { data, errors: places, context };
  const sorted = places?.map((place) => JSON.stringify(place)).sort();
  return { data, errors: data === null ? places !== undefined : sorted };
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
