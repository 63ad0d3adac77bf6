import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { Notice } from '../layout/Notice.js';
import { JobEditor } from './JobEditor.js';
import { JobPageSkeleton } from './JobPageSkeleton.js';

const JOB_PAGE = graphql(`
  query JobPage($id: ID!) {
    job(id: $id) {
      id
      ...JobEditor
    }
  }
`);

/** The page of one video, at /jobs/:jobId. */
export function JobPage() {
  const { jobId = '' } = useParams();
  const { data, error, refetch } = useQuery(JOB_PAGE, {
    variables: { id: jobId },
    fetchPolicy: 'cache-and-network',
  });
  const reload = async () => {
    // A failed reload leaves the page as it is; the next one may succeed.
    await refetch().catch(() => undefined);
  };

  if (data) return <JobEditor key={jobId} job={data.job} reload={reload} />;
  if (!error) return <JobPageSkeleton />;
  const problem = problemOf(error);
  return (
    <main className="page page-message">
      <Notice tone="error" title={problem.sentence} onRetry={() => void reload()}>
        {problem.detail}
      </Notice>
      <Link className="button" to="/">
        All videos
      </Link>
    </main>
  );
}
