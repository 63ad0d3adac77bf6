/** A limit of ours ended it. */
export class TimeLimit extends Error {
  constructor(readonly limitMs: number) {
    super(`Not done within ${limitMs} ms`);
    this.name = 'TimeLimit';
  }
}

/**
 * Runs a step with a time limit; its signal aborts at the limit or when the run is aborted. `AbortSignal.any` with
 * `AbortSignal.timeout` would not do: on Node 20 a garbage collection between both forgets the limit (seen with fetch).
 * `restart` starts the limit again, for a step that may go on as long as it makes progress. A process that was held up until the
 * limit hears first what has arrived meanwhile.
 */
export async function limited<T>(
  run: AbortSignal,
  limitMs: number,
  step: (signal: AbortSignal, restart: () => void) => Promise<T>,
): Promise<T> {
  run.throwIfAborted();
  const limit = new AbortController();
  let hearing: NodeJS.Immediate | undefined;
  const end = (): void => limit.abort(new TimeLimit(limitMs));
  const timer = setTimeout(() => (hearing = setImmediate(end)), limitMs);
  const stopTimer = (): void => {
    clearTimeout(timer);
    clearImmediate(hearing);
  };
  const restart = (): void => {
    clearImmediate(hearing);
    timer.refresh();
  };
  const stop = (): void => limit.abort(run.reason);
  run.addEventListener('abort', stop, { once: true });
  try {
    return await step(limit.signal, restart);
  } finally {
    stopTimer();
    run.removeEventListener('abort', stop);
  }
}

/**
 * A signal that aborts with the run, or after a limit; for a step that takes one and does not tell when it is done.
 * Forgotten after the limit.
 */
export function limitedSignal(run: AbortSignal, limitMs: number): AbortSignal {
  const limit = new AbortController();
  const stop = (): void => limit.abort(run.reason);
  if (run.aborted) stop();
  const timer = setTimeout(() => {
    run.removeEventListener('abort', stop);
    limit.abort(new Error(`Not done within ${limitMs} ms`));
  }, limitMs);
  timer.unref();
  run.addEventListener('abort', stop, { once: true });
  return limit.signal;
}

/**
 * The outcome of work that cannot be aborted, or an error after a limit: a connection that hangs must not block its
 * reader. For work that takes a signal, see limited().
 */
export async function withTimeout<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms`)), limitMs);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
