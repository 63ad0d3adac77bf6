import { useState } from 'react';
import { Link } from 'react-router';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import { JobMenu } from '../files/JobMenu.js';
import { RenameField } from '../files/RenameField.js';
import { formatUsd } from '../format/money.js';
import { formatClock, formatDay } from '../format/time.js';
import { JobStatusPill } from '../layout/JobStatusPill.js';
import { Thumbnail } from '../layout/Thumbnail.js';

const FRAME_COUNT = 4;

const JOB_CARD = graphql(`
  fragment JobCard on Job {
    id
    title
    status
    videoUrl
    createdAt
    duration
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
  const { id, title, status, videoUrl, createdAt, duration, totalCost, clips } = readFragment(JOB_CARD, job);
  const [isRenaming, setRenaming] = useState(false);
  const card = (
    <>
      <div className="job-card-frames">
        {clips.length === 0 && <Thumbnail url={null} />}
        {clips.slice(0, FRAME_COUNT).map((clip) => (
          <Thumbnail key={clip.clipIndex} url={clip.thumbnailUrl} />
        ))}
        <span className="overlay-tag overlay-bottom-right">{formatClock(duration)}</span>
      </div>
      <div className="job-card-text">
        {isRenaming ? (
          <RenameField jobId={id} title={title} onEnd={() => setRenaming(false)} />
        ) : (
          <h2 dir="auto" title={title}>
            {title}
          </h2>
        )}
        <p className="job-card-facts">
          <JobStatusPill status={status} videoUrl={videoUrl} />
          {clips.length > 0 && <span>{clips.length === 1 ? '1 clip' : `${clips.length} clips`}</span>}
          <span>{formatUsd(totalCost)}</span>
          <time dateTime={createdAt}>{formatDay(createdAt)}</time>
        </p>
      </div>
    </>
  );
  return (
    <div className="job-card-place">
      {isRenaming ? (
        <div className="job-card card">{card}</div>
      ) : (
        <Link to={`/jobs/${id}`} className="job-card card" data-testid="job-card">
          {card}
        </Link>
      )}
      <JobMenu job={{ id, title, status }} hasVideo={Boolean(videoUrl)} onRename={() => setRenaming(true)} />
    </div>
  );
}
