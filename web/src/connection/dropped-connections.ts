import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';

const drops = new Subject<void>();

/** Emits when pending requests must be aborted: their connections may be silently dead. */
export const connectionDrops: Observable<void> = drops.asObservable();

/**
 * Gives up the websocket and the requests that have waited for a while. After a sleep, or a change of networks, they
 * may hang on connections that no longer lead anywhere, and no news of that ever comes.
 */
export function dropConnections(): void {
  drops.next();
}
