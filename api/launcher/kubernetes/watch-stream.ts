import type { KubeConfig } from '@kubernetes/client-node';
import { clusterGet } from './cluster-get.js';
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
  { requestMs, watchIdleMs }: Pick<ClusterTiming, 'requestMs' | 'watchIdleMs'>,
  signal: AbortSignal,
): Promise<void> {
  const response = await clusterGet({ config, path, answerMs: requestMs, idleMs: watchIdleMs, signal });
  let rest = '';
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line) as WatchEvent<T>);
  }
}
