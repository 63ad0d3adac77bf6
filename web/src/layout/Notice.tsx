import type { ReactNode } from 'react';
import { t } from '../languages/t.js';

interface NoticeProps {
  tone: 'info' | 'warning' | 'error';
  title: string;
  children?: ReactNode;
  retryLabel?: string;
  onRetry?: () => void;
  /** False where something else says it to those who cannot see, or where it is old news. */
  announced?: boolean;
}

/** A system message, perhaps with an action. */
export function Notice({
  tone,
  title,
  children,
  retryLabel = t('common.tryAgain'),
  onRetry,
  announced = true,
}: NoticeProps) {
  const role = tone === 'error' ? 'alert' : 'status';
  return (
    <div className={`notice notice-${tone}`} role={announced ? role : undefined}>
      <p className="notice-title">{title}</p>
      {children && <div className="notice-body">{children}</div>}
      {onRetry && (
        <button type="button" className="button button-small" onClick={onRetry}>
          {retryLabel}
        </button>
      )}
    </div>
  );
}
