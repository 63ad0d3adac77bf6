import type { ApolloClient } from '@apollo/client';
import { graphql, readFragment } from '../../generated/index.js';
import type { RestoredFragment } from '../../generated/graphql.js';
import { enterConversation } from '../chat/conversation/started-regeneration.js';

/** All that a restore changes of a video: its new address comes with the answer. */
graphql(`
  fragment RestoredJob on Job {
    id
    status
    errorMessage
    videoUrl
    previewVideoUrl
    versionNumber
    totalCost
    clips {
      jobId
      clipIndex
      versionNumber
      isRegenerated
      currentPrompt
      thumbnailUrl
      videoUrl
    }
    activeRegeneration {
      id
      ...ActiveRegeneration
      ...RestoreRun
    }
    ...UndoRedo
  }
`);

const RESTORED = graphql(`
  fragment Restored on RestorePayload {
    job {
      id
      ...RestoredJob
    }
    regeneration {
      id
      status
      result {
        id
        versionNumber
        summary
        changes {
          clipIndex
        }
      }
      ...StartedRegeneration
    }
  }
`);

const UNDO = graphql(`
  mutation Undo($input: UndoInput!) {
    restored: undo(input: $input) {
      ...Restored
    }
  }
`);

const REDO = graphql(`
  mutation Redo($input: UndoInput!) {
    restored: redo(input: $input) {
      ...Restored
    }
  }
`);

const RESTORE_CLIP_VERSION = graphql(`
  mutation RestoreClipVersion($input: RestoreClipVersionInput!) {
    restored: restoreClipVersion(input: $input) {
      ...Restored
    }
  }
`);

const RESTORE_VIDEO_VERSION = graphql(`
  mutation RestoreVideoVersion($input: RestoreVideoVersionInput!) {
    restored: restoreVideoVersion(input: $input) {
      ...Restored
    }
  }
`);

/** One click. Sent again it means the same, so it carries its key and what the user saw. */
export type RestoreRequest = { idempotencyKey: string; jobId: string; expectedVersion: number } & (
  | { way: 'undo' | 'redo' }
  | { way: 'clip'; clipIndex: number; versionNumber: number }
  | { way: 'video'; versionNumber: number }
);

/** Sends it, and enters its answer into the cached job and conversation. */
export async function sendRestore(client: ApolloClient, request: RestoreRequest): Promise<RestoredFragment> {
  const { data } = await mutate(client, request);
  if (!data) throw new Error('The restore came without data.');
  const restored = readFragment(RESTORED, data.restored);
  enterConversation(client.cache, restored.regeneration);
  return restored;
}

async function mutate(client: ApolloClient, { way, ...request }: RestoreRequest) {
  const { jobId, expectedVersion, idempotencyKey } = request;
  const input = { jobId, expectedVersion, idempotencyKey };
  switch (way) {
    case 'undo':
      return await client.mutate({ mutation: UNDO, variables: { input } });
    case 'redo':
      return await client.mutate({ mutation: REDO, variables: { input } });
    case 'clip': {
      const { clipIndex, versionNumber } = request as Extract<RestoreRequest, { way: 'clip' }>;
      const variables = { input: { ...input, clipIndex, versionNumber } };
      return await client.mutate({ mutation: RESTORE_CLIP_VERSION, variables });
    }
    case 'video': {
      const { versionNumber } = request as Extract<RestoreRequest, { way: 'video' }>;
      return await client.mutate({
        mutation: RESTORE_VIDEO_VERSION,
        variables: { input: { ...input, versionNumber } },
      });
    }
  }
}
