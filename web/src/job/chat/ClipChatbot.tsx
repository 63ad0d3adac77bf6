import { useQuery } from '@apollo/client/react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { problemOf } from '../../errors/problem.js';
import { formatRange } from '../../format/time.js';
import { Notice } from '../../layout/Notice.js';
import { Thumbnail } from '../../layout/Thumbnail.js';
import type { ProgressState } from '../progress/progress-state.js';
import { ChatComposer } from './ChatComposer.js';
import { ChatMessages } from './ChatMessages.js';
import { CLIP_CONVERSATION, CONVERSATION_REGENERATION } from './clip-conversation.js';
import { historyOf, mergeConversation } from './exchanges.js';
import type { Exchange } from './exchanges.js';
import { Greeting } from './Greeting.js';
import { ExchangeMessages } from './ExchangeMessages.js';
import type { Conversations } from './use-conversations.js';

const CLIP_CHATBOT = graphql(`
  fragment ClipChatbot on Clip {
    jobId
    clipIndex
    thumbnailUrl
    timestampStart
    timestampEnd
    ...Greeting
  }
`);

interface ClipChatbotProps {
  clip: FragmentType<typeof CLIP_CHATBOT>;
  conversations: Conversations;
  progress: ProgressState | null;
  /** The clip of this video that is being changed, if any. */
  busyClipIndex: number | null;
}

/** The conversation about one clip. */
export function ClipChatbot({ clip: clipRef, conversations, progress, busyClipIndex }: ClipChatbotProps) {
  const clip = readFragment(CLIP_CHATBOT, clipRef);
  const { jobId, clipIndex } = clip;
  const { data, error, loading, refetch } = useQuery(CLIP_CONVERSATION, {
    variables: { jobId, clipIndex },
    fetchPolicy: 'cache-and-network',
  });
  const oldestFirst = readFragment(CONVERSATION_REGENERATION, data?.regenerations ?? []).toReversed();
  const locals = conversations.exchanges.filter((exchange) => exchange.clipIndex === clipIndex);
  const exchanges = mergeConversation(oldestFirst, locals);
  const afterRegenerationId = oldestFirst.at(-1)?.id ?? null;

  const ask = (instruction: string) =>
    void conversations.ask({ clipIndex, instruction, history: historyOf(exchanges), afterRegenerationId });
  const askAgain = ({ local, instruction }: Exchange) =>
    local?.stage.kind === 'refused' ? void conversations.ask(local) : ask(instruction);

  return (
    <>
      <header className="chat-head">
        <Thumbnail url={clip.thumbnailUrl} />
        <h2>Clip {clipIndex + 1}</h2>
        <span className="muted">{formatRange(clip.timestampStart, clip.timestampEnd)}</span>
      </header>
      <ChatMessages signature={exchanges.map((exchange) => stateOf(exchange)).join()}>
        <Greeting clip={clip} />
        {error && !data && (
          <Notice tone="error" title={problemOf(error).sentence} onRetry={() => void refetch()}>
            What was said before about this clip could not be loaded.
          </Notice>
        )}
        {exchanges.map((exchange, index) => (
          <ExchangeMessages
            key={exchange.key}
            exchange={exchange}
            progress={progress}
            otherBusyClipIndex={busyClipIndex === clipIndex ? null : busyClipIndex}
            onConfirm={conversations.confirm}
            onDecline={conversations.decline}
            onAskAgain={index === exchanges.length - 1 ? askAgain : null}
          />
        ))}
      </ChatMessages>
      <ChatComposer
        clipNumber={clipIndex + 1}
        waitingFor={busyClipIndex === clipIndex ? 'Send your next wish when this change is done.' : null}
        loading={loading && !data}
        onSend={ask}
      />
    </>
  );
}

/** Changes whenever an exchange looks different enough to scroll to. */
function stateOf({ key, local, regeneration }: Exchange): string {
  return `${key}:${local?.stage.kind ?? ''}:${regeneration?.status ?? ''}`;
}
