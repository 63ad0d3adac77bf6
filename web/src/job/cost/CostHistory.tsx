import { useState } from 'react';
import { useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import { mayPass, problemOf } from '../../errors/problem.js';
import { formatUsd } from '../../format/money.js';
import { Notice } from '../../layout/Notice.js';
import { rich, t } from '../../languages/t.js';
import { CostEntry } from './CostEntry.js';

const COST_HISTORY = graphql(`
  query CostHistory($jobId: ID!, $first: Int!) {
    job(id: $jobId) {
      id
      totalCost
      costBeforeChanges
    }
    regenerations(jobId: $jobId, first: $first) {
      id
      ...CostEntry
    }
  }
`);

const AT_FIRST = 20;
/** The API lists no more. */
const AT_MOST = 100;

interface CostHistoryProps {
  jobId: string;
  /** The video's budget in USD. */
  limit: string;
}

/** The parts of a video's cost: its changes, newest first, and its original generation. */
export function CostHistory({ jobId, limit }: CostHistoryProps) {
  const [first, setFirst] = useState(AT_FIRST);
  const history = useQuery(COST_HISTORY, { variables: { jobId, first }, fetchPolicy: 'cache-and-network' });
  const { error, refetch } = history;
  const data = history.data ?? history.previousData;
  if (!data) {
    const problem = error ? problemOf(error) : null;
    const retry = () => void refetch().catch(() => undefined);
    return problem ? (
      <Notice tone="error" title={problem.sentence} onRetry={mayPass(problem) ? retry : undefined} />
    ) : (
      <p className="cost-history-note">{t('cost.adding')}</p>
    );
  }
  const { job, regenerations } = data;
  return (
    <>
      <h2>{t('cost.title')}</h2>
      {/* Reachable by keyboard, since a long list scrolls. */}
      <ol className="cost-entries" tabIndex={0} aria-label={t('cost.changes')}>
        {regenerations.map((regeneration) => (
          <CostEntry key={regeneration.id} regeneration={regeneration} />
        ))}
        {regenerations.length < first && (
          <li className="cost-entry">
            <span className="cost-entry-what">{t('cost.itself')}</span>
            <span className="cost-entry-amount">{formatUsd(job.costBeforeChanges)}</span>
          </li>
        )}
      </ol>
      {regenerations.length === first && first < AT_MOST && (
        <button type="button" className="button button-small" onClick={() => setFirst(AT_MOST)}>
          {t('cost.older')}
        </button>
      )}
      {regenerations.length === AT_MOST && (
        <p className="cost-history-note">
          {t('cost.notListed', { amount: formatUsd(job.costBeforeChanges) })}
        </p>
      )}
      <p className="cost-history-total">
        <span>{t('common.total')}</span>
        <span>
          {rich('cost.totalOf', {
            ...{ total: formatUsd(job.totalCost), budget: formatUsd(limit) },
            limit: (words) => <span className="faint">{words}</span>,
          })}
        </span>
      </p>
    </>
  );
}
