import { useRef } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { mayPass, problemOf } from '../../errors/problem.js';
import { formatRange } from '../../format/time.js';
import { Notice } from '../../layout/Notice.js';
import { Thumbnail } from '../../layout/Thumbnail.js';
import { VersionStrip } from '../history/strip/VersionStrip.js';
import type { ResultActionsJob } from '../history/ResultActions.js';
import type { ProgressState } from '../progress/progress-state.js';
import { ChatComposer } from './ChatComposer.js';
import { ChatMessages } from './messages/ChatMessages.js';
import type { LocalExchange } from './conversation/conversation.js';
import type { Exchange } from './conversation/exchanges.js';
import { Greeting } from './messages/Greeting.js';
import { ExchangeMessages } from './messages/ExchangeMessages.js';
import { Message, TypingIndicator } from './messages/Message.js';
import type { VideoBudget } from './messages/QuoteCard.js';
import { Suggestions } from './Suggestions.js';
import { useClipConversation } from './conversation/use-clip-conversation.js';
import type { Conversations } from './conversation/use-conversations.js';
import { useDraft } from './use-draft.js';

const CLIP_CHATBOT = graphql(`
  fragment ClipChatbot on Clip {
    jobId
    clipIndex
    thumbnailUrl
    timestampStart
    timestampEnd
    versionNumber
    ...Greeting
  }
`);

interface ClipChatbotProps {
  clip: FragmentType<typeof CLIP_CHATBOT>;
  conversations: Conversations;
  progress: ProgressState | null;
  budget: VideoBudget;
  job: ResultActionsJob;
  /** Changes when the clip may have new versions. */
  stamp: string;
  /** The regeneration of this video that is under way, if any. */
  active: { id: string; clipIndex: number } | null;
}

/** The conversation about one clip. */
export function ClipChatbot(props: ClipChatbotProps) {
  const { clip: clipRef, conversations, progress, budget, active, job, stamp } = props;
  const clip = readFragment(CLIP_CHATBOT, clipRef);
  const { jobId, clipIndex } = clip;
  const busyHere = active?.clipIndex === clipIndex;
  const conversation = useClipConversation(jobId, clipIndex, conversations, busyHere ? active.id : null);
  const { exchanges, waiting } = conversation;
  const problem = conversation.loadingError ? problemOf(conversation.loadingError) : null;
  const [draft, setDraft] = useDraft(jobId, clipIndex);
  const field = useRef<HTMLTextAreaElement>(null);
  const waitingFor = waiting === null ? null : 'Sending…';

  const send = (instruction: string) => {
    setDraft('');
    conversation.ask(instruction);
  };
  const write = (text: string) => {
    setDraft(text);
    field.current?.focus();
  };
  /** Sends a suggestion at once, since asking is free; appends it if the user is already writing. */
  const pick = (suggestion: string) => {
    const written = draft.trim();
    if (written === '') send(suggestion);
    else write(`${written}, ${suggestion.toLowerCase()}`);
    keepFocus(field.current);
  };
  const thenWrite = (act: (exchange: LocalExchange) => unknown) => (exchange: LocalExchange) => {
    keepFocus(field.current);
    void act(exchange);
  };

  return (
    <>
      <header className="chat-head">
        <Thumbnail url={clip.thumbnailUrl} />
        <h2>Clip {clipIndex + 1}</h2>
        <span className="muted">{formatRange(clip.timestampStart, clip.timestampEnd)}</span>
      </header>
      {/* At the foot by its style; here, it is the next stop of Tab after the clips. */}
      <ChatComposer
        clipNumber={clipIndex + 1}
        text={draft}
        onChange={setDraft}
        field={field}
        waitingFor={waitingFor}
        onSend={send}
      />
      <VersionStrip clip={clip} stamp={stamp} />
      <ChatMessages signature={[...exchanges.map(stateOf), waiting].join()}>
        <Greeting clip={clip} />
        {problem && (
          <Notice
            tone="error"
            title={problem.sentence}
            onRetry={mayPass(problem) ? conversation.reload : undefined}
          >
            What was said before about this clip could not be loaded.
          </Notice>
        )}
        {exchanges.map((exchange, index) => (
          <ExchangeMessages
            key={exchange.key}
            exchange={exchange}
            progress={progress}
            budget={budget}
            job={job}
            last={index === exchanges.length - 1}
            onConfirm={thenWrite(conversations.confirm)}
            onDecline={thenWrite(conversations.decline)}
            onAskAgain={conversation.askAgain}
            onReword={write}
          />
        ))}
        {waiting !== null && (
          <>
            <Message from="user">{waiting}</Message>
            <TypingIndicator />
          </>
        )}
      </ChatMessages>
      {conversation.loaded && waitingFor === null && (
        <Suggestions openAtFirst={exchanges.length === 0} onPick={pick} />
      )}
    </>
  );
}

/** The pressed button is about to disappear, so keyboard users continue in the field. Touch users would only get a keyboard. */
function keepFocus(field: HTMLElement | null): void {
  if (document.activeElement?.matches(':focus-visible')) field?.focus();
}

/** Changes whenever an exchange looks different enough to scroll to. */
function stateOf({ key, local, regeneration }: Exchange): string {
  return `${key}:${local?.stage.kind ?? ''}:${regeneration?.status ?? ''}`;
}
