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
 * The error that graphql-js throws instead of reporting it: SingleFieldSubscriptionsRule reads directives that may lack
 * their argument. Apollo would take it for an internal error. Null for all other documents.
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

/** Null for a syntax error, which Apollo reports well. */
function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, PARSE_LIMITS);
  } catch {
    return null;
  }
}
