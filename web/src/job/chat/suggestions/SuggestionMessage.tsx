import { t } from '../../../languages/t.js';
import type { Suggestion } from './use-suggestion.js';

interface SuggestionMessageProps {
  suggestion: Suggestion;
  onAccept: () => void;
  onDismiss: () => void;
}

/** What stands out, why, and what would mend it. */
export function SuggestionMessage({ suggestion, onAccept, onDismiss }: SuggestionMessageProps) {
  const { instruction, reason } = suggestion;
  return (
    <div className="message message-assistant" data-testid="suggestion">
      <span className="visually-hidden">{t('chat.suggestion')} </span>
      <span className="message-text">{reason}</span>
      <span className="suggestion-answers">
        <button type="button" className="chip" onClick={onAccept}>
          {instruction.charAt(0).toUpperCase() + instruction.slice(1)}
        </button>
        <button
          type="button"
          className="chip"
          aria-label={t('chat.notNowNamed', { wish: instruction })}
          onClick={onDismiss}
        >
          {t('common.notNow')}
        </button>
      </span>
    </div>
  );
}
