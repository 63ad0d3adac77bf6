import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { VideoModelCard, VideoModelCards } from '../../../core/quote/video-model-card.js';
import type { Settings, SettingValues } from '../../../core/util/settings.js';
import type { ConnectOptions, ProviderClient } from './client.js';

/**
 * Everything that the programs know about a video provider. The api, the doctor and docs/settings.md read this
 * description; only a runner calls `connect`, which loads the code that talks to the provider.
 */
export interface ProviderOf<Names extends string> {
  /** In the ledger (`paid_calls.api_name`) and in the path of its webhooks. Stored, so it never changes. */
  readonly name: string;
  /** Its name for people. */
  readonly title: string;
  /** Its environment variables, each with the programs that receive it. */
  readonly settings: Settings & Readonly<Record<Names, unknown>>;
  /** The setting that turns the provider on. */
  readonly access: Names;
  /** Its video models by their keys (`jobs.video_model`), which no other provider has. Defaults: an operator may add to them. */
  readonly models: VideoModelCards;
  /** What its cards look like: those of `models`, and those of an operator's file (VIDEO_MODELS_FILE). */
  readonly cardSchema: z.ZodType<VideoModelCard>;
  /** The same cards as the settings make them; absent: they depend on none. */
  cards?(settings: SettingValues<Names>): VideoModelCards;
  /** What is wrong with the settings as a whole: a sentence each, which says what to set. */
  problems?(settings: SettingValues<Names>): string[];
  /** Absent: it never reports an end, and is polled. */
  readonly webhook?: ProviderWebhook<Names>;
  /** The free request with which the doctor checks the access. */
  healthRequest(settings: SettingValues<Names>): HealthRequest<Names>;
  /** What the doctor finds beyond that by free requests: a sentence for each problem. */
  inspect?(settings: SettingValues<Names>, signal: AbortSignal): Promise<string[]>;
  /** Loads the client. Nothing is sent yet. */
  connect(settings: SettingValues<Names>, options: ConnectOptions): Promise<ProviderClient>;
}

export type Provider = ProviderOf<string>;

/** Lets the compiler check that a provider reads no setting that it does not declare. */
export function defineProvider<Names extends string>(provider: ProviderOf<Names>): Provider {
  return provider;
}

/** A GET that costs nothing; 401 and 403 mean that the key is wrong. */
export interface HealthRequest<Names extends string = string> {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The settings to fix: the key's, and the address's. */
  keySetting: Names;
  urlSetting: Names;
}

/**
 * How a provider reports the end of a prediction, at POST /webhooks/<name>. A webhook is only a notification: the
 * waiting runner then asks the provider, so a forged one costs a request and no money.
 */
export interface ProviderWebhook<Names extends string = string> {
  /** The secret that signs webhooks; without it they are off. */
  readonly secretSetting: Names;
  /** The runner's setting with our webhook address, which the client passes to the provider. */
  readonly urlSetting: Names;
  /** What the headers claim, before the body is read; null if they are incomplete or stale. */
  claimOf(headers: IncomingHttpHeaders): WebhookClaim | null;
  /** Whether the secret signed the claim together with the unchanged body. In constant time. */
  isSigned(claim: WebhookClaim, body: Buffer, secret: string): boolean | Promise<boolean>;
  /** The prediction that may have ended; null if the body names none. */
  predictionIdIn(body: unknown): string | null;
}

/** The headers of a webhook. */
export interface WebhookClaim {
  /** Stays the same when a webhook is repeated. */
  id: string;
  timestamp: string;
  signature: string;
}
