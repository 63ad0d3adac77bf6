import { useEffect, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import type { JobCardFragment } from '../generated/graphql.js';
import { JobMenu } from '../files/JobMenu.js';
import { takeFocusBack } from '../files/pending-deletions.js';
import { RenameField } from '../files/RenameField.js';
import { formatUsd } from '../format/money.js';
import { formatClock, formatDay } from '../format/time.js';
import { JobStatusPill } from '../layout/JobStatusPill.js';
import { Thumbnail } from '../layout/Thumbnail.js';
import { t } from '../languages/t.js';

const FRAME_COUNT = 4;

const JOB_CARD = graphql(`
  fragment JobCard on Job {
    id
    title
    status
    videoUrl
    createdAt
    duration
    aspectRatio
    totalCost
    clips {
      jobId
      clipIndex
      thumbnailUrl
    }
  }
`);

/** A video in the list: its opening frames, state, length and cost. */
export function JobCard({ job }: { job: FragmentType<typeof JOB_CARD> }) {
  const card = readFragment(JOB_CARD, job);
  const { id, title, status, videoUrl } = card;
  const [isRenaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (takeFocusBack(id)) link.current?.focus();
  }, [id]);
  const contents = (
    <>
      <Frames job={card} />
      <div className="job-card-text">
        {isRenaming ? (
          <RenameField jobId={id} title={title} onEnd={() => setRenaming(false)} />
        ) : (
          <h2 dir="auto" title={title}>
            {title}
          </h2>
        )}
        <Facts job={card} />
      </div>
    </>
  );
  return (
    <div className="job-card-place">
      {isRenaming ? (
        <div className="job-card card">{contents}</div>
      ) : (
        <Link ref={link} to={`/jobs/${id}`} className="job-card card" data-testid="job-card">
          {contents}
        </Link>
      )}
      <JobMenu job={{ id, title, status }} hasVideo={Boolean(videoUrl)} onRename={() => setRenaming(true)} />
    </div>
  );
}

/** One large frame over the next ones; of a video that is not wide, whole frames side by side. */
function Frames({ job: { aspectRatio, clips, duration } }: { job: JobCardFragment }) {
  const [width, height] = aspectRatio.split(':').map(Number);
  const isWide = !(width! <= height!);
  const shape = isWide ? {} : { '--shape': `${width} / ${height}` };
  return (
    <div className={isWide ? 'job-card-frames' : 'job-card-film'} style={shape as CSSProperties}>
      {clips.length === 0 && <Thumbnail url={null} />}
      {clips.slice(0, FRAME_COUNT).map((clip) => (
        <Thumbnail key={clip.clipIndex} url={clip.thumbnailUrl} />
      ))}
      <span className="overlay-tag overlay-bottom-right">{formatClock(duration)}</span>
    </div>
  );
}

function Facts({ job: { status, videoUrl, clips, totalCost, createdAt } }: { job: JobCardFragment }) {
  return (
    <p className="job-card-facts">
      <JobStatusPill status={status} videoUrl={videoUrl} />
      {clips.length > 0 && <span>{t('common.clips', { count: clips.length })}</span>}
      <span>{formatUsd(totalCost)}</span>
      <time dateTime={createdAt}>{formatDay(createdAt)}</time>
    </p>
  );
}
