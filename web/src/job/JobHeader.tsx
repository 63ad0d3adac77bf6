import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import { JobMenu } from '../files/JobMenu.js';
import { RenameField } from '../files/RenameField.js';
import { formatClock } from '../format/time.js';
import { JobStatusPill } from '../layout/JobStatusPill.js';
import { t } from '../languages/t.js';
import { RunningTotal } from './cost/RunningTotal.js';
import { HistoryDialog } from './history/HistoryDialog.js';
import { KeysDialog } from './keys/KeysDialog.js';
import { UndoRedo } from './history/UndoRedo.js';

const JOB_HEADER = graphql(`
  fragment JobHeader on Job {
    id
    title
    status
    videoUrl
    duration
    nextVideoModel
    versionNumber
    ...UndoRedo
    ...RunningTotal
  }
`);

/** Title, state and running total of a video. */
export function JobHeader({ job: jobRef }: { job: FragmentType<typeof JOB_HEADER> }) {
  const job = readFragment(JOB_HEADER, jobRef);
  const { id, title, status, videoUrl, duration, nextVideoModel, versionNumber } = job;
  const [isRenaming, setRenaming] = useState(false);
  const navigate = useNavigate();
  return (
    <div className="job-head">
      <Link to="/" className="job-head-back" aria-label={t('common.allVideos')}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M12.500 4 6.500 10l6 6" />
        </svg>
      </Link>
      <div className="job-head-title">
        {isRenaming ? (
          <RenameField jobId={id} title={title} onEnd={() => setRenaming(false)} />
        ) : (
          <h1 dir="auto" title={title}>
            {title}
          </h1>
        )}
        <JobStatusPill status={status} videoUrl={videoUrl} />
      </div>
      <div className="job-head-tools">
        {videoUrl && <UndoRedo job={job} />}
        {videoUrl && <HistoryDialog jobId={id} versionNumber={versionNumber} />}
        {videoUrl && <KeysDialog />}
        <JobMenu
          job={{ id, title, status }}
          hasVideo={Boolean(videoUrl)}
          onRename={() => setRenaming(true)}
          onDeleted={() => void navigate('/')}
        />
      </div>
      <dl className="job-head-facts">
        <div>
          <dt>{t('job.length')}</dt>
          <dd>{formatClock(duration)}</dd>
        </div>
        <div>
          <dt>{t('job.model')}</dt>
          <dd>{modelName(nextVideoModel ?? null)}</dd>
        </div>
        <div>
          <dt>{t('job.cost')}</dt>
          <dd>
            <RunningTotal job={job} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** The model that makes the next change, which need not be the one that made the video. */
function modelName(model: string | null): string {
  return model === 'local' ? t('job.builtIn') : (model ?? t('job.noModel'));
}
