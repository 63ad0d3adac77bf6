import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { graphql } from '../generated/gql.js';
import { mayPass, problemOf } from '../errors/problem.js';
import type { Problem } from '../errors/problem.js';
import { Notice } from '../layout/Notice.js';
import { usePageTitle } from '../layout/use-page-title.js';
import { t } from '../languages/t.js';
import { JobEditor } from './JobEditor.js';
import { JobPageSkeleton } from './JobPageSkeleton.js';
import { useJobChanges } from './use-job-changes.js';

const JOB_PAGE = graphql(`
  query JobPage($id: ID!) {
    job(id: $id) {
      id
      ...JobEditor
    }
    # Distinguishes news from what the page has shown.
    regenerations(jobId: $id, first: 1) {
      id
      status
    }
  }
`);

const deleted = (): Problem => ({ code: 'NOT_FOUND', sentence: t('job.deleted'), detail: null });

/** The page of one video, at /jobs/:jobId. */
export function JobPage() {
  const { jobId = '' } = useParams();
  const { data, error, refetch } = useQuery(JOB_PAGE, {
    variables: { id: jobId },
    fetchPolicy: 'cache-and-network',
  });
  const isDeleted = useJobChanges(jobId, data !== undefined);
  const reload = async () => {
    // A failed reload leaves the page as it is; the next one may succeed.
    await refetch().catch(() => undefined);
  };

  if (isDeleted) return <NoVideo problem={deleted()} onRetry={() => undefined} />;
  if (data) return <JobEditor key={jobId} job={data.job} reload={reload} />;
  if (!error) return <JobPageSkeleton />;
  return <NoVideo problem={problemOf(error)} onRetry={() => void reload()} />;
}

function NoVideo({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  usePageTitle(t('job.noneTitle'));
  return (
    <main className="page page-message">
      <h1>{t('job.none')}</h1>
      <Notice tone="error" title={problem.sentence} onRetry={mayPass(problem) ? onRetry : undefined}>
        {problem.detail}
      </Notice>
      <Link className="button" to="/">
        {t('common.allVideos')}
      </Link>
    </main>
  );
}
