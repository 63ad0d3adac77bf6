import { useMemo, useRef, useState } from 'react';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import { Notice } from '../layout/Notice.js';
import { RenewMedia, useRenewal } from '../layout/renew-media.js';
import { usePageTitle } from '../layout/use-page-title.js';
import { t } from '../languages/t.js';
import { ChatPanel } from './chat/ChatPanel.js';
import type { ChatHandle } from './chat/ChatPanel.js';
import { useUnreadResults } from './chat/use-unread-results.js';
import { ClipSelector } from './clips/ClipSelector.js';
import { useStoryboardHidden } from './clips/storyboard-hidden.js';
import { RestoreStatus } from './history/RestoreStatus.js';
import { ClipVersions } from './history/strip/ClipVersions.js';
import { usePageKeys } from './keys/use-page-keys.js';
import { useVideoHistory } from './history/use-video-history.js';
import { VideoHistoryContext } from './history/video-history.js';
import { clipsOf } from './clips-of.js';
import { JobHeader } from './JobHeader.js';
import { QueuePanel } from './queue/QueuePanel.js';
import { useClipsProgress } from './progress/use-clips-progress.js';
import { useRegenerationProgress } from './progress/use-regeneration-progress.js';
import { useSelection } from './selection/use-selection.js';
import { FinalVideo } from './video/FinalVideo.js';
import type { ChangedClip, Player } from './video/FinalVideo.js';
import { useStageView } from './video/use-stage-view.js';
import './job.css';

const JOB_EDITOR = graphql(`
  fragment JobEditor on Job {
    id
    title
    status
    errorMessage
    videoUrl
    versionNumber
    totalCost
    undoable {
      id
      versionNumber
    }
    clips {
      jobId
      clipIndex
      versionNumber
    }
    activeRegeneration {
      id
      kind
      clipIndex
      instruction
      progress
      changes {
        clipIndex
        status
        progress
      }
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

/** A video with its clips and the chat about the picked ones; follows the regeneration that is under way. */
export function JobEditor({ job: jobRef, reload }: JobEditorProps) {
  const job = readFragment(JOB_EDITOR, jobRef);
  const active = job.activeRegeneration ?? null;
  const [changed, setChanged] = useState<ChangedClip | null>(null);
  const player = useRef<Player>(null);
  const all = useMemo(() => job.clips.map(({ clipIndex }) => clipIndex), [job.clips]);
  const picks = useSelection(all, active ? clipsOf(active) : []);
  const view = useStageView(job, picks.only);
  const history = useVideoHistory({ job, active, view, onRestored: setChanged });
  const unread = useUnreadResults(picks.clips);
  const progress = useRegenerationProgress(job.id, active, (last) => {
    const first = active?.changes.find(({ status }) => status !== 'FAILED')?.clipIndex ?? last.clips[0];
    if (last.outcome === 'completed' && active?.kind !== 'TAKES' && first !== undefined)
      setChanged({ clipIndex: first, regenerationId: last.regenerationId });
    // Who takes something back knows what comes.
    if (active?.kind === 'RESTORE') return history.sayEnded(last.outcome, active.instruction);
    if (last.outcome === 'completed' || last.outcome === 'failed') unread.add(last.clips);
  });
  const live = progress?.regenerationId === active?.id ? progress : null;
  const clipsProgress = useClipsProgress(active, live);
  const [hidesStoryboard] = useStoryboardHidden();
  const chat = useRef<ChatHandle>(null);
  const renewMedia = useRenewal(reload);
  usePageTitle(job.title);
  const write = () => chat.current?.write();
  usePageKeys({ job, player, picks, view, onWrite: write });
  const picked = job.clips.find(({ clipIndex }) => clipIndex === picks.only) ?? null;
  // A change that ended may have left versions, whatever it cost.
  const stamp = `${job.versionNumber} ${job.totalCost} ${active?.id ?? ''}`;

  return (
    <RenewMedia value={renewMedia}>
      <VideoHistoryContext value={history.value}>
        <main className="job-page">
          <JobHeader job={job} />
          <div className={hidesStoryboard ? 'job-main without-storyboard' : 'job-main'}>
            {unfinishedNotice(job)}
            <FinalVideo
              ref={player}
              job={job}
              changed={changed}
              progress={clipsProgress}
              picks={picks}
              view={view}
              versions={job.videoUrl && <ClipVersions clip={picked} stamp={stamp} />}
              onUnplayable={() => void reload()}
            />
            <ClipSelector
              job={job}
              picks={picks}
              onShow={(clipIndex) => player.current?.showClip(clipIndex)}
              onSay={write}
              unread={unread.clipIndexes}
              progress={clipsProgress}
            />
          </div>
          <div className="job-side">
            <ChatPanel ref={chat} job={job} picks={picks} progress={progress} onRestored={setChanged} />
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
    return <Notice tone="warning" title={errorMessage ?? t('job.notMade')} />;
  }
  if (status === 'FAILED') {
    return (
      <Notice tone="warning" title={t('job.lastFailed')}>
        {errorMessage}
      </Notice>
    );
  }
  if (status === 'QUEUED' || status === 'PROCESSING') {
    return <Notice tone="info" title={t('job.beingMade')} />;
  }
  return null;
}
