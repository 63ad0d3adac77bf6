import { z } from 'zod';
import { meaningOfFailedUpload, readJson } from '../answer.js';
import type { PredictionRequest } from '../client.js';
import type { Ask } from './http.js';

/** Replicate takes files of up to 256 kB as data: URIs. */
const LARGEST_URI = 256_000;

const fileSchema = z.object({ urls: z.object({ get: z.url() }) });

/** A request with its large files at Replicate, which deletes them a day later. */
export async function uploadFiles(
  ask: Ask,
  request: PredictionRequest,
  signal: AbortSignal,
): Promise<PredictionRequest> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.input))
    input[name] = isLargeFile(value) ? await upload(ask, value, signal) : value;
  return { ...request, input };
}

const isLargeFile = (value: unknown): value is string =>
  typeof value === 'string' && value.startsWith('data:') && value.length > LARGEST_URI;

async function upload(ask: Ask, uri: string, signal: AbortSignal): Promise<string> {
  const [head = '', content = ''] = uri.split(',');
  const type = head.slice('data:'.length).replace(';base64', '');
  const form = new FormData();
  const bytes = Buffer.from(content, 'base64');
  form.append('content', new Blob([bytes], { type }), `footage.${type.split('/')[1]}`);
  try {
    return fileSchema.parse(await readJson(await ask('files', signal, { method: 'POST', data: form }))).urls
      .get;
  } catch (error) {
    throw signal.aborted ? error : meaningOfFailedUpload(error, 'REPLICATE_API_TOKEN');
  }
}
