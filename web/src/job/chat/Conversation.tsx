import { useId, useRef } from 'react';
import type { ComponentProps } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { mayPass, problemOf } from '../../errors/problem.js';
import { Notice } from '../../layout/Notice.js';
import { clipsOf } from '../clips-of.js';
import type { ProgressState } from '../progress/progress-state.js';
import { queueState } from '../queue/queue.js';
import type { Picks } from '../selection/use-selection.js';
import { t } from '../../languages/t.js';
import { useAskFirst } from './ask-first.js';
import { ChatComposer } from './ChatComposer.js';
import { notArrived } from './conversation/outbox.js';
import { useConversation } from './conversation/use-conversation.js';
import type { ConversationEntry } from './conversation/use-conversation.js';
import { useOutbox } from './conversation/use-outbox.js';
import { ChatMessages } from './messages/ChatMessages.js';
import { EntryMessages } from './messages/EntryMessages.js';
import { Message } from './messages/Message.js';
import { OutgoingMessage } from './messages/OutgoingMessage.js';
import { offerIn, startsAtOnce } from './offer/offered.js';
import { useOffers } from './offer/use-offers.js';
import { useRenewals } from './offer/use-renewals.js';
import { ActiveLooks } from './picked/ActiveLooks.js';
import { PartButton, PartChoice } from './picked/PartChoice.js';
import { PickedChips } from './picked/PickedChips.js';
import { usePart } from './picked/use-part.js';
import { clipLengths } from './messages/SameFor.js';
import { Looks } from './looks/Looks.js';
import { SuggestionMessage } from './suggestions/SuggestionMessage.js';
import { useSuggestion } from './suggestions/use-suggestion.js';
import { useDraft } from './use-draft.js';

const CONVERSATION_JOB = graphql(`
  fragment ConversationJob on Job {
    id
    ...ResultActions
    ...SameFor
    ...JobQueue
    budget {
      limit
      remaining
    }
    activeRegeneration {
      id
      clipIndex
      changes {
        clipIndex
        status
        progress
      }
    }
  }
`);

interface ConversationProps {
  job: FragmentType<typeof CONVERSATION_JOB>;
  picks: Picks;
  progress: ProgressState | null;
  /** The model that makes the next clips. */
  videoModel: string | null;
  /** The clip that looks are shown on. */
  pictured: ComponentProps<typeof Looks>['clip'];
  /** The only picked clip; null where none or several are. */
  clip: { jobId: string; clipIndex: number; versionNumber: number } | null;
  /** Changes when that may have new versions. */
  stamp: string;
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void;
}

/** The contract's limit on the clips of one change. */
const MOST_CLIPS = 60;

/** What is said about a video: the field, the messages and what may be said next. */
export function Conversation({
  job: jobRef,
  picks,
  progress,
  videoModel,
  pictured,
  clip,
  stamp,
  onRestored,
}: ConversationProps) {
  const job = readFragment(CONVERSATION_JOB, jobRef);
  const active = job.activeRegeneration ?? null;
  const queue = queueState(job);
  const { entries, suggested, loaded, earlier, loadingError, reload } = useConversation(
    job.id,
    active?.id ?? null,
  );
  const offers = useOffers(onRestored);
  const [askFirst, setAskFirst] = useAskFirst();
  const outbox = useOutbox(job.id, ({ id, attachment }) => {
    if (attachment?.__typename !== 'Offer' || askFirst) return;
    const offer = offerIn(attachment);
    if (startsAtOnce(offer)) void offers.confirm(offer.id, id);
  });
  const said = entries.flatMap(({ message }) => message ?? []);
  const outgoing = notArrived(outbox.outgoing, outbox.sending, said);
  const open = openOffer(entries);
  useRenewals(active && { id: active.id, clips: clipsOf(active) }, open, offers);
  const [draft, setDraft] = useDraft(job.id);
  const [suggestion, answerSuggestion] = useSuggestion(suggested);
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = loadingError ? problemOf(loadingError) : null;
  const context = {
    ...{ offers, videoModel, budget: job.budget, mustWait: queue.mustWait },
    isQueued: (offerId: string) => queue.offerIds.includes(offerId),
  };

  const seconds = clip === null ? 0 : (clipLengths(job).get(clip.clipIndex) ?? 0);
  const partId = useId();
  const part = usePart(clip?.clipIndex ?? null, seconds);
  const send = (text: string, clips = picks.clips) => outbox.send(text, clips);
  const write = (text: string) => {
    setDraft(text);
    field.current?.focus();
  };
  /** Sends a ready wish at once, since asking is free; appends it if the user is already writing. */
  const pick = (wish: string) => {
    const written = draft.trim();
    if (written === '') send(part.problem === null ? part.takeFor(wish) : wish);
    else write(`${written}, ${wish.toLowerCase()}`);
    keepFocus(field.current);
  };
  const thenWrite = (act: () => void) => () => {
    keepFocus(field.current);
    act();
  };

  return (
    <>
      {/* At the foot by its style; here, it is the next stop of Tab after the clips. */}
      <ChatComposer
        clips={picks.clips}
        above={
          <div className="picked">
            <PickedChips picks={picks} />
            {clip && <PartButton part={part} id={partId} />}
            {clip && <ActiveLooks key={clip.clipIndex} clip={clip} stamp={stamp} onSay={send} />}
          </div>
        }
        text={draft}
        onChange={setDraft}
        field={field}
        hindrance={
          picks.clips.length > MOST_CLIPS
            ? t('chat.tooMany', { count: MOST_CLIPS })
            : part.problem && t('chat.noPart')
        }
        askFirst={askFirst}
        onAskFirst={setAskFirst}
        onSend={(text) => {
          setDraft('');
          send(part.takeFor(text));
        }}
        below={
          clip &&
          part.isOpen && <PartChoice id={partId} clipIndex={clip.clipIndex} seconds={seconds} part={part} />
        }
      />
      <ChatMessages signature={[...entries.map(signatureOf), ...outgoing.map(({ key }) => key)].join()}>
        {earlier && (
          <button type="button" className="button button-small message-action" onClick={earlier}>
            {t('chat.earlier')}
          </button>
        )}
        {problem && (
          <Notice tone="error" title={problem.sentence} onRetry={mayPass(problem) ? reload : undefined}>
            {t('chat.notLoaded')}
          </Notice>
        )}
        {loaded && !problem && !earlier && <Message from="assistant">{t('chat.hello')}</Message>}
        {entries.map((entry) => (
          <EntryMessages
            key={entry.key}
            entry={entry}
            entries={entries}
            context={context}
            isOvertaken={open?.messageId !== entry.key}
            askFirst={askFirst}
            job={job}
            progress={progress}
            picks={picks}
            onSend={send}
            onReword={write}
            thenWrite={thenWrite}
          />
        ))}
        {outgoing.map((one) => (
          <OutgoingMessage key={one.key} outgoing={one} outbox={outbox} onReword={write} />
        ))}
        {loaded && suggestion && outgoing.length === 0 && active === null && (
          <SuggestionMessage
            suggestion={suggestion}
            onDismiss={thenWrite(() => answerSuggestion(suggestion.id))}
            onAccept={thenWrite(() => {
              answerSuggestion(suggestion.id);
              send(suggestion.instruction, [suggestion.clipIndex]);
            })}
          />
        )}
      </ChatMessages>
      <Looks clip={pictured} onPick={pick} />
    </>
  );
}

/** The last offer, if it may still be accepted: what is asked for next overtakes it, as a yes in words does not mean it then. */
function openOffer(entries: readonly ConversationEntry[]) {
  const last = entries.findLast(({ message, regeneration }) => {
    const isOfferOrWork = message?.attachment?.__typename === 'Offer' || regeneration !== null;
    return message !== null && isOfferOrWork;
  });
  if (last?.message?.attachment?.__typename !== 'Offer') return null;
  const { id, clips, state } = offerIn(last.message.attachment);
  return state === 'OPEN' || state === 'EXPIRED' ? { messageId: last.key, offerId: id, clips } : null;
}

/** The pressed button is about to disappear, so keyboard users continue in the field. Touch users would only get a keyboard. */
function keepFocus(field: HTMLElement | null): void {
  if (document.activeElement?.matches(':focus-visible')) field?.focus();
}

/** Changes whenever an entry looks different enough to scroll to. */
function signatureOf({ key, message, regeneration }: ConversationEntry): string {
  const offer = message?.attachment?.__typename === 'Offer' ? offerIn(message.attachment) : null;
  return `${key}:${offer?.state ?? ''}:${regeneration?.status ?? ''}`;
}
