import { useState } from 'react';
import { useMutation } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import type { Problem } from '../../errors/problem.js';
import { problemOf } from '../../errors/problem.js';
import { randomUuid } from './conversation/random-uuid.js';
import { enterStarted } from './conversation/started-regeneration.js';

const RETRY_REGENERATION = graphql(`
  mutation RetryRegeneration($id: ID!, $idempotencyKey: String!) {
    retryRegeneration(id: $id, idempotencyKey: $idempotencyKey) {
      regenerationId
      regeneration {
        id
        ...StartedRegeneration
      }
    }
  }
`);

/** Starts a regeneration that failed or was canceled once more; one click, however often it is sent. */
export function useRetry(id: string): { retry: () => void; retrying: boolean; problem: Problem | null } {
  const [idempotencyKey] = useState(randomUuid);
  const [mutate, { loading, error }] = useMutation(RETRY_REGENERATION, {
    variables: { id, idempotencyKey },
    update: (cache, { data }) => data && enterStarted(cache, data.retryRegeneration.regeneration),
  });
  return {
    retry: () => void mutate().catch(() => undefined),
    retrying: loading,
    problem: error ? problemOf(error) : null,
  };
}
