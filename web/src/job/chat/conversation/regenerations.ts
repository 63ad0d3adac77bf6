import { graphql } from '../../../generated/gql.js';

/** The changes of a video, newest first. */
export const JOB_REGENERATIONS = graphql(`
  query JobRegenerations($jobId: ID!, $first: Int!) {
    regenerations(jobId: $jobId, first: $first) {
      id
      ...ConversationRegeneration
    }
  }
`);

export const CONVERSATION_REGENERATION = graphql(`
  fragment ConversationRegeneration on Regeneration {
    id
    kind
    clipIndex
    status
    instruction
    progress
    estimatedTime
    lastSequence
    canRetry
    createdAt
    startedAt
    completedAt
    result {
      id
      versionNumber
      changes {
        clipIndex
      }
    }
    changes {
      clipIndex
      instruction
      action
      removed {
        id
      }
      range {
        from
        to
      }
      status
      progress
      error {
        code
        message
        retryable
      }
    }
    templates {
      id
      label
    }
    cost {
      total
      known
    }
    error {
      code
      message
      retryable
      charged
    }
  }
`);

export const regenerationsVariables = (jobId: string) => ({ jobId, first: 60 });
