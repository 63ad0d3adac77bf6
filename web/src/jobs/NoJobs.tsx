import { useEffect, useState } from 'react';
import { FilePicker } from '../import/FilePicker.js';
import { fetchHasDemo } from '../import/import-api.js';
import { importSession } from '../import/import-session.js';

/** What to do when there is no video yet: the demo, or one of one's own. */
export function NoJobs() {
  const hasDemo = useHasDemo();
  return (
    <div className="empty" data-testid="no-jobs">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d="M24 31V11m0 0-8 8m8-8 8 8M8 31v5a4 4 0 0 0 4 4h24a4 4 0 0 0 4-4v-5" />
      </svg>
      <h2>No videos yet</h2>
      <p className="muted">
        Drop the clips of a video and its song here, or a folder with them. Lyrics and prompts may come along.
      </p>
      <div className="empty-actions">
        {hasDemo && (
          <button type="button" className="button button-primary" onClick={() => void importSession.demo()}>
            Try the demo video
          </button>
        )}
        <FilePicker label="Choose files" primary={!hasDemo} />
        <FilePicker label="Choose a folder" folder />
      </div>
    </div>
  );
}

/** Not asked again: what cannot be learned is not offered. */
function useHasDemo(): boolean {
  const [hasDemo, setHasDemo] = useState(false);
  useEffect(() => {
    fetchHasDemo().then(setHasDemo, () => undefined);
  }, []);
  return hasDemo;
}
