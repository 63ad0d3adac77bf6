import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Listener } from '../../core/postgres/listener.js';
import { PREDICTION_CHANNEL } from '../../core/regeneration/prediction-channel.js';

/** The time between two questions for a prediction. */
export interface Pauses {
  /** Resolves when it is to be asked again; rejects with the signal's reason. */
  pause(signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Of one prediction, by its id. */
export type PausesOf = (id: string) => Pauses;

const POLL_EVERY_MS = 1000;
/** Where hints come, they are what is fast: polling only makes up for those that are lost. */
const HINTED_POLL_MS = 3000;
/** However many hints come, the provider is not asked more often. */
const LEAST_PAUSE_MS = 250;

/** A second, whatever happens. */
export const polling: PausesOf = () => ({
  pause: async (signal) => await sleep(POLL_EVERY_MS, undefined, { signal }),
  stop: () => undefined,
});

/** Pauses that end early when the api was told of the prediction; as long as `polling` while nobody would hear that. */
export function hintedPauses(databaseUrl: string, log: Logger, hintedPollMs = HINTED_POLL_MS): PausesOf {
  return (id) => {
    let told = false;
    let wake = (): void => undefined;
    const tell = (): void => {
      told = true;
      wake();
    };
    const onPayload = (payload: string): void => void (payload === id && tell());
    // What was said before it listened was not heard.
    const listener = new Listener({
      databaseUrl,
      channel: PREDICTION_CHANNEL,
      onPayload,
      onListening: tell,
      log,
    });
    void listener.start();
    return {
      async pause(signal) {
        await sleep(LEAST_PAUSE_MS, undefined, { signal });
        const early = new AbortController();
        wake = () => early.abort();
        if (told) wake();
        signal.addEventListener('abort', wake, { once: true });
        const longest = listener.listening ? hintedPollMs : POLL_EVERY_MS;
        await sleep(longest - LEAST_PAUSE_MS, undefined, { signal: early.signal }).catch(() => undefined);
        signal.removeEventListener('abort', wake);
        signal.throwIfAborted();
        told = false;
      },
      stop: () => listener.stop(),
    };
  };
}
