import { useEffect, useRef, useState } from 'react';
import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import {
  askDeletion,
  finishDeletion,
  forgetDeletion,
  isDue,
  renewOverdue,
  takeFocus,
  useDeletions,
  type Deletion,
} from './pending-deletions.js';
import './files.css';

const DELETE_JOB = graphql(`
  mutation DeleteJob($jobId: ID!) {
    deleteJob(input: { jobId: $jobId }) {
      deletedJobId
    }
  }
`);

interface Failure {
  jobId: string;
  title: string;
  sentence: string;
}

/** The videos that were just deleted, each with Undo, and those that could not be. */
export function DeletionToasts() {
  const deletions = useDeletions();
  const [failures, setFailures] = useState<Failure[]>([]);
  useEffect(renewOverdue, []);
  const dismiss = ({ jobId }: Failure) => setFailures((all) => all.filter((one) => one.jobId !== jobId));
  return (
    <div className="toasts" role="status" data-testid="toasts">
      {deletions
        .filter((one) => !one.isDone)
        .map((deletion) => (
          <DeletionToast
            key={deletion.jobId}
            deletion={deletion}
            onFailure={(sentence) => setFailures((all) => [...all, { ...deletion, sentence }])}
          />
        ))}
      {failures.map((failure) => (
        <div key={failure.jobId} className="toast">
          <p>
            <bdi className="toast-title">“{failure.title}”</bdi> was not deleted. {failure.sentence}
          </p>
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              dismiss(failure);
              askDeletion(failure.jobId, failure.title);
            }}
          >
            Try again
          </button>
          <button type="button" className="button button-small" onClick={() => dismiss(failure)}>
            Keep it
          </button>
        </div>
      ))}
    </div>
  );
}

interface DeletionToastProps {
  deletion: Deletion;
  onFailure: (sentence: string) => void;
}

function DeletionToast({ deletion: { jobId, title, until }, onFailure }: DeletionToastProps) {
  const [mutate, { loading }] = useMutation(DELETE_JOB, { variables: { jobId } });
  const undo = useRef<HTMLButtonElement>(null);
  // What had the focus is gone with the video.
  useEffect(() => {
    if (takeFocus(jobId)) undo.current?.focus();
  }, [jobId]);
  const ask = async () => {
    if (!isDue(jobId)) return;
    try {
      await mutate();
      finishDeletion(jobId);
    } catch (error) {
      const { code, sentence } = problemOf(error);
      // Another tab was faster.
      if (code === 'NOT_FOUND') return finishDeletion(jobId);
      forgetDeletion(jobId);
      onFailure(
        code === 'REGENERATION_IN_PROGRESS' ? 'It is being changed; delete it after that.' : sentence,
      );
    }
  };
  const latest = useRef(ask);
  useEffect(() => void (latest.current = ask));
  useEffect(() => {
    const timer = setTimeout(() => void latest.current(), Math.max(0, until - Date.now()) + 20);
    return () => clearTimeout(timer);
  }, [until]);
  return (
    <div className="toast">
      <p>
        <bdi className="toast-title">“{title}”</bdi> {loading ? 'is being deleted.' : 'deleted.'}
      </p>
      <button
        type="button"
        className="button button-small"
        ref={undo}
        aria-disabled={loading}
        aria-label={`Undo deleting “${title}”`}
        onClick={() => {
          if (!loading) forgetDeletion(jobId);
        }}
      >
        Undo
      </button>
    </div>
  );
}
