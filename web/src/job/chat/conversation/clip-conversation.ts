import { graphql } from '../../../generated/gql.js';

/** What the server knows of the conversation about a clip, newest first. */
export const CLIP_CONVERSATION = graphql(`
  query ClipConversation($jobId: ID!, $clipIndex: Int!) {
    regenerations(jobId: $jobId, clipIndex: $clipIndex, first: 20) {
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
    result {
      id
      versionNumber
    }
    templates {
      id
      label
    }
    conversation {
      role
      content
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
