import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Listener } from '../../core/postgres/listener.js';
import { PREDICTION_CHANNEL } from '../../core/regeneration/prediction-channel.js';

/** The pause between two polls of a prediction. */
export interface Pauses {
  /** Resolves when it is time to poll; rejects with the signal's reason. */
  pause(signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** The pauses for one prediction, by its id. */
export type PausesOf = (id: string) => Pauses;

const POLL_EVERY_MS = 1000;
/** Notifications are fast; polling only makes up for lost ones. */
const NOTIFIED_POLL_MS = 3000;
/** The shortest pause, however many notifications arrive. */
const LEAST_PAUSE_MS = 250;

/** One second, always. */
export const polling: PausesOf = () => ({
  pause: async (signal) => await sleep(POLL_EVERY_MS, undefined, { signal }),
  stop: () => undefined,
});

/**
 * Pauses that end early when the api receives a webhook for the prediction; as short as those of `polling` while
 * this runner is not listening.
 */
export function notifiedPauses(
  databaseUrl: string,
  log: Logger,
  notifiedPollMs = NOTIFIED_POLL_MS,
): PausesOf {
  return (id) => {
    let notified = false;
    let wake = (): void => undefined;
    const notify = (): void => {
      notified = true;
      wake();
    };
    const onPayload = (payload: string): void => void (payload === id && notify());
    // A notification sent before this runner listened was lost, so it polls once.
    const listener = new Listener({
      databaseUrl,
      channel: PREDICTION_CHANNEL,
      onPayload,
      onListening: notify,
      log,
    });
    void listener.start();
    return {
      async pause(signal) {
        await sleep(LEAST_PAUSE_MS, undefined, { signal });
        const early = new AbortController();
        wake = () => early.abort();
        if (notified) wake();
        signal.addEventListener('abort', wake, { once: true });
        const longest = listener.listening ? notifiedPollMs : POLL_EVERY_MS;
        await sleep(longest - LEAST_PAUSE_MS, undefined, { signal: early.signal }).catch(() => undefined);
        signal.removeEventListener('abort', wake);
        signal.throwIfAborted();
        notified = false;
      },
      stop: () => listener.stop(),
    };
  };
}
