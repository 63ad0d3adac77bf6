import { useEffect, useRef } from 'react';
import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { t } from '../languages/t.js';
import { finishDeletion, forgetDeletion, isDue, type Deletion } from './pending-deletions.js';

const DELETE_JOB = graphql(`
  mutation DeleteJob($jobId: ID!) {
    deleteJob(input: { jobId: $jobId }) {
      deletedJobId
    }
  }
`);

interface DueDeletionProps {
  deletion: Deletion;
  /** The server is asked, or has answered. */
  onAsked: (isAsked: boolean) => void;
  onFailure: (sentence: string) => void;
}

/** Asks the server to delete a video, once the time to undo it is over. */
export function DueDeletion({ deletion: { jobId, until }, onAsked, onFailure }: DueDeletionProps) {
  const [mutate] = useMutation(DELETE_JOB, { variables: { jobId } });
  const ask = async () => {
    if (!isDue(jobId)) return;
    onAsked(true);
    try {
      await mutate();
      finishDeletion(jobId);
    } catch (error) {
      const { code, sentence } = problemOf(error);
      // Another tab was faster.
      if (code === 'NOT_FOUND') return finishDeletion(jobId);
      forgetDeletion(jobId);
      onFailure(code === 'REGENERATION_IN_PROGRESS' ? t('files.busy') : sentence);
    } finally {
      onAsked(false);
    }
  };
  const latest = useRef(ask);
  useEffect(() => void (latest.current = ask));
  useEffect(() => {
    const timer = setTimeout(() => void latest.current(), Math.max(0, until - Date.now()) + 20);
    return () => clearTimeout(timer);
  }, [until]);
  return null;
}
