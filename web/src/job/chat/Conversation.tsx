import { useRef } from 'react';
import type { ReactNode } from 'react';
import { mayPass, problemOf } from '../../errors/problem.js';
import { Notice } from '../../layout/Notice.js';
import type { ResultActionsJob } from '../history/ResultActions.js';
import type { ProgressState } from '../progress/progress-state.js';
import type { Picks } from '../selection/use-selection.js';
import { ChatComposer } from './ChatComposer.js';
import type { LocalExchange } from './conversation/conversation.js';
import type { Exchange } from './conversation/exchanges.js';
import { useClipConversation } from './conversation/use-clip-conversation.js';
import type { Conversations } from './conversation/use-conversations.js';
import { ChatMessages } from './messages/ChatMessages.js';
import { ExchangeMessages } from './messages/ExchangeMessages.js';
import { Message, TypingIndicator } from './messages/Message.js';
import type { VideoBudget } from './offer/OfferCard.js';
import { Suggestions } from './Suggestions.js';
import { useDraft } from './use-draft.js';

/** What a conversation needs of the page. */
export interface ConversationInput {
  conversations: Conversations;
  progress: ProgressState | null;
  budget: VideoBudget;
  /** Whether a change of these clips that is confirmed now waits for its turn. */
  mustWait: (clips: readonly number[]) => boolean;
  job: ResultActionsJob;
  /** The model that makes the next clips. */
  videoModel: string | null;
  /** The regeneration of this video that is under way, if any. */
  active: { id: string; clips: readonly number[] } | null;
  picks: Picks;
  /** The conversation that was open before, whose text comes along. */
  draftBefore: string | null;
}

interface ConversationProps extends ConversationInput {
  jobId: string;
  /** The picked clips, in the order of the song. */
  clips: readonly number[];
  /** Over the field. */
  above?: ReactNode;
  /** Over the messages. */
  strip?: ReactNode;
  /** Why these clips cannot be changed together; null where they can. */
  hindrance?: string | null;
  greeting: ReactNode;
}

/** The field, the messages and the suggestions of the conversation about a clip, or about several. */
export function Conversation(props: ConversationProps) {
  const { jobId, clips, conversations, active, hindrance = null } = props;
  const busy = active?.clips.some((clip) => clips.includes(clip)) ?? false;
  const conversation = useClipConversation(jobId, clips, conversations, busy ? active!.id : null);
  const { exchanges, waiting } = conversation;
  const problem = conversation.loadingError ? problemOf(conversation.loadingError) : null;
  const subject = clips.length === 1 ? String(clips[0]) : 'several';
  const [draft, setDraft] = useDraft(jobId, subject, props.draftBefore);
  const field = useRef<HTMLTextAreaElement>(null);
  const waitingFor = hindrance ?? (waiting === null ? null : 'Sending…');

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
      {/* At the foot by its style; here, it is the next stop of Tab after the clips. */}
      <ChatComposer
        clips={clips}
        above={props.above}
        text={draft}
        onChange={setDraft}
        field={field}
        waitingFor={waitingFor}
        onSend={send}
      />
      {props.strip}
      <ChatMessages signature={[...exchanges.map(stateOf), waiting].join()}>
        {props.greeting}
        {problem && (
          <Notice
            tone="error"
            title={problem.sentence}
            onRetry={mayPass(problem) ? conversation.reload : undefined}
          >
            What was said before could not be loaded.
          </Notice>
        )}
        {exchanges.map((exchange, index) => (
          <ExchangeMessages
            key={exchange.key}
            exchange={exchange}
            progress={props.progress}
            budget={props.budget}
            isQueued={props.mustWait(exchange.clips)}
            job={props.job}
            videoModel={props.videoModel}
            last={index === exchanges.length - 1}
            onConfirm={thenWrite(conversations.confirm)}
            onDecline={thenWrite(conversations.decline)}
            onTakes={conversation.askForTakes}
            onAskAgain={conversation.askAgain}
            onReword={write}
            onLook={(clip) => props.picks.pick(clip, 'one')}
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
