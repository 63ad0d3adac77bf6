import { capitalized, clipsInWords } from '../../../format/clips.js';
import { isLastOfItsClips } from '../conversation/timeline.js';
import type { ConversationEntry } from '../conversation/use-conversation.js';
import type { ResultActionsJob } from '../../history/ResultActions.js';
import { clipsOf } from '../../clips-of.js';
import type { ProgressState } from '../../progress/progress-state.js';
import type { Picks } from '../../selection/use-selection.js';
import { OfferMessage } from '../offer/OfferMessage.js';
import type { OfferContext } from '../offer/OfferMessage.js';
import { offerIn, startsAtOnce } from '../offer/offered.js';
import { t } from '../../../languages/t.js';
import { Message } from './Message.js';
import type { SameForJob } from './SameFor.js';
import { RegenerationMessages } from './RegenerationMessages.js';
import { RestoreMessage } from './RestoreMessage.js';

interface EntryMessagesProps {
  entry: ConversationEntry;
  entries: readonly ConversationEntry[];
  context: OfferContext;
  isOvertaken: boolean;
  askFirst: boolean;
  job: ResultActionsJob & SameForJob;
  progress: ProgressState | null;
  picks: Picks;
  onSend: (text: string, clips?: readonly number[]) => void;
  onReword: (text: string) => void;
  thenWrite: (act: () => void) => () => void;
}

/** One thing that was said, with what can be done about it or what came of it. */
export function EntryMessages(props: EntryMessagesProps) {
  const { message, regeneration } = props.entry;
  if (message === null && regeneration.kind === 'RESTORE') return <Work {...props} />;
  if (message === null) {
    return (
      <>
        <Said clips={clipsOf(regeneration)}>{regeneration.instruction}</Said>
        <Work {...props} />
      </>
    );
  }
  if (message.role === 'USER') return <Said clips={message.clipIndexes}>{message.text}</Said>;
  return (
    <>
      <Message from="assistant" cost={message.cost}>
        {message.text}
      </Message>
      <Attached {...props} />
      <Work {...props} />
    </>
  );
}

/** What a person said; of several clips, about which. */
export function Said({ clips, children }: { clips: readonly number[]; children: string }) {
  return (
    <Message from="user" about={clips.length > 0 ? capitalized(clipsInWords(clips)) : undefined}>
      {children}
    </Message>
  );
}

function Attached({ entry: { message }, context, isOvertaken, ...props }: EntryMessagesProps) {
  const attachment = message?.attachment;
  if (attachment?.__typename === 'Choices') {
    return (
      <div className="message-looks" role="group" aria-label={t('chat.answers')}>
        {attachment.options.map(({ label, text }) => (
          <button
            key={text}
            type="button"
            className="button button-small"
            onClick={props.thenWrite(() => props.onSend(text))}
          >
            {label}
          </button>
        ))}
      </div>
    );
  }
  if (attachment?.__typename !== 'Offer') return null;
  const offer = offerIn(attachment);
  return (
    <OfferMessage
      context={context}
      messageId={message!.id}
      offer={offer}
      isOvertaken={isOvertaken}
      isStarting={
        !props.askFirst && startsAtOnce(offer) && context.offers.stateOf(offer.id).busy === 'starting'
      }
      thenWrite={props.thenWrite}
    />
  );
}

function Work({ entry, entries, progress, picks, ...props }: EntryMessagesProps) {
  const { regeneration } = entry;
  if (regeneration === null) return null;
  if (regeneration.kind === 'RESTORE') return <RestoreMessage regeneration={regeneration} />;
  const all = entries.flatMap((entry) => entry.regeneration ?? []);
  return (
    <RegenerationMessages
      regeneration={regeneration}
      progress={progress?.regenerationId === regeneration.id ? progress : null}
      job={props.job}
      last={isLastOfItsClips(regeneration, all)}
      isOvertaken={isOfferedSince(entry, entries)}
      onReword={props.onReword}
      onSend={props.onSend}
      onLook={(clip) => picks.pick(clip, 'one')}
    />
  );
}

/** Whether something else is offered for one of its clips by now. */
function isOfferedSince(entry: ConversationEntry, entries: readonly ConversationEntry[]): boolean {
  const clips = entry.regeneration ? clipsOf(entry.regeneration) : [];
  return entries.slice(entries.indexOf(entry) + 1).some(({ message }) => {
    if (message?.attachment?.__typename !== 'Offer') return false;
    return offerIn(message.attachment).clips.some((clip) => clips.includes(clip));
  });
}
