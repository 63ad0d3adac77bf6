import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import './messages.css';

interface ChatMessagesProps {
  /** Scrolls to the end whenever this changes. */
  signature: string;
  children: ReactNode;
}

/** The scrollable list of messages, which stays at its end. */
export function ChatMessages({ signature, children }: ChatMessagesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [signature]);
  return (
    <div ref={list} className="chat-messages" role="log" aria-label="Messages" tabIndex={0}>
      {children}
    </div>
  );
}
