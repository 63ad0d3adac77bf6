import { ClassedFailure } from '../../retry.js';

/** A video provider as the paid path needs it: it takes orders, and whoever knows a prediction's id can ask and cancel. */
export interface PredictionProvider {
  /** Its name in the ledger. */
  readonly api: string;
  /**
   * One POST, never repeated here. Rejects with PostRefused where nothing was created; with anything else where nobody
   * knows.
   */
  create(order: Order, signal: AbortSignal): Promise<Prediction>;
  /** Predictions created since, newest first. */
  list(since: Date, signal: AbortSignal): Promise<Prediction[]>;
  get(id: string, signal: AbortSignal): Promise<Prediction>;
  /** Asks for the end of a prediction; one that has ended already is success. */
  cancel(id: string, signal: AbortSignal): Promise<void>;
  /** Brings an output to a file, which never holds a part of it. Rejects with OutputUnusable. */
  download(url: string, path: string, signal: AbortSignal): Promise<void>;
}

/** What a prediction is asked to make. */
export interface Order {
  /** `owner/name`. */
  slug: string;
  /** The model's inputs; files as data: URIs. */
  input: Readonly<Record<string, unknown>>;
  /** Seconds after which the provider itself ends it. */
  cancelAfterSeconds: number;
}

/** `aborted`: ended before it began. */
export type PredictionStatus = 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted';

export interface Prediction {
  id: string;
  /** `owner/name`. */
  slug: string;
  status: PredictionStatus;
  input: Readonly<Record<string, unknown>>;
  createdAt: Date;
  /** Where what it has made lies. */
  urls: string[];
  /** The provider's words about a failure. */
  error: string | null;
  /** Seconds that the model ran; null where that is not said. */
  predictSeconds: number | null;
  /** Seconds of video that the provider bills; null where it does not say. */
  billedSeconds: number | null;
  /** Fraction done, 0 to 1; null where that is not said. */
  done: number | null;
}

export function hasEnded({ status }: Prediction): boolean {
  return status !== 'starting' && status !== 'processing';
}

/** A POST that created nothing. */
export class PostRefused extends ClassedFailure {
  constructor(
    /** Why, in words for the user. */
    readonly sentence: string,
    failureClass: 'permanent' | 'busy-order',
    /** Milliseconds after which the provider would take it; null where it does not say. */
    retryAfterMs: number | null,
    options: { cause: unknown },
  ) {
    super(sentence, failureClass, retryAfterMs, options);
    this.name = 'PostRefused';
  }
}

/** An answer that is no answer: an HTTP error, or a body that cannot be read. Never carries request headers. */
export class ProviderTrouble extends Error {
  constructor(
    /** HTTP status; null where the answer could not be read. */
    readonly status: number | null,
    detail: string,
    /** Milliseconds that the provider asks to wait. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(detail);
    this.name = 'ProviderTrouble';
  }
}

/** What was made and paid for cannot be had from the provider. */
export class OutputUnusable extends Error {
  constructor(
    readonly sentence: string,
    /** It is there no more: bringing it again would not help. */
    readonly gone: boolean,
    options: { cause?: unknown } = {},
  ) {
    super(sentence, options);
    this.name = 'OutputUnusable';
  }
}
