import {
  GraphQLError,
  parse,
  SingleFieldSubscriptionsRule,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { PARSE_LIMITS } from './limits.js';

/**
 * What graphql-js throws while it validates a document, in place of telling it: its rule of subscriptions reads the
 * directives, which may lack their argument. Apollo would take that for a failure of ours. Null for all others.
 */
export function thrownByValidation(schema: GraphQLSchema, query: unknown): GraphQLError | null {
  if (typeof query !== 'string' || !query.includes('subscription')) return null;
  const document = parsed(query);
  if (document === null) return null;
  try {
    validate(schema, document, [SingleFieldSubscriptionsRule]);
    return null;
  } catch (error) {
    return error instanceof GraphQLError ? error : null;
  }
}

/** Null for what is no document: that is told well. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, PARSE_LIMITS);
  } catch {
    return null;
  }
}
