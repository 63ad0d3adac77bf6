import { FilePicker } from '../import/FilePicker.js';

/** What to do when there is no video yet. */
export function NoJobs() {
  return (
    <div className="empty" data-testid="no-jobs">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d="M24 31V11m0 0-8 8m8-8 8 8M8 31v5a4 4 0 0 0 4 4h24a4 4 0 0 0 4-4v-5" />
      </svg>
      <h2>No videos yet</h2>
      <p className="muted">
        Drop the clips of a video and its song here, or a folder with them. Lyrics (.lrc, .srt, .vtt, …) and
        prompts (.txt, .json) may come along.
      </p>
      <FilePicker label="Choose files" primary />
    </div>
  );
}
