import { graphql } from '../../../generated/gql.js';

/** What the server knows of the conversation about a clip, or about several of the video, newest first. */
export const CLIP_CONVERSATION = graphql(`
  query ClipConversation($jobId: ID!, $clipIndex: Int, $first: Int!) {
    regenerations(jobId: $jobId, clipIndex: $clipIndex, first: $first) {
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

/** Those about several clips are fewer than all. */
const READ = { ofClip: 20, ofSeveral: 60 } as const;

/** @param clips the picked ones; several have one conversation in each video */
export function conversationVariables(jobId: string, clips: readonly number[]) {
  const [clipIndex] = clips;
  return clips.length === 1
    ? { jobId, clipIndex, first: READ.ofClip }
    : { jobId, clipIndex: null, first: READ.ofSeveral };
}
