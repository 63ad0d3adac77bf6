import { ClassedFailure } from '../../retry.js';
import type { OutputHosts } from '../output/outbound.js';
import type { StartingPictures } from '../pictures.js';
import type { VideoRequest } from '../video-model.js';

/** What a client is connected with, beside its settings. */
export interface ConnectOptions {
  /** The pictures that a clip may start from. */
  pictures: StartingPictures;
}

/**
 * A provider as the paid path needs it. Each method sends one request, once: the paid path decides what is repeated,
 * since a repeated `create` may be charged twice. README.md says what each promises.
 */
export type ProviderClient = AnswersLater | AnswersAtOnce;

/** The predictions created since, newest first. */
export type ListPredictions = (since: Date, signal: AbortSignal) => Promise<Prediction[]>;

interface CommonClient {
  /** What a clip's request comes to at this provider. Sends nothing. */
  predictionRequest(request: VideoRequest, signal: AbortSignal): Promise<PredictionRequest>;
  /** What is expected of such a request, also of one that was read back from the ledger or from the provider. */
  expected(request: Pick<PredictionRequest, 'slug' | 'input'>): ExpectedRun;
  /**
   * The POST that may be charged. Rejects with PostRejected if it created nothing for certain; with anything else if its
   * fate is unknown.
   */
  create(request: PredictionRequest, signal: AbortSignal): Promise<Prediction>;
  /**
   * Recovers a POST whose answer was lost, and is therefore asked before another POST. Absent: such a POST is never
   * repeated, and counts as charged in full.
   */
  readonly list?: ListPredictions;
  /** Where finished clips are fetched from. */
  readonly outputs: OutputHosts;
}

/** `create` starts a prediction, which is asked for until it has ended. */
export interface AnswersLater extends CommonClient {
  readonly answers: 'later';
  get(id: string, signal: AbortSignal): Promise<Prediction>;
  /** Asks for the end of a prediction; one that has ended already is success. Absent: it runs on, and is charged. */
  cancel?(id: string, signal: AbortSignal): Promise<void>;
}

/** `create` resolves with a prediction that has ended. Canceling a run leaves it to be charged in full. */
export interface AnswersAtOnce extends CommonClient {
  readonly answers: 'at-once';
  /** Milliseconds after which the fate of a POST counts as unknown. */
  readonly answersWithinMs: number;
}

/** What a prediction is asked to make. The ledger keeps slug and input, so that a lost answer is found by them. */
export interface PredictionRequest {
  /** The provider's name for the model. */
  slug: string;
  /** The model's inputs; files as data: URIs. */
  input: Readonly<Record<string, unknown>>;
  /** Seconds after which the provider itself is to end it. */
  cancelAfterSeconds: number;
}

/** Null: not known. */
export interface ExpectedRun {
  /** Seconds of video that are asked for, by which the charge is worked out. */
  videoSeconds: number | null;
  /** Seconds from the POST to the end. */
  runSeconds: number | null;
}

/** `aborted`: ended before it began. */
export type PredictionStatus = 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted';

export interface Prediction {
  id: string;
  /** The provider's name for the model. */
  slug: string;
  status: PredictionStatus;
  input: Readonly<Record<string, unknown>>;
  createdAt: Date;
  /** Where what it has made lies. */
  urls: string[];
  /** The provider's words about a failure. */
  error: string | null;
  /** Its content rules refused the request, by a code of its own. */
  refused: boolean;
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
export class PostRejected extends ClassedFailure {
  constructor(
    /** Why, in words for the user. */
    readonly sentence: string,
    failureClass: 'permanent' | 'busy-order',
    /** Milliseconds after which the provider would take it; null where it does not say. */
    retryAfterMs: number | null,
    options: { cause: unknown },
  ) {
    super(sentence, failureClass, retryAfterMs, options);
    this.name = 'PostRejected';
  }
}

/** An answer that is no answer: an HTTP error, or a body that cannot be read. Never carries request headers. */
export class ProviderProblem extends Error {
  constructor(
    /** HTTP status; null where the answer could not be read. */
    readonly status: number | null,
    detail: string,
    /** Milliseconds that the provider asks to wait. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(detail);
    this.name = 'ProviderProblem';
  }
}
