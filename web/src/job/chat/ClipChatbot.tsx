import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { problemOf } from '../../errors/problem.js';
import { formatRange } from '../../format/time.js';
import { Notice } from '../../layout/Notice.js';
import { Thumbnail } from '../../layout/Thumbnail.js';
import type { ProgressState } from '../progress/progress-state.js';
import { ChatComposer } from './ChatComposer.js';
import { ChatMessages } from './ChatMessages.js';
import type { Exchange } from './exchanges.js';
import { Greeting } from './Greeting.js';
import { ExchangeMessages } from './ExchangeMessages.js';
import { Message, TypingIndicator } from './Message.js';
import { useClipConversation } from './use-clip-conversation.js';
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
  const conversation = useClipConversation(jobId, clipIndex, conversations);
  const { exchanges, waiting, loadingError } = conversation;

  return (
    <>
      <header className="chat-head">
        <Thumbnail url={clip.thumbnailUrl} />
        <h2>Clip {clipIndex + 1}</h2>
        <span className="muted">{formatRange(clip.timestampStart, clip.timestampEnd)}</span>
      </header>
      <ChatMessages signature={[...exchanges.map(stateOf), waiting].join()}>
        <Greeting clip={clip} />
        {loadingError && (
          <Notice tone="error" title={problemOf(loadingError).sentence} onRetry={conversation.reload}>
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
            onAskAgain={index === exchanges.length - 1 ? conversation.askAgain : null}
          />
        ))}
        {waiting !== null && (
          <>
            <Message from="user">{waiting}</Message>
            <TypingIndicator />
          </>
        )}
      </ChatMessages>
      <ChatComposer
        clipNumber={clipIndex + 1}
        waitingFor={blockedBy(busyClipIndex === clipIndex, waiting !== null)}
        onSend={conversation.ask}
      />
    </>
  );
}

/** Why nothing can be sent just now, if that is so. */
function blockedBy(changing: boolean, sending: boolean): string | null {
  if (changing) return 'Send your next wish when this change is done.';
  return sending ? 'Sending…' : null;
}

/** Changes whenever an exchange looks different enough to scroll to. */
function stateOf({ key, local, regeneration }: Exchange): string {
  return `${key}:${local?.stage.kind ?? ''}:${regeneration?.status ?? ''}`;
}
