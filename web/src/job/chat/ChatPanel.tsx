import { useEffect, useRef } from 'react';
import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import type { ProgressState } from '../progress/progress-state.js';
import { queueState } from '../queue/queue.js';
import { ClipChatbot } from './ClipChatbot.js';
import { useConversations } from './conversation/use-conversations.js';
import './chat.css';

const CHAT_PANEL = graphql(`
  fragment ChatPanel on Job {
    id
    status
    videoUrl
    versionNumber
    totalCost
    ...ResultActions
    ...JobQueue
    budget {
      limit
      remaining
    }
    activeRegeneration {
      id
      clipIndex
    }
    clips {
      jobId
      clipIndex
      ...ClipChatbot
    }
  }
`);

/** Narrow screens, as in job.css: picking a clip scrolls to the chat there. */
const CHAT_BELOW_CLIPS = '(width < 60rem)';

interface ChatPanelProps {
  job: FragmentType<typeof CHAT_PANEL>;
  clipIndex: number | null;
  progress: ProgressState | null;
}

/** The chat about the selected clip, or what to do first. */
export function ChatPanel({ job: jobRef, clipIndex, progress }: ChatPanelProps) {
  const job = readFragment(CHAT_PANEL, jobRef);
  const conversations = useConversations(job.id, queueState(job));
  const panel = useRef<HTMLElement>(null);
  const shown = useRef(clipIndex);
  const clip = job.clips.find((candidate) => candidate.clipIndex === clipIndex);
  const editable = job.status !== 'QUEUED' && job.status !== 'PROCESSING' && Boolean(job.videoUrl);

  useEffect(() => {
    if (shown.current === clipIndex) return;
    shown.current = clipIndex;
    if (matchMedia(CHAT_BELOW_CLIPS).matches) panel.current?.scrollIntoView();
  }, [clipIndex]);

  return (
    <section ref={panel} className="chat card" data-testid="chat" aria-label="Chat">
      {clip && editable ? (
        <ClipChatbot
          key={clip.clipIndex}
          clip={clip}
          conversations={conversations}
          progress={progress}
          budget={job.budget}
          job={job}
          stamp={`${job.versionNumber} ${job.totalCost}`}
          active={job.activeRegeneration ?? null}
        />
      ) : (
        <div className="chat-empty">
          <svg viewBox="0 0 64 48" aria-hidden="true">
            <rect x="2" y="2" width="60" height="34" rx="8" />
            <path d="M16 36v10l12-10M27 12.500v13L39 19Z" />
          </svg>
          {job.status === 'FAILED' && !job.videoUrl ? (
            <h2>There is nothing to change here</h2>
          ) : (
            <>
              <h2>Pick a clip</h2>
              <p className="muted">
                Then say what should change, like “make it nighttime”. You see what it does and costs before
                anything starts.
              </p>
            </>
          )}
        </div>
      )}
    </section>
  );
}
