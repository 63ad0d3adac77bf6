import { BehaviorSubject, distinctUntilChanged, filter, skip } from 'rxjs';
import type { Observable } from 'rxjs';

const connected = new BehaviorSubject(false);

/** Emits when the websocket, which was connected, is no longer. */
export const socketLosses: Observable<unknown> = connected.pipe(
  distinctUntilChanged(),
  skip(1),
  filter((now) => !now),
);

/** Whether what the server pushes arrives. */
export function isSocketConnected(): boolean {
  return connected.value;
}

/** The websocket says here what becomes of it. */
export function reportSocket(now: boolean): void {
  connected.next(now);
}
