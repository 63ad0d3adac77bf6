import { t } from '../languages/t.js';
/** The first tab stop of every page: skips the bar to the main content. */
export function SkipLink() {
  const skip = () => {
    const main = document.querySelector('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  };
  return (
    <button type="button" className="button skip-link" onClick={skip}>
      {t('app.skip')}
    </button>
  );
}
