import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/**
 * The baseline of `delivery`: graphql-ws as in its guide, with the type of our events and an in-memory iterator,
 * without sign-in, storage or queries. Publishes what its parent sends: an event's sequence and send time.
 */
const schema = buildSchema(`
  type Error { code: String! message: String! retryable: Boolean! charged: String! }
  type Event { regenerationId: ID! sequence: Int! type: String! progress: Int! message: String! modifiedPrompt: String videoUrl: String error: Error }
  type Query { ok: Boolean }
  type Subscription { regenerationProgress(regenerationId: ID!, afterSequence: Int): Event! }`);

const subscribers = new Set<(event: object) => void>();

async function* regenerationProgress(): AsyncGenerator<object, void> {
  const queue: object[] = [];
  let wake: () => void = () => undefined;
  const push = (event: object): void => {
    queue.push(event);
    wake();
  };
  subscribers.add(push);
  try {
    for (;;) {
      if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      yield { regenerationProgress: queue.shift()! };
    }
  } finally {
    subscribers.delete(push);
  }
}

process.on('message', (sequence: number) => {
  const event = {
    regenerationId: '6d0b3f3c-31ab-4bd5-9a5c-5ab7b0f1a0a1',
    sequence,
    type: 'VIDEO_GENERATING',
    progress: 20,
    message: 'Generating the clip.',
  };
  process.send!({ publishedAt: Number(process.hrtime.bigint()) / 1e6 });
  for (const push of subscribers) push(event);
});
process.once('disconnect', () => process.exit());

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql' });
useServer({ schema, roots: { subscription: { regenerationProgress } } }, sockets);
http.listen(0, '127.0.0.1', () => process.send!({ port: (http.address() as AddressInfo).port }));
