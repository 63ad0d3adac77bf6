import { ApolloClient, ApolloLink, gql } from '@apollo/client';
import { createCache } from '../apollo/cache.js';
import type { JobTruthFragment } from '../generated/graphql.js';
import { newsIn, previewsNews } from './use-job-changes.js';

const JOB = {
  __typename: 'Job' as const,
  id: 'j1',
  title: 'A video',
  status: 'COMPLETED' as const,
  totalCost: '1.5000',
  versionNumber: 2,
  conversationRevision: '2-0',
  previewsRevision: 4,
};

/** A page that knows a job, whose last regeneration has the status. */
function pageWith(status: string, isActive: boolean): ApolloClient {
  const cache = createCache();
  const regeneration = { __typename: 'Regeneration', id: 'r1', status, lastSequence: 7 };
  const selection = gql`
    {
      job {
        id
        title
        status
        totalCost
        versionNumber
        previewsRevision
        activeRegeneration {
          id
        }
      }
      regeneration {
        id
        status
        lastSequence
      }
    }
  `;
  const job = { ...JOB, activeRegeneration: isActive ? regeneration : null };
  cache.writeQuery({ query: selection, data: { job, regeneration } });
  return new ApolloClient({ cache, link: ApolloLink.empty() });
}

const jobNow = (status: string | null): JobTruthFragment =>
  ({
    ...JOB,
    activeRegeneration: status && { __typename: 'Regeneration', id: 'r1', status, lastSequence: 7 },
  }) as JobTruthFragment;

describe('what a page learns of its job', () => {
  it('is no news where it says what the page knows', () => {
    expect(newsIn(pageWith('COMPLETED', false), jobNow(null))).toBeNull();
    expect(newsIn(pageWith('PROCESSING', true), jobNow('PROCESSING'))).toBeNull();
  });

  it('is no news where it was written before an end that the page knows', () => {
    for (const status of ['QUEUED', 'PROCESSING', 'CANCELING'])
      expect(newsIn(pageWith('COMPLETED', false), jobNow(status))).toBeNull();
  });

  it('is news where a regeneration began, or something else changed', () => {
    const another = {
      ...jobNow('QUEUED'),
      activeRegeneration: { ...jobNow('QUEUED').activeRegeneration!, id: 'r2' },
    };
    expect(newsIn(pageWith('COMPLETED', false), another)).toContain('r2');
    expect(newsIn(pageWith('COMPLETED', false), { ...jobNow(null), totalCost: '2.0000' })).toContain(
      '2.0000',
    );
    // An undo in another tab costs nothing and is over at once.
    expect(newsIn(pageWith('COMPLETED', false), { ...jobNow(null), versionNumber: 3 })).toContain('3');
  });

  it('is news where more was made for the page, but for what a change makes', () => {
    const more = (status: string | null): JobTruthFragment => ({ ...jobNow(status), previewsRevision: 5 });
    expect(previewsNews(pageWith('COMPLETED', false), jobNow(null))).toBeNull();
    expect(previewsNews(pageWith('COMPLETED', false), more(null))).toContain('5');
    expect(previewsNews(pageWith('PROCESSING', true), more('PROCESSING'))).toBeNull();
    expect(previewsNews(pageWith('COMPLETED', false), { ...more(null), versionNumber: 3 })).toBeNull();
  });
});
