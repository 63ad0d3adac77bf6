import type { ReactNode } from 'react';
import { formatUsd, isZero } from '../../../format/money.js';
import { t } from '../../../languages/t.js';

interface MessageProps {
  from: 'user' | 'assistant' | 'system';
  /** What it is about, over it. */
  about?: string;
  /** USD that thinking about it cost. */
  cost?: string;
  children: ReactNode;
}

const speakers = {
  user: () => `${t('chat.you')} `,
  assistant: () => `${t('chat.assistant')} `,
  system: () => '',
};

/** A message: of the person on the right, of the assistant on the left, of the system in the middle. */
export function Message({ from, about, cost = '0', children }: MessageProps) {
  return (
    <div className={`message message-${from}`}>
      <span className="visually-hidden">{speakers[from]()}</span>
      {about && <span className="message-clips">{about}</span>}
      {/* Apart from who speaks, whose letters would decide the direction of what is said. */}
      <span className="message-text" dir="auto">
        {children}
      </span>
      {!isZero(cost) && (
        <span className="message-cost">{t('chat.modelCost', { amount: formatUsd(cost) })}</span>
      )}
    </div>
  );
}

/** The assistant is thinking. */
export function TypingIndicator() {
  return (
    <div className="message message-assistant typing" data-testid="typing">
      <span className="visually-hidden">{t('chat.thinking')}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
