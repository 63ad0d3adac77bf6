import type { FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

/**
 * A request that names an operation of its own document. For a moment after another tab was opened the editor still
 * names the operation of the last one, whose kind would also decide between HTTP and websocket.
 */
export function withOwnOperation(
  params: FetcherParams,
  options: FetcherOpts | undefined,
): [FetcherParams, FetcherOpts | undefined] {
  try {
    const documentAST = parse(params.query);
    const operations = documentAST.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const names = operations.map((operation) => ('name' in operation ? operation.name?.value : undefined));
    const operationName = names.includes(params.operationName ?? undefined) ? params.operationName : names[0];
    return [
      { ...params, operationName },
      { ...options, documentAST },
    ];
  } catch {
    // No GraphQL at all: the server says where.
    return [params, options];
  }
}
