import type { VideoModelCards } from '../../../core/quote/video-model-card.js';
import { ClassedFailure } from '../../../core/util/http/failure-class.js';
import type { Footage } from '../footage.js';
import type { OutputHosts } from '../output/outbound.js';
import type { StartingPictures } from '../pictures.js';
import type { VideoRequest } from '../video-model.js';

/** What a client receives beside its settings. */
export interface ConnectOptions {
  /** The pictures from which a clip may start. */
  pictures: StartingPictures;
  /** The footage that it replaces, or edits. */
  footage: Footage;
  /** The provider's cards, an operator's corrections included. */
  models: VideoModelCards;
}

/**
 * A provider as the paid path needs it. Each method sends one request, once: the paid path decides what is repeated,
 * since a repeated `create` may be charged twice. README.md says what each promises.
 */
export type ProviderClient = AnswersLater | AnswersAtOnce;

/** The predictions created since, newest first. */
export type ListPredictions = (since: Date, signal: AbortSignal) => Promise<Prediction[]>;

interface CommonClient {
  /** A clip's request in this provider's terms. Sends nothing. */
  predictionRequest(request: VideoRequest, signal: AbortSignal): Promise<PredictionRequest>;
  /** The expected run of a request, also of one from the ledger. */
  expected(request: RequestedRun): ExpectedRun;
  /**
   * The same request with its files where the model reads them, at the provider. May be repeated: nothing is charged. Rejects
   * with PostRejected, or another error where it may work later. Absent: `create` sends files along.
   */
  upload?(request: PredictionRequest, signal: AbortSignal): Promise<PredictionRequest>;
  /**
   * The POST that may be charged. Rejects with PostRejected only if it certainly created nothing; with any other
   * error if its outcome is unknown.
   */
  create(request: PredictionRequest, signal: AbortSignal): Promise<Prediction>;
  /**
   * Finds the prediction of a POST without an answer before another POST is made. Absent: such a POST is never
   * repeated, and counts as charged in full.
   */
  readonly list?: ListPredictions;
  /** Hosts of finished clips. */
  readonly outputs: OutputHosts;
}

/** `create` starts a prediction, which is polled until it has ended. */
export interface AnswersLater extends CommonClient {
  readonly answers: 'later';
  get(id: string, signal: AbortSignal): Promise<Prediction>;
  /**
   * Asks the provider to end a prediction; succeeds if it has ended already. Absent: the prediction runs on, and is
   * charged.
   */
  cancel?(id: string, signal: AbortSignal): Promise<void>;
}

/** `create` resolves with an ended prediction. A run that is canceled meanwhile is charged in full. */
export interface AnswersAtOnce extends CommonClient {
  readonly answers: 'at-once';
  /** Milliseconds after which the outcome of a POST counts as unknown. */
  readonly answersWithinMs: number;
}

/** What to make. The ledger stores all but the limit, so that a lost answer can be found by it. */
export interface PredictionRequest {
  /** The provider's name for the model. */
  slug: string;
  /** The model's inputs; files as data: URIs, or where they were uploaded. */
  input: Readonly<Record<string, unknown>>;
  /** Seconds of video that are edited; absent: the input says how many are made. */
  seconds?: number;
  /** Seconds after which the provider itself ends it. */
  cancelAfterSeconds: number;
}

/** A request as far as its run depends on it; of the ledger or of a prediction as well. */
export type RequestedRun = Pick<PredictionRequest, 'slug' | 'input' | 'seconds'>;

/** Null: unknown. */
export interface ExpectedRun {
  /** Seconds of video in the request, which determine the charge. */
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
  /** URLs of the result, that of the video first. */
  urls: string[];
  /** The provider's words about a failure. */
  error: string | null;
  /** A code says that its content rules rejected the request. */
  refused: boolean;
  /** False: it is known that it never ran. */
  began: boolean;
  /** Seconds that the model ran; null if unknown. */
  predictSeconds: number | null;
  /** Seconds of video that the provider bills; null if unknown. */
  billedSeconds: number | null;
  /** Finished fraction, 0 to 1; null if unknown. */
  done: number | null;
}

export function hasEnded({ status }: Prediction): boolean {
  return status !== 'starting' && status !== 'processing';
}

/** A POST that created nothing. */
export class PostRejected extends ClassedFailure {
  /** What the user reads while it is tried again; null if it is not. */
  readonly waiting: string | null;

  constructor(
    /** The reason in words for the user. */
    readonly sentence: string,
    failureClass: 'permanent' | 'busy-video',
    /** Milliseconds after which the provider may accept it; null if it does not say. */
    retryAfterMs: number | null,
    { cause, waiting = null }: { cause: unknown; waiting?: string | null },
  ) {
    super(sentence, failureClass, retryAfterMs, { cause });
    this.name = 'PostRejected';
    this.waiting = waiting;
  }
}

/** An HTTP error, or an unreadable body. Never carries request headers. */
export class ProviderProblem extends Error {
  constructor(
    /** HTTP status; null if the answer could not be read. */
    readonly status: number | null,
    detail: string,
    /** Milliseconds that the provider asks to wait. */
    readonly retryAfterMs: number | null = null,
    /** What it says about the request, at some length. */
    readonly body = '',
  ) {
    super(detail);
    this.name = 'ProviderProblem';
  }
}
