import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { ProgressState } from '../progress/progress-state.js';
import { queueState } from '../queue/queue.js';
import type { Picks } from '../selection/use-selection.js';
import { ClipChatbot } from './ClipChatbot.js';
import { clipsOf } from '../clips-of.js';
import { useConversations } from './conversation/use-conversations.js';
import { SeveralChatbot } from './several/SeveralChatbot.js';
import './chat.css';

const CHAT_PANEL = graphql(`
  fragment ChatPanel on Job {
    id
    status
    videoUrl
    versionNumber
    totalCost
    nextVideoModel
    ...ResultActions
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
    clips {
      jobId
      clipIndex
      duration
      ...ClipChatbot
      ...SeveralChatbot
    }
  }
`);

/** Narrow screens, as in job.css: picking a clip scrolls to the chat there. */
const CHAT_BELOW_CLIPS = '(width < 60rem)';

/** What the page may ask of the chat. */
export interface ChatHandle {
  /** Leads to the field. */
  write: () => void;
}

interface ChatPanelProps {
  ref: Ref<ChatHandle>;
  job: FragmentType<typeof CHAT_PANEL>;
  picks: Picks;
  progress: ProgressState | null;
}

/** The chat about the picked clips, or what to do first. */
export function ChatPanel({ ref, job: jobRef, picks, progress }: ChatPanelProps) {
  const job = readFragment(CHAT_PANEL, jobRef);
  const queue = queueState(job);
  const conversations = useConversations(job.id, queue.queuedIds);
  const panel = useRef<HTMLElement>(null);
  const [only, ...others] = job.clips.filter(({ clipIndex }) => picks.clips.includes(clipIndex));
  const subject = others.length > 0 ? 'several' : (only?.clipIndex.toString() ?? null);
  const before = useBefore(subject);
  const editable = job.status !== 'QUEUED' && job.status !== 'PROCESSING' && Boolean(job.videoUrl);
  useScrollToChat(panel, picks);
  useImperativeHandle(ref, () => ({
    write: () => {
      panel.current?.scrollIntoView({ block: matchMedia(CHAT_BELOW_CLIPS).matches ? 'start' : 'nearest' });
      panel.current?.querySelector('textarea')?.focus({ preventScroll: true });
    },
  }));

  const { activeRegeneration: active, budget, nextVideoModel, versionNumber, totalCost } = job;
  const shared = {
    ...{ conversations, progress, budget, job, picks, mustWait: queue.mustWait },
    videoModel: nextVideoModel ?? null,
    active: active ? { id: active.id, clips: clipsOf(active) } : null,
    draftBefore: before === 'several' || subject === 'several' ? before : null,
  };
  return (
    <section ref={panel} className="chat card" data-testid="chat" aria-label="Chat">
      {!only || !editable ? (
        <NothingPicked isFailed={job.status === 'FAILED' && !job.videoUrl} />
      ) : others.length > 0 ? (
        <SeveralChatbot {...shared} clips={[only, ...others]} />
      ) : (
        <ClipChatbot
          {...shared}
          key={only.clipIndex}
          clip={only}
          // A change that ended may have left versions, whatever it cost.
          stamp={`${versionNumber} ${totalCost} ${active?.id ?? ''}`}
        />
      )}
    </section>
  );
}

function NothingPicked({ isFailed }: { isFailed: boolean }) {
  return (
    <div className="chat-empty">
      <svg viewBox="0 0 64 48" aria-hidden="true">
        <rect x="2" y="2" width="60" height="34" rx="8" />
        <path d="M16 36v10l12-10M27 12.500v13L39 19Z" />
      </svg>
      {isFailed ? (
        <h2>There is nothing to change here</h2>
      ) : (
        <>
          <h2>Pick a clip</h2>
          <p className="muted">
            Or several. Then say what should change, like “make it nighttime”. You see what it does and costs
            before anything starts.
          </p>
        </>
      )}
    </div>
  );
}

/** On a narrow screen a clip that is picked leads to the chat; not while several are being picked. */
function useScrollToChat(panel: { current: HTMLElement | null }, { only, choosing }: Picks): void {
  const shown = useRef(only);
  useEffect(() => {
    if (shown.current === only) return;
    shown.current = only;
    if (only !== null && !choosing && matchMedia(CHAT_BELOW_CLIPS).matches) panel.current?.scrollIntoView();
  }, [panel, only, choosing]);
}

/** What it was before it last changed. */
function useBefore<T>(value: T): T | null {
  const [history, setHistory] = useState<{ now: T; before: T | null }>({ now: value, before: null });
  if (history.now === value) return history.before;
  setHistory({ now: value, before: history.now });
  return history.now;
}
