import { useEffect, useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { ProgressState } from '../progress/progress-state.js';
import type { Picks } from '../selection/use-selection.js';
import { t } from '../../languages/t.js';
import { Conversation } from './Conversation.js';
import { ChatHead } from './picked/ChatHead.js';
import './chat.css';

const CHAT_PANEL = graphql(`
  fragment ChatPanel on Job {
    id
    status
    videoUrl
    versionNumber
    totalCost
    nextVideoModel
    ...ConversationJob
    activeRegeneration {
      id
    }
    clips {
      jobId
      clipIndex
      versionNumber
      ...ChatHead
      ...LooksClip
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
  /** An earlier version has come back. */
  onRestored: (changed: { clipIndex: number; regenerationId: string }) => void;
}

/** The conversation about the video, with the picked clips over it. */
export function ChatPanel({ ref, job: jobRef, picks, progress, onRestored }: ChatPanelProps) {
  const job = readFragment(CHAT_PANEL, jobRef);
  const panel = useRef<HTMLElement>(null);
  const picked = job.clips.filter(({ clipIndex }) => picks.clips.includes(clipIndex));
  const [only] = picked.length === 1 ? picked : [];
  const editable = job.status !== 'QUEUED' && job.status !== 'PROCESSING' && Boolean(job.videoUrl);
  useScrollToChat(panel, picks);
  useImperativeHandle(ref, () => ({
    write: () => {
      panel.current?.scrollIntoView({ block: matchMedia(CHAT_BELOW_CLIPS).matches ? 'start' : 'nearest' });
      panel.current?.querySelector('textarea')?.focus({ preventScroll: true });
    },
  }));
  // A change that ended may have left versions, whatever it cost.
  const stamp = `${job.versionNumber} ${job.totalCost} ${job.activeRegeneration?.id ?? ''}`;
  return (
    <section ref={panel} className="chat card" data-testid="chat" aria-label={t('chat.chat')}>
      {editable ? (
        <>
          <ChatHead clips={picked} />
          <Conversation
            job={job}
            picks={picks}
            progress={progress}
            videoModel={job.nextVideoModel ?? null}
            onRestored={onRestored}
            pictured={picked[0] ?? job.clips[0]}
            clip={only ?? null}
            stamp={stamp}
          />
        </>
      ) : (
        <NothingToChange isFailed={job.status === 'FAILED'} />
      )}
    </section>
  );
}

function NothingToChange({ isFailed }: { isFailed: boolean }) {
  return (
    <div className="chat-empty">
      <svg viewBox="0 0 64 48" aria-hidden="true">
        <rect x="2" y="2" width="60" height="34" rx="8" />
        <path d="M16 36v10l12-10M27 12.500v13L39 19Z" />
      </svg>
      <h2>{isFailed ? t('chat.nothing') : t('chat.soon')}</h2>
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
