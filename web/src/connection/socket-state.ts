import { BehaviorSubject, distinctUntilChanged, filter, skip } from 'rxjs';
import type { Observable } from 'rxjs';

const connected = new BehaviorSubject(false);

/** Emits when the websocket loses its connection. */
export const socketLosses: Observable<unknown> = connected.pipe(
  distinctUntilChanged(),
  skip(1),
  filter((now) => !now),
);

/** Whether the websocket is connected, so that the server's events arrive. */
export function isSocketConnected(): boolean {
  return connected.value;
}

/** The websocket reports its state here. */
export function reportSocket(now: boolean): void {
  connected.next(now);
}
