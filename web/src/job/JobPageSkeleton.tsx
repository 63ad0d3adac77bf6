import { t } from '../languages/t.js';
import './job.css';
import './video/strip/strip-bar.css';
import './video/strip/strip.css';
import './video/video.css';
import './clips/clips.css';

/** The shape of the page of a video while it loads. */
export function JobPageSkeleton() {
  return (
    <main className="job-page" aria-busy="true" aria-label={t('job.loading')}>
      <div className="job-head">
        <span className="skeleton skeleton-title" />
      </div>
      <div className="job-main">
        <div className="player">
          <div className="stage">
            <div className="final-video skeleton" />
          </div>
          <div className="strip">
            <div className="strip-bar" />
            <div className="strip-film" />
          </div>
        </div>
        <div className="clip-selector">
          <div className="section-head selector-head" />
          <div className="clip-grid">
            {['a', 'b', 'c', 'd'].map((key) => (
              <span key={key} className="clip-card card">
                <span className="clip-card-frame skeleton" />
                <span className="clip-card-text" />
              </span>
            ))}
          </div>
        </div>
      </div>
      <div className="job-side">
        <div className="chat card" />
      </div>
    </main>
  );
}
