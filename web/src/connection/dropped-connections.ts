import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';

const drops = new Subject<void>();

/** Emits when what is under way is to be given up: its connections may have died without a word. */
export const connectionDrops: Observable<void> = drops.asObservable();

/**
 * Gives up the websocket and the requests that have waited for a while. After a sleep, or a change of networks, they
 * may hang on connections that no longer lead anywhere, and no news of that ever comes.
 */
export function dropConnections(): void {
  drops.next();
}
