import { setTimeout as sleep } from 'node:timers/promises';

/** What comes meanwhile waits at most this long. */
const ASKS_EVERY_MS = 250;

/** Runs an action whose signal aborts, with words, as soon as it may not go on, or that cannot be found out. */
export async function whileAllowed(
  mayGoOn: () => Promise<boolean>,
  whyNot: string,
  signal: AbortSignal,
  action: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const [done, given] = [new AbortController(), new AbortController()];
  const ask = async (): Promise<void> => {
    while (!done.signal.aborted) {
      if (!(await mayGoOn())) return;
      await sleep(ASKS_EVERY_MS, undefined, { signal: done.signal });
    }
  };
  const asking = ask()
    .catch(() => undefined)
    .finally(() => given.abort(new Error(whyNot)));
  try {
    await action(AbortSignal.any([signal, given.signal]));
  } finally {
    done.abort();
    await asking;
  }
}
