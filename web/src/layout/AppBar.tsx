import { Link } from 'react-router';
import { LanguageSelect } from '../languages/LanguageSelect.js';
import { t } from '../languages/t.js';
import './app-bar.css';

/** The bar on top of every page. */
export function AppBar() {
  return (
    <header className="app-bar">
      <Link to="/" className="app-bar-brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" className="brand-tile" />
          <path
            className="brand-mark"
            d="M8 8.500h16a2.500 2.500 0 0 1 2.500 2.500v8.500a2.500 2.500 0 0 1-2.500 2.500h-7l-5 4.500V22H8a2.500 2.500 0 0 1-2.500-2.500V11A2.500 2.500 0 0 1 8 8.500Z"
          />
          <path className="brand-tile" d="M13.500 11.800v6.900l6-3.450Z" />
        </svg>
        Clip Chatbot
      </Link>
      <nav className="app-bar-tools">
        <LanguageSelect />
        <a className="app-bar-link" href="/playground">
          {t('app.playground')}
        </a>
      </nav>
    </header>
  );
}
