import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { userOfTab } from '../auth/session.js';

const STORAGE_KEY = 'clip-chatbot.scroll';
/** How long a page that is opened again may take to be as long as it was. */
const GROWS_WITHIN_MS = 3000;

/**
 * Every page opens at its top. One that was seen before in this tab comes back at its offset: the list by any way to it,
 * others by the browser's Back, Forward and reload.
 */
export function useScrollOffsets(): void {
  const { pathname } = useLocation();
  const navigation = useNavigationType();
  const [offsets] = useState(readOffsets);
  const shown = useRef('');

  useEffect(() => {
    // The browser restores before the page has its contents.
    history.scrollRestoration = 'manual';
    const stop = new AbortController();
    const { signal } = stop;
    const user = userOfTab();
    const note = () => void offsets.set(shown.current, window.scrollY);
    // Another user, for whom the page loads again, gets nothing of this one.
    const keep = () =>
      userOfTab() === user && sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...offsets]));
    addEventListener('scroll', note, { passive: true, signal });
    addEventListener('pagehide', keep, { signal });
    return () => stop.abort();
  }, [offsets]);

  useLayoutEffect(() => {
    if (shown.current === pathname) return undefined;
    shown.current = pathname;
    const comesBack = navigation === NavigationType.Pop || pathname === '/';
    return scrollOnceLongEnough(comesBack ? (offsets.get(pathname) ?? 0) : 0);
  }, [pathname, navigation, offsets]);
}

/** Scrolls there as soon as the page is long enough, unless the user is faster. Returns what ends the waiting. */
function scrollOnceLongEnough(offset: number): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const end = () => stop.abort();
  const scroll = () => {
    window.scrollTo({ top: offset, behavior: 'instant' });
    if (window.scrollY >= offset - 1) end();
  };
  scroll();
  if (signal.aborted) return end;
  const growth = new ResizeObserver(scroll);
  growth.observe(document.body);
  signal.addEventListener('abort', () => growth.disconnect());
  for (const event of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
    addEventListener(event, end, { passive: true, signal });
  const timer = setTimeout(end, GROWS_WITHIN_MS);
  signal.addEventListener('abort', () => clearTimeout(timer));
  return end;
}

function readOffsets(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '[]') as [string, number][]);
  } catch {
    return new Map();
  }
}
