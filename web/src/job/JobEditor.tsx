import { useRef, useState } from 'react';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import { Notice } from '../layout/Notice.js';
import { RenewMedia, useRenewal } from '../layout/renew-media.js';
import { usePageTitle } from '../layout/use-page-title.js';
import { ChatPanel } from './chat/ChatPanel.js';
import { useUnreadResults } from './chat/use-unread-results.js';
import { ClipSelector } from './clips/ClipSelector.js';
import { RestoreStatus } from './history/RestoreStatus.js';
import { useVideoHistory } from './history/use-video-history.js';
import { VideoHistoryContext } from './history/video-history.js';
import { JobHeader } from './JobHeader.js';
import { QueuePanel } from './queue/QueuePanel.js';
import { QueueContext, queueState } from './queue/queue.js';
import { useRegenerationProgress } from './progress/use-regeneration-progress.js';
import { useSelectedClip } from './use-selected-clip.js';
import { FinalVideo } from './video/FinalVideo.js';
import type { ChangedClip, Player } from './video/FinalVideo.js';
import './job.css';

const JOB_EDITOR = graphql(`
  fragment JobEditor on Job {
    id
    title
    status
    errorMessage
    videoUrl
    versionNumber
    activeRegeneration {
      id
      kind
      clipIndex
      instruction
      progress
      ...RestoreRun
      ...ActiveRegeneration
    }
    ...JobHeader
    ...FinalVideo
    ...ClipSelector
    ...ChatPanel
    ...JobQueue
  }
`);

interface JobEditorProps {
  job: FragmentType<typeof JOB_EDITOR>;
  reload: () => Promise<void>;
}

/** A video with its clips and the chat about the selected one; follows the regeneration that is under way. */
export function JobEditor({ job: jobRef, reload }: JobEditorProps) {
  const job = readFragment(JOB_EDITOR, jobRef);
  const active = job.activeRegeneration ?? null;
  const [changed, setChanged] = useState<ChangedClip | null>(null);
  const player = useRef<Player>(null);
  const history = useVideoHistory({ job, active, onRestored: setChanged });
  const [selectedIndex, select] = useSelectedClip(active?.clipIndex ?? null);
  const unread = useUnreadResults(selectedIndex);
  const progress = useRegenerationProgress(job.id, active, (last) => {
    if (last.outcome === 'completed') setChanged(last);
    // Who takes something back knows what comes.
    if (active?.kind === 'RESTORE') return history.sayEnded(last.outcome, active.instruction);
    if (last.outcome === 'completed' || last.outcome === 'failed') unread.add(last.clipIndex);
  });
  const live = progress?.regenerationId === active?.id ? progress : null;
  const selectAndShow = (clipIndex: number | null) => {
    select(clipIndex);
    if (clipIndex !== null) player.current?.showClip(clipIndex);
  };
  const renewMedia = useRenewal(reload);
  usePageTitle(job.title);

  return (
    <RenewMedia value={renewMedia}>
      <VideoHistoryContext value={history.value}>
        <main className="job-page">
          <JobHeader job={job} />
          <div className="job-main">
            {unfinishedNotice(job)}
            <FinalVideo
              ref={player}
              job={job}
              changed={changed}
              selectedIndex={selectedIndex}
              onSelect={select}
              compared={history.compared}
              onCompare={history.compare}
              onUnplayable={() => void reload()}
            />
            <ClipSelector
              job={job}
              selectedIndex={selectedIndex}
              onSelect={selectAndShow}
              unread={unread.clipIndexes}
              active={active && { clipIndex: active.clipIndex, progress: live?.percent ?? active.progress }}
            />
          </div>
          <div className="job-side">
            <QueueContext value={queueState(job).isBusy}>
              <ChatPanel job={job} clipIndex={selectedIndex} progress={progress} />
            </QueueContext>
            <QueuePanel job={job} />
          </div>
        </main>
        <RestoreStatus news={history.news} onClose={history.close} active={active} progress={progress} />
      </VideoHistoryContext>
    </RenewMedia>
  );
}

interface Shown {
  status: string;
  errorMessage?: string | null;
  videoUrl?: string | null;
}

function unfinishedNotice({ status, errorMessage, videoUrl }: Shown) {
  if (status === 'FAILED' && !videoUrl) {
    return <Notice tone="warning" title={errorMessage ?? 'This video could not be made.'} />;
  }
  if (status === 'FAILED') {
    return (
      <Notice tone="warning" title="The last change failed. Your video is unchanged.">
        {errorMessage}
      </Notice>
    );
  }
  if (status === 'QUEUED' || status === 'PROCESSING') {
    return (
      <Notice tone="info" title="This video is still being made. Its clips can be changed once it is done." />
    );
  }
  return null;
}
