import type { ReactNode } from 'react';
import { formatUsd, isZero } from '../../../format/money.js';

interface MessageProps {
  from: 'user' | 'assistant' | 'system';
  /** What it is about, over it. */
  about?: string;
  /** USD that thinking about it cost. */
  cost?: string;
  children: ReactNode;
}

const SPEAKERS = { user: 'You: ', assistant: 'Assistant: ', system: '' };

/** A message: of the person on the right, of the assistant on the left, of the system in the middle. */
export function Message({ from, about, cost = '0', children }: MessageProps) {
  return (
    <div className={`message message-${from}`}>
      <span className="visually-hidden">{SPEAKERS[from]}</span>
      {about && <span className="message-clips">{about}</span>}
      {/* Apart from who speaks, whose letters would decide the direction of what is said. */}
      <span className="message-text" dir="auto">
        {children}
      </span>
      {!isZero(cost) && <span className="message-cost">Language model: {formatUsd(cost)}</span>}
    </div>
  );
}

/** The assistant is thinking. */
export function TypingIndicator() {
  return (
    <div className="message message-assistant typing" data-testid="typing">
      <span className="visually-hidden">The assistant is thinking…</span>
      <i />
      <i />
      <i />
    </div>
  );
}
