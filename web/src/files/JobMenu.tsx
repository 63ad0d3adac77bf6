import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../generated/gql.js';
import { problemOf } from '../errors/problem.js';
import { askDeletion } from './pending-deletions.js';
import './files.css';

const DOWNLOAD = graphql(`
  query Download($jobId: ID!) {
    job(id: $jobId) {
      id
      downloadUrl
    }
  }
`);

interface JobMenuProps {
  job: { id: string; title: string; status: string };
  hasVideo: boolean;
  onRename: () => void;
  onDeleted?: () => void;
}

/** The ⋯ menu of a video: rename, download, delete. A native popover, so that Escape and a click elsewhere close it. */
export function JobMenu({ job, hasVideo, onRename, onDeleted }: JobMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const client = useApolloClient();
  const id = useId();
  const isBusy = ['REGENERATING', 'QUEUED', 'PROCESSING'].includes(job.status);

  const choose = (act: () => void) => {
    menu.current?.hidePopover();
    act();
  };
  const download = async () => {
    setProblem(null);
    try {
      // A signed address lives for an hour, a page for longer.
      const { data } = await client.query({
        query: DOWNLOAD,
        variables: { jobId: job.id },
        fetchPolicy: 'no-cache',
      });
      if (data?.job.downloadUrl) save(data.job.downloadUrl);
      else setProblem('There is no video to download.');
    } catch (error) {
      setProblem(problemOf(error).sentence);
    }
  };
  const remove = () => {
    askDeletion(job.id, job.title);
    onDeleted?.();
  };

  return (
    <>
      <button
        type="button"
        className="menu-opener"
        ref={opener}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={`More for “${job.title}”`}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          menu.current?.showPopover();
        }}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M4 10h.01M10 10h.01M16 10h.01" />
        </svg>
      </button>
      <div
        id={id}
        ref={menu}
        popover="auto"
        role="menu"
        className="menu"
        aria-label={`“${job.title}”`}
        onKeyDown={moveFocus}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') place(event.currentTarget, opener.current!);
        }}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') itemsOf(event.currentTarget)[0]?.focus();
        }}
      >
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => choose(onRename)}>
          Rename
        </button>
        {hasVideo && (
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => choose(() => void download())}>
            Download
          </button>
        )}
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={isBusy}
          className="menu-danger"
          onClick={() => {
            if (!isBusy) choose(remove);
          }}
        >
          {isBusy ? 'Delete (once it is finished)' : 'Delete'}
        </button>
      </div>
      {problem !== null && (
        <p className="menu-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}

/** Below the button, within the window. */
function place(menu: HTMLElement, opener: HTMLElement): void {
  const { bottom, right } = opener.getBoundingClientRect();
  menu.style.top = `${Math.min(bottom + 4, window.innerHeight - 160)}px`;
  menu.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
}

/** The keys of a menu (WAI-ARIA): arrows, Home, End; Tab leaves it. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = itemsOf(event.currentTarget);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const places: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const place = places[event.key];
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (place === undefined) return;
  event.preventDefault();
  items[place]?.focus();
}

/** As a link would: an answer that is an error does not replace the page. */
function save(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
