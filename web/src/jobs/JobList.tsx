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
import { t } from '../languages/t.js';
import { JobCard } from './JobCard.js';
import { JobSearch, useSearch } from './JobSearch.js';
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
  query JobList($first: Int!, $after: String, $search: String) {
    jobs(first: $first, after: $after, search: $search) {
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
  const [search, setSearch] = useSearch();
  const { jobs, error, loading, reload, more } = useJobs(search);
  const importing = useImportedJobs(() => reload());
  const deleted = new Set(useDeletions().map(({ jobId }) => jobId));
  usePageTitle(t('jobs.title'));
  const list = useRef<HTMLUListElement>(null);
  const edges = jobs?.edges.filter(({ node }) => !deleted.has(node.id));
  const total = jobs && edges ? jobs.totalCount - (jobs.edges.length - edges.length) : 0;
  const isEmpty = edges?.length === 0;

  return (
    <main className="page">
      <div className="page-head job-list-head">
        <h1>{t('jobs.yours')}</h1>
        {edges && (total > 0 || search !== '') && (
          <p className="muted" role="status">
            {t(search === '' ? 'jobs.count' : 'jobs.found', { count: total })}
          </p>
        )}
        <p className="job-list-purpose">{t('jobs.purpose')}</p>
        <div className="job-list-actions">
          <JobSearch search={search} onSearch={setSearch} total={total} />
          {!importing && !(isEmpty && search === '') && <FilePicker label={t('jobs.import')} />}
        </div>
      </div>
      <DropTarget />
      {importing && (
        <Suspense fallback={null}>
          <ImportPanel />
        </Suspense>
      )}
      {error && <ListProblem error={error} outdated={jobs !== undefined} onRetry={() => reload()} />}
      {isEmpty && search === '' && !importing && <NoJobs />}
      {isEmpty && search !== '' && <p className="muted">{t('jobs.noneFound', { search })}</p>}
      <ul className="job-grid" data-testid="job-list" ref={list} aria-busy={loading}>
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
          load={more}
        />
      )}
    </main>
  );
}

/** The videos that are found, kept true; while the next ones are looked for, the last ones. */
function useJobs(search: string) {
  const [first] = useState(firstPage);
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(JOB_LIST, {
    variables: { first, search },
    fetchPolicy: 'cache-and-network',
    // What is read again, as after a sign-in, leaves the older videos that were read.
    refetchWritePolicy: 'merge',
  });
  const jobs = (data ?? previousData)?.jobs;
  const shown = jobs && { totalCount: jobs.totalCount, ids: jobs.edges.map(({ node }) => node.id) };
  const reload = (count = first) => void refetch({ first: count, search }).catch(() => undefined);
  useJobListChanges(data && shown ? shown : null, search, reload);
  useEffect(() => {
    if (jobs && search === '') sessionStorage.setItem(SHOWN_KEY, String(jobs.edges.length));
  }, [jobs, search]);
  const more = async () => void (await fetchMore({ variables: { after: jobs?.pageInfo.endCursor } }));
  return { jobs, error, loading: loading && !data, reload, more };
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
        {outdated ? t('jobs.outdated') : detail}
      </Notice>
    </div>
  );
}
