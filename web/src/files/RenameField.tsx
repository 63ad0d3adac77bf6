import { useId, useRef, useState } from 'react';
import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { t } from '../languages/t.js';
import './files.css';

const RENAME_JOB = graphql(`
  mutation RenameJob($jobId: ID!, $title: String!) {
    renameJob(input: { jobId: $jobId, title: $title }) {
      job {
        id
        title
      }
    }
  }
`);

interface RenameFieldProps {
  jobId: string;
  title: string;
  /** It was renamed, or is to stay as it is. */
  onEnd: () => void;
}

/** The title in place, as a field: Enter or leaving it saves, Escape keeps the old one. */
export function RenameField({ jobId, title, onEnd }: RenameFieldProps) {
  const [text, setText] = useState(title);
  const [mutate, { loading, error }] = useMutation(RENAME_JOB);
  const canceled = useRef(false);
  const id = useId();
  const save = async () => {
    if (canceled.current || loading) return;
    if (text.trim() === title) return onEnd();
    try {
      await mutate({ variables: { jobId, title: text } });
      onEnd();
    } catch {
      // The field stays, with what was typed and the reason.
    }
  };
  const problem = error && problemOf(error);
  return (
    <form
      className="rename"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        className="field"
        aria-label={t('files.title')}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && id}
        dir="auto"
        // The user asked for it a moment ago.
        ref={focusOnce}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          canceled.current = true;
          onEnd();
        }}
      />
      {problem && (
        <p id={id} className="rename-problem" role="alert">
          {problem.detail ?? problem.sentence}
        </p>
      )}
    </form>
  );
}

const focused = new WeakSet<HTMLInputElement>();

function focusOnce(field: HTMLInputElement | null): void {
  if (field === null || focused.has(field)) return;
  focused.add(field);
  field.focus();
  field.select();
}
