import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { DropTarget } from '../import/DropTarget.js';
import { useDeletions } from '../files/pending-deletions.js';
import { FilePicker } from '../import/FilePicker.js';
import { importSession, useImport } from '../import/import-session.js';
import { Notice } from '../layout/Notice.js';
import { usePageTitle } from '../layout/use-page-title.js';
import { JobCard } from './JobCard.js';
import { MoreJobs } from './MoreJobs.js';
import { NoJobs } from './NoJobs.js';
import { useJobListChanges } from './use-job-list-changes.js';
import './jobs.css';

const PAGE_SIZE = 24;
/** The API's limit on one page. */
const MOST = 100;
/** How many the list has shown in this tab. */
const SHOWN_KEY = 'clip-chatbot.jobs-shown';

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

/** Loaded with the first file that is brought in. */
const ImportPanel = lazy(() => import('../import/ImportPanel.js'));

/** All videos of the viewer, newest first, and the way to bring in another. */
export function JobList() {
  const [first] = useState(firstPage);
  const { data, error, loading, refetch, fetchMore } = useQuery(JOB_LIST, {
    variables: { first },
    fetchPolicy: 'cache-and-network',
  });
  const list = useRef<HTMLUListElement>(null);
  const importing = useImportedJobs(() => void refetch());
  const shown = data?.jobs && {
    totalCount: data.jobs.totalCount,
    ids: data.jobs.edges.map(({ node }) => node.id),
  };
  useJobListChanges(shown ?? null, (count) => void refetch({ first: count }).catch(() => undefined));
  usePageTitle('Videos');
  const jobs = data?.jobs;
  const deleted = new Set(useDeletions().map(({ jobId }) => jobId));
  const edges = jobs?.edges.filter(({ node }) => !deleted.has(node.id));
  const total = jobs && edges ? jobs.totalCount - (jobs.edges.length - edges.length) : 0;
  useEffect(() => {
    if (jobs) sessionStorage.setItem(SHOWN_KEY, String(jobs.edges.length));
  }, [jobs]);

  return (
    <main className="page">
      <div className="page-head job-list-head">
        <h1>Your videos</h1>
        {total > 0 && <p className="muted">{countOf(total)}</p>}
        {!importing && edges?.length !== 0 && <FilePicker label="Import a video" />}
      </div>
      <DropTarget />
      {importing && (
        <Suspense fallback={null}>
          <ImportPanel />
        </Suspense>
      )}
      {error && <ListProblem error={error} outdated={jobs !== undefined} onRetry={() => void refetch()} />}
      {edges?.length === 0 && !importing && <NoJobs />}
      <ul className="job-grid" data-testid="job-list" ref={list} aria-busy={loading && !jobs}>
        {loading &&
          !jobs &&
          ['a', 'b', 'c'].map((key) => <li key={key} className="job-card-loading skeleton" />)}
        {edges?.map(({ node }) => (
          <li key={node.id}>
            <JobCard job={node} />
          </li>
        ))}
      </ul>
      {jobs && jobs.totalCount > PAGE_SIZE && (
        <MoreJobs
          shown={jobs.edges.length}
          total={jobs.totalCount}
          hasMore={jobs.pageInfo.hasNextPage}
          list={list}
          load={async () => void (await fetchMore({ variables: { after: jobs.pageInfo.endCursor } }))}
        />
      )}
    </main>
  );
}

/** As many as this tab has shown already, so that the list comes back as long as it was. */
function firstPage(): number {
  const shown = Number(sessionStorage.getItem(SHOWN_KEY) ?? 0);
  return Math.min(MOST, Math.max(PAGE_SIZE, shown));
}

/** Resumes an import from before a reload and reports when it has made a job. Returns whether one is running. */
function useImportedJobs(onImported: () => void): boolean {
  const { phase, jobId } = useImport();
  const latest = useRef(onImported);
  useEffect(() => void (latest.current = onImported));
  useEffect(() => importSession.takeUp(), []);
  useEffect(() => {
    if (jobId !== null) latest.current();
  }, [jobId]);
  return phase !== 'closed';
}

function ListProblem({ error, outdated, onRetry }: { error: Error; outdated: boolean; onRetry: () => void }) {
  const { sentence, detail } = problemOf(error);
  return (
    <div className="job-list-problem">
      <Notice tone={outdated ? 'warning' : 'error'} title={sentence} onRetry={onRetry}>
        {outdated ? 'The list may be out of date.' : detail}
      </Notice>
    </div>
  );
}

function countOf(total: number): string {
  return total === 1 ? '1 video' : `${total} videos`;
}
