import { fromEvent, lastValueFrom, merge, NEVER, takeUntil, timer } from 'rxjs';
import type { Observable } from 'rxjs';

/** Waits, but no longer than until the signal aborts, or until something else happens. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
  sooner: Observable<unknown> = NEVER,
): Promise<void> {
  const end = merge(abortOf(signal), sooner);
  await lastValueFrom(timer(milliseconds).pipe(takeUntil(end)), { defaultValue: 0 });
}

/** Emits when the signal aborts, or at once where it has. */
export function abortOf(signal: AbortSignal): Observable<unknown> {
  return signal.aborted ? timer(0) : fromEvent(signal, 'abort');
}
