import type { ApolloServerPlugin } from '@apollo/server';
import type { ApiContext } from './context.js';

/** Names nothing else, as clients from before "GraphQL over HTTP" do. */
const ONLY_JSON = /^\s*application\/json\s*(;[^,]*)?$/i;

/**
 * Answers a document or variables that are wrong with 200 where the client takes only application/json: such clients read
 * no errors from a 4xx ("GraphQL over HTTP", 6.4.1). All others get the 400 of the answer's code.
 */
export const legacyStatus: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response: { http } }) {
        if (http.status === 400 && ONLY_JSON.test(request.http?.headers.get('accept') ?? ''))
          http.status = 200;
      },
    };
  },
};
