import type { ReactNode } from 'react';

interface MessageProps {
  from: 'user' | 'assistant' | 'system';
  children: ReactNode;
}

const SPEAKERS = { user: 'You: ', assistant: 'Assistant: ', system: '' };

/** A message: of the person on the right, of the assistant on the left, of the system in the middle. */
export function Message({ from, children }: MessageProps) {
  return (
    <div className={`message message-${from}`} dir="auto">
      <span className="visually-hidden">{SPEAKERS[from]}</span>
      <span>{children}</span>
    </div>
  );
}

/** The assistant is thinking. */
export function TypingIndicator() {
  return (
    <div className="message message-assistant typing" role="status" aria-label="The assistant is thinking">
      <span />
      <span />
      <span />
    </div>
  );
}
