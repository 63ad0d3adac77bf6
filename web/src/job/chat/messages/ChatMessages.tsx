import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ReactNode, UIEvent } from 'react';
import { t } from '../../../languages/t.js';
import './messages.css';

/** A list this near to its end stays there. */
const NEAR_PX = 24;

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
  // What comes later, as Undo with the new video, must not be out of sight.
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight, behavior: 'instant' });
  });
  // A row that comes over the field makes it shorter, and its end is to stay in sight.
  useEffect(() => {
    const view = list.current!;
    const sizes = new ResizeObserver(() => {
      if (atEnd.current) view.scrollTo({ top: view.scrollHeight, behavior: 'instant' });
    });
    sizes.observe(view);
    // So does what comes into a message later, as the report of a result.
    const arrivals = new MutationObserver(() => {
      if (atEnd.current) view.scrollTo({ top: view.scrollHeight, behavior: 'instant' });
    });
    arrivals.observe(view, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      arrivals.disconnect();
    };
  }, []);
  const note = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent) =>
    void (atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX);
  return (
    <div
      ref={list}
      className="chat-messages"
      role="log"
      aria-label={t('chat.messages')}
      tabIndex={0}
      onScroll={note}
    >
      {children}
    </div>
  );
}
