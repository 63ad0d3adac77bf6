import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Remarks } from './ImportProgress.js';
import { importSession, useImport } from './import-session.js';

/** The way to the video that was made. */
export function ImportDone() {
  const { title, jobId, remarks } = useImport();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  return (
    <>
      <p role="status" className="import-film">
        <bdi>{title}</bdi> is ready.
      </p>
      <Remarks remarks={remarks} />
      <div className="import-actions">
        <span className="import-space" />
        <button type="button" className="button" onClick={() => importSession.close()}>
          Close
        </button>
        <Link
          ref={link}
          to={`/jobs/${jobId}`}
          className="button button-primary"
          onClick={() => importSession.close()}
        >
          Open the video
        </Link>
      </div>
    </>
  );
}
