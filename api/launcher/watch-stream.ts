import http from 'node:http';
import https from 'node:https';
import { ApiException, type KubeConfig } from '@kubernetes/client-node';
import type { ClusterTiming } from './cluster-timing.js';

/** One line of a watch. */
export interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T;
}

/**
 * Reads a watch line by line until the server ends it; rejects when it breaks, stalls or is refused. Our own in place
 * of the client's Watch, which can be neither aborted nor timed out before its answer has begun.
 */
export async function readWatch<T>(
  config: KubeConfig,
  path: string,
  onEvent: (event: WatchEvent<T>) => void,
  timing: WatchTiming,
  signal: AbortSignal,
): Promise<void> {
  const response = await open(config, path, timing, signal);
  let rest = '';
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line) as WatchEvent<T>);
  }
}

type WatchTiming = Pick<ClusterTiming, 'requestMs' | 'watchIdleMs'>;

async function open(
  config: KubeConfig,
  path: string,
  timing: WatchTiming,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const url = new URL(config.getCurrentCluster()!.server + path);
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const request = (url.protocol === 'http:' ? http : https).get(url, { ...options, signal });
  const silent = (): void => void request.destroy(new Error('the watch has stalled'));
  request.setTimeout(timing.requestMs, silent);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    request.on('error', reject).once('response', resolve);
  });
  request.setTimeout(timing.watchIdleMs);
  if (response.statusCode === 200) return response;
  const body = (await response.setEncoding('utf8').toArray()).join('');
  throw new ApiException(response.statusCode!, 'The watch was refused', body, {});
}
