import { z } from 'zod';
import { ledgerRequestSchema, type LedgerRequest } from '../../ledger-request.js';
import type { Prediction } from '../client.js';
import { outputsOf } from './outputs.js';

/** The entry of `extra_data` by which a prompt is known as ours. ComfyUI keeps it in its queue and history. */
export const EXTRA_KEY = 'clip_chatbot';

const extraSchema = z.object({
  [EXTRA_KEY]: z.object({ request: ledgerRequestSchema, createdAt: z.coerce.date() }),
});
export interface OwnData {
  request: LedgerRequest;
  createdAt: Date;
}

/** `[number, prompt_id, workflow, extra_data, outputs, …]` */
const itemSchema = z.tuple([z.unknown(), z.string(), z.unknown(), z.unknown()], z.unknown());
const queueSchema = z.object({
  queue_running: z.array(itemSchema),
  queue_pending: z.array(itemSchema),
});

/** A prompt in the queue. */
export interface Queued {
  id: string;
  isRunning: boolean;
  /** What we said of it; null for a prompt of somebody else. */
  own: OwnData | null;
}

export function readQueue(json: unknown): Queued[] {
  const { queue_running: running, queue_pending: pending } = queueSchema.parse(json);
  const queued = (isRunning: boolean) => (item: z.infer<typeof itemSchema>) => ({
    ...{ id: item[1], isRunning, own: ownData(item[3]) },
  });
  return [...running.map(queued(true)), ...pending.map(queued(false))];
}

const messageSchema = z.tuple([
  z.string(),
  z.looseObject({ timestamp: z.number().optional().catch(undefined) }),
]);
type Message = z.infer<typeof messageSchema>;

const endedSchema = z.object({
  prompt: itemSchema,
  outputs: z.record(z.string(), z.unknown()).catch({}),
  // Absent before 2024.
  status: z
    .object({ status_str: z.string(), messages: z.array(z.unknown()).catch([]) })
    .nullish()
    .catch(null),
});

/** A prompt that has ended, as the history tells it. */
export interface Ended {
  id: string;
  own: OwnData | null;
  end: 'succeeded' | 'failed' | 'canceled';
  error: string | null;
  /** Seconds of the GPU; null if unknown. */
  ranSeconds: number | null;
  /** Queries of /view, that of the video first. */
  views: URLSearchParams[];
}

/** All that are readable: other programs may have put anything there. */
export function readHistory(json: unknown): Ended[] {
  const entries = Object.values(z.record(z.string(), z.unknown()).parse(json));
  return entries.flatMap((entry) => {
    const read = endedSchema.safeParse(entry).data;
    return read === undefined ? [] : ended(read);
  });
}

function ended({ prompt, outputs, status }: z.infer<typeof endedSchema>): Ended {
  const messages = (status?.messages ?? []).flatMap(messageIn);
  const { views, others } = outputsOf(outputs);
  const common = { id: prompt[1], own: ownData(prompt[3]), ranSeconds: ranSeconds(messages), views };
  if (messages.some(([event]) => event === 'execution_interrupted'))
    return { ...common, end: 'canceled', error: null };
  const failure = messages.find(([event]) => event === 'execution_error');
  if (failure !== undefined || status?.status_str === 'error')
    return { ...common, end: 'failed', error: errorIn(failure) };
  if (views.length === 0) return { ...common, end: 'failed', error: noVideo(others) };
  return { ...common, end: 'succeeded', error: null };
}

function messageIn(message: unknown): Message[] {
  const read = messageSchema.safeParse(message);
  return read.success ? [read.data] : [];
}

function errorIn(message: Message | undefined): string | null {
  if (message === undefined) return null;
  const { node_id: id, node_type: type, exception_message: said } = message[1];
  return `${String(said).trim()} (node ${String(id)}, ${String(type)})`;
}

function noVideo(others: readonly string[]): string {
  return others.length === 0
    ? 'the workflow saved nothing'
    : `the workflow saved ${others.slice(0, 3).join(', ')}, and no video`;
}

function ranSeconds(messages: readonly Message[]): number | null {
  const times = messages.flatMap(([, { timestamp }]) => timestamp ?? []);
  return times.length < 2 ? null : (Math.max(...times) - Math.min(...times)) / 1000;
}

function ownData(extra: unknown): OwnData | null {
  return extraSchema.safeParse(extra).data?.[EXTRA_KEY] ?? null;
}

/** What the ledger's functions read. `billedSeconds` are the GPU's, in seconds of video at the card's speed. */
export function predictionOf(
  found: Pick<Queued, 'id' | 'own'> & Partial<Omit<Queued, 'id' | 'own'> & Omit<Ended, 'id' | 'own'>>,
  status: Prediction['status'],
  more: Partial<Prediction> = {},
): Prediction {
  const { id, own, ranSeconds: ran = null, error = null } = found;
  return {
    ...{ id, slug: own?.request.slug ?? '', input: own?.request.input ?? {} },
    ...{ status, error, createdAt: own?.createdAt ?? new Date(0), urls: [], refused: false },
    ...{ began: status !== 'starting' && status !== 'aborted', predictSeconds: ran },
    ...{ billedSeconds: null, done: null },
    ...more,
  };
}
