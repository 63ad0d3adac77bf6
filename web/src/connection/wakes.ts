import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { reportConnection } from './connection.js';
import { dropConnections } from './dropped-connections.js';

const TICK_MS = 1000;
/** A visible page whose clock leaps by more than this has slept. */
const LEAP_MS = 5000;

const woken = new Subject<void>();

/** Emits when the page comes to life: it is seen again, it was frozen or asleep, the network is back. */
export const wakes: Observable<void> = woken.asObservable();

/** Starts to watch for wake-ups of the page. Called once, at startup. */
export function watchForWakes(): void {
  const wake = () => woken.next();
  const wakeFromSleep = () => {
    dropConnections();
    wake();
  };
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wake();
  });
  document.addEventListener('resume', wakeFromSleep);
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) wakeFromSleep();
  });
  addEventListener('online', wakeFromSleep);
  addEventListener('offline', () => reportConnection('unreachable'));
  watchClock(wakeFromSleep);
}

/** A laptop that sleeps fires none of the events above. Browsers let the clocks of hidden pages leap on purpose. */
function watchClock(onLeap: () => void): void {
  let last = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (now - last > LEAP_MS && !document.hidden) onLeap();
    last = now;
  }, TICK_MS);
}
