import { Link } from 'react-router';
import { graphql, readFragment } from '../generated/index.js';
import type { FragmentType } from '../generated/index.js';
import { formatUsd } from '../format/money.js';
import { formatClock } from '../format/time.js';
import { JobStatusPill } from '../layout/JobStatusPill.js';

const JOB_HEADER = graphql(`
  fragment JobHeader on Job {
    id
    title
    status
    videoUrl
    duration
    videoModel
    totalCost
    budget {
      limit
    }
  }
`);

/** Title, state and running total of a video. */
export function JobHeader({ job }: { job: FragmentType<typeof JOB_HEADER> }) {
  const { title, status, videoUrl, duration, videoModel, totalCost, budget } = readFragment(JOB_HEADER, job);
  return (
    <div className="job-head">
      <Link to="/" className="job-head-back" aria-label="All videos">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M12.500 4 6.500 10l6 6" />
        </svg>
      </Link>
      <div className="job-head-title">
        <h1 dir="auto" title={title}>
          {title}
        </h1>
        <JobStatusPill status={status} videoUrl={videoUrl} />
      </div>
      <dl className="job-head-facts">
        <div>
          <dt>Length</dt>
          <dd>{formatClock(duration)}</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>{videoModel}</dd>
        </div>
        <div>
          <dt>Cost so far</dt>
          <dd data-testid="total-cost" title={`Budget ${formatUsd(budget.limit)}`}>
            {formatUsd(totalCost)}
          </dd>
        </div>
      </dl>
    </div>
  );
}
