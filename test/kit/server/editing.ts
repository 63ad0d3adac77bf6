import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { ApiClient } from './client.js';
import {
  JOBS,
  PROGRESS,
  QUOTE,
  REGENERATE,
  type ProgressEvent,
  type QuoteAnswer,
  type RegenerateAnswer,
} from './operations.js';

/** The id of the only job that the demo user has. */
export async function demoJobId(api: ApiClient): Promise<string> {
  const { jobs } = await api.data<{ jobs: { edges: { node: { id: string } }[] } }>(JOBS);
  return jobs.edges[0]!.node.id;
}

/** Asks, confirms with the quote, and answers with the regeneration's id. */
export async function confirmChange(
  api: ApiClient,
  jobId: string,
  clipIndex: number,
  instruction: string,
): Promise<string> {
  return await confirm(api, await quotedChange(api, jobId, clipIndex, instruction));
}

interface QuotedChange {
  jobId: string;
  clipIndex: number;
  instruction: string;
  quoteToken: string;
}

/** Asks what a change costs; answers with what confirms it. */
export async function quotedChange(
  api: ApiClient,
  jobId: string,
  clipIndex: number,
  instruction: string,
): Promise<QuotedChange> {
  const { regenerationQuote: quote } = await api.data<QuoteAnswer>(QUOTE, { jobId, clipIndex, instruction });
  return { jobId, clipIndex, instruction, quoteToken: quote.token };
}

/** Confirms a quoted change; answers with the regeneration's id. */
export async function confirm(api: ApiClient, input: QuotedChange): Promise<string> {
  const { regenerateClip } = await api.data<RegenerateAnswer>(REGENERATE, { input });
  return regenerateClip.regenerationId;
}

/** Every event of a regeneration up to its end, as a subscriber receives them. */
export async function followToEnd(
  api: ApiClient,
  id: string,
  after = 0,
  onEvent: (event: ProgressEvent) => void = () => undefined,
): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = [];
  for await (const { data } of api.subscribe<{ regenerationProgress: ProgressEvent }>(PROGRESS, {
    id,
    after,
  })) {
    events.push(data!.regenerationProgress);
    onEvent(data!.regenerationProgress);
  }
  return events;
}

/** Brings a signed URL to a file. */
export async function download(url: string, file: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${response.status} for ${url}`);
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file));
  return file;
}
