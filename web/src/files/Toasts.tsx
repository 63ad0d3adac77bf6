import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Toast } from '@base-ui/react/toast';
import { rich, t } from '../languages/t.js';
import { DueDeletion } from './DueDeletion.js';
import {
  askDeletion,
  forgetDeletion,
  renewOverdue,
  takeFocus,
  useDeletions,
  type Deletion,
} from './pending-deletions.js';
import './files.css';

interface Failure {
  jobId: string;
  title: string;
  sentence: string;
}

/** What the toasts say and do. */
interface Shown {
  deletions: readonly Deletion[];
  /** The ids of videos whose deletion the server is at. */
  asked: ReadonlySet<string>;
  failures: readonly Failure[];
  onDismiss: (failure: Failure) => void;
}

/** Deletes what is due, and shows what can be undone. A toast that is swiped away changes nothing. */
export default function Toasts() {
  const deletions = useDeletions().filter((one) => !one.isDone);
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = useState<Failure[]>([]);
  useEffect(renewOverdue, []);
  const mark = (jobId: string, isAsked: boolean) =>
    setAsked((all) => new Set([...all].filter((one) => one !== jobId).concat(isAsked ? jobId : [])));
  return (
    <>
      {deletions.map((deletion) => (
        <DueDeletion
          key={deletion.jobId}
          deletion={deletion}
          onAsked={(isAsked) => mark(deletion.jobId, isAsked)}
          onFailure={(sentence) => setFailures((all) => [...all, { ...deletion, sentence }])}
        />
      ))}
      {/* Each has its own end: the time to undo, or an answer. */}
      <Toast.Provider timeout={0} limit={Infinity}>
        <ToastList
          {...{ deletions, asked, failures }}
          onDismiss={({ jobId }) => setFailures((all) => all.filter((one) => one.jobId !== jobId))}
        />
      </Toast.Provider>
    </>
  );
}

const deletionId = (jobId: string): string => `deleted ${jobId}`;
const failureId = (jobId: string): string => `kept ${jobId}`;

function ToastList({ deletions, asked, failures, onDismiss }: Shown) {
  const { toasts } = useToasts([
    ...deletions.map(({ jobId }) => deletionId(jobId)),
    ...failures.map(({ jobId }) => failureId(jobId)),
  ]);
  return (
    <Toast.Portal>
      <Toast.Viewport className="toasts" data-testid="toasts">
        {toasts.map((toast) => {
          const deletion = deletions.find(({ jobId }) => deletionId(jobId) === toast.id);
          const failure = failures.find(({ jobId }) => failureId(jobId) === toast.id);
          return (
            <Toast.Root key={toast.id} toast={toast} className="toast">
              {deletion && <Deleted deletion={deletion} isAsked={asked.has(deletion.jobId)} />}
              {failure && <NotDeleted failure={failure} onDismiss={() => onDismiss(failure)} />}
            </Toast.Root>
          );
        })}
      </Toast.Viewport>
    </Toast.Portal>
  );
}

/** Opens a toast for each new id, and closes those of ids that are gone. */
function useToasts(ids: readonly string[]) {
  const { toasts, add, close } = Toast.useToastManager();
  const opened = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const wanted = new Set(ids);
    for (const id of opened.current) if (!wanted.has(id)) close(id);
    for (const id of wanted) if (!opened.current.has(id)) add({ id });
    opened.current = wanted;
  });
  return { toasts };
}

const named = (title: ReactNode[]) => <bdi className="toast-title">{title}</bdi>;

function Deleted({ deletion: { jobId, title }, isAsked }: { deletion: Deletion; isAsked: boolean }) {
  const undo = useRef<HTMLButtonElement>(null);
  // What had the focus is gone with the video.
  useEffect(() => {
    if (takeFocus(jobId)) undo.current?.focus();
  }, [jobId]);
  return (
    <>
      <Toast.Description>
        {rich(isAsked ? 'files.deleting' : 'files.deleted', { title, name: named })}
      </Toast.Description>
      <button
        type="button"
        className="button button-small"
        ref={undo}
        aria-disabled={isAsked}
        aria-label={t('files.undoDeleting', { title })}
        onClick={() => {
          if (!isAsked) forgetDeletion(jobId, { byHand: true });
        }}
      >
        {t('common.undo')}
      </button>
    </>
  );
}

function NotDeleted({ failure, onDismiss }: { failure: Failure; onDismiss: () => void }) {
  const { jobId, title, sentence } = failure;
  return (
    <>
      <Toast.Description>{rich('files.notDeleted', { title, why: sentence, name: named })}</Toast.Description>
      <button
        type="button"
        className="button button-small"
        onClick={() => {
          onDismiss();
          askDeletion(jobId, title);
        }}
      >
        {t('common.tryAgain')}
      </button>
      <button type="button" className="button button-small" onClick={onDismiss}>
        {t('files.keep')}
      </button>
    </>
  );
}
