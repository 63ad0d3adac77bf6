import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { Notice } from '../layout/Notice.js';
import { usePageTitle } from '../layout/use-page-title.js';
import { JobCard } from './JobCard.js';
import './jobs.css';

const PAGE_SIZE = 24;

const JOB_LIST = graphql(`
  query JobList($first: Int!, $after: String) {
    jobs(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          id
          ...JobCard
        }
      }
    }
  }
`);

/** All videos of the viewer, newest first. */
export function JobList() {
  const { data, error, loading, refetch, fetchMore } = useQuery(JOB_LIST, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  usePageTitle('Videos');
  const problem = error && !data ? problemOf(error) : null;

  return (
    <main className="page">
      <div className="page-head">
        <h1>Your videos</h1>
        {data && <p className="muted">{countOf(data.jobs.totalCount)}</p>}
      </div>
      {problem && (
        <Notice tone="error" title={problem.sentence} onRetry={() => void refetch()}>
          {problem.detail}
        </Notice>
      )}
      {data?.jobs.edges.length === 0 && <NoJobs />}
      <ul className="job-grid" data-testid="job-list" aria-busy={loading && !data}>
        {loading &&
          !data &&
          ['a', 'b', 'c'].map((key) => <li key={key} className="job-card-loading skeleton" />)}
        {data?.jobs.edges.map(({ node }) => (
          <li key={node.id}>
            <JobCard job={node} />
          </li>
        ))}
      </ul>
      {data?.jobs.pageInfo.hasNextPage && (
        <button
          type="button"
          className="button job-list-more"
          onClick={() => void fetchMore({ variables: { after: data.jobs.pageInfo.endCursor } })}
        >
          Show more
        </button>
      )}
    </main>
  );
}

function NoJobs() {
  return (
    <div className="empty card">
      <h2>No videos yet</h2>
      <p className="muted">
        Bring clips and a song with <code>npm run import -- FOLDER</code>, then come back here.
      </p>
    </div>
  );
}

function countOf(total: number): string {
  return total === 1 ? '1 video' : `${total} videos`;
}
