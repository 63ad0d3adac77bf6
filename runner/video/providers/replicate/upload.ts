import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TimeLimit } from '../../../../core/util/limited.js';
import { SharedWork } from '../../../../core/util/shared-work.js';
import { meaningOfFailedUpload, readJson } from '../answer.js';
import type { PredictionRequest } from '../client.js';
import type { Ask } from './http.js';

/** Replicate takes files of up to 256 kB as data: URIs. */
const LARGEST_URI = 256_000;

const fileSchema = z.object({ urls: z.object({ get: z.url() }) });

/** Uploads files to Replicate, which deletes them a day later; a file that several takes are sent only once. */
export class Uploads {
  /** Addresses by the hash of the file. */
  private readonly there = new Map<string, string>();
  private readonly underWay = new SharedWork<string>();

  constructor(private readonly ask: Ask) {}

  /** A request with the addresses of its footage and its large files. */
  async withAddresses(request: PredictionRequest, signal: AbortSignal): Promise<PredictionRequest> {
    const input: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(request.input))
      input[name] = isUploaded(value) ? await this.addressOf(value, signal) : value;
    return { ...request, input };
  }

  private async addressOf(uri: string, signal: AbortSignal): Promise<string> {
    const key = createHash('sha256').update(uri).digest('hex');
    const known = this.there.get(key);
    if (known !== undefined) return known;
    const address = await this.underWay.share(key, async () => await upload(this.ask, uri, signal));
    this.there.set(key, address);
    return address;
  }
}

/** Footage of any size: by its address a lost order is told from any other with the same words. */
const isUploaded = (value: unknown): value is string =>
  typeof value === 'string' &&
  (value.startsWith('data:video/') || (value.startsWith('data:') && value.length > LARGEST_URI));

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
    const isStopped = signal.aborted && !(signal.reason instanceof TimeLimit);
    throw isStopped ? error : meaningOfFailedUpload(error, 'REPLICATE_API_TOKEN');
  }
}
