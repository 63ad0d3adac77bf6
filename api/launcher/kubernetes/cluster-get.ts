import http from 'node:http';
import https from 'node:https';
import { ApiException, type KubeConfig } from '@kubernetes/client-node';

/** How a GET of the Kubernetes API is made. */
export interface ClusterGet {
  config: KubeConfig;
  /** With its query. */
  path: string;
  /** The answer must have begun by then. */
  answerMs: number;
  /** The longest silence after that. */
  idleMs: number;
  signal: AbortSignal;
}

/** The answer to a GET past the client, whose body is still to be read; rejects with an ApiException where it is no success. */
export async function clusterGet({
  config,
  path,
  answerMs,
  idleMs,
  signal,
}: ClusterGet): Promise<http.IncomingMessage> {
  const url = new URL(config.getCurrentCluster()!.server + path);
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const request = (url.protocol === 'http:' ? http : https).get(url, { ...options, signal });
  const silent = (): void => void request.destroy(new Error('it has said nothing for too long'));
  request.setTimeout(answerMs, silent);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    // An abort keeps its own reason.
    request.on('error', (error) => reject(signal.aborted ? asError(signal.reason) : error));
    request.once('response', resolve);
  });
  request.setTimeout(idleMs);
  if (response.statusCode === 200) return response;
  const retryAfter = response.headers['retry-after'];
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  throw new ApiException(response.statusCode!, 'The request was refused', await textOf(response), headers);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** All of an answer. */
export async function textOf(response: http.IncomingMessage): Promise<string> {
  return (await response.setEncoding('utf8').toArray()).join('');
}
