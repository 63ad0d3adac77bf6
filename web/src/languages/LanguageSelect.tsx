import { chooseLanguage, LANGUAGES, ownName, useLanguage } from './language.js';
import { t } from './t.js';

/** Chooses the language of the page, each by the name that its readers have for it. */
export function LanguageSelect() {
  const language = useLanguage();
  return (
    <select
      className="app-bar-language"
      aria-label={t('app.language')}
      value={language}
      onChange={({ target }) => void chooseLanguage(target.value)}
    >
      {LANGUAGES.map((code) => (
        <option key={code} value={code} lang={code}>
          {ownName(code)}
        </option>
      ))}
    </select>
  );
}
