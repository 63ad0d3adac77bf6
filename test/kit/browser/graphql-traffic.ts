import type { Page } from 'playwright-core';
import { z } from 'zod';

/** The GraphQL operations of a page since it was opened, by name. */
export interface CountedOperations {
  /** Requests over HTTP. */
  count(operation: string): number;
  /** Subscriptions that were open at the same time, at most. */
  mostAtOnce(subscription: string): number;
}

const request = z.object({ operationName: z.string() });
const sentMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), id: z.string(), payload: request }),
  z.object({ type: z.literal('complete'), id: z.string() }),
]);
const ending = z.object({ type: z.enum(['complete', 'error']), id: z.string() });

/** Counts the operations that a page sends from now on. */
export function operationsOf(page: Page): CountedOperations {
  const sent: string[] = [];
  const open = new Map<string, string>();
  const peaks = new Map<string, number>();
  const openOf = (name: string): number => [...open.values()].filter((other) => other === name).length;
  page.on('request', (outgoing) => {
    if (outgoing.method() !== 'POST' || !outgoing.url().endsWith('/graphql')) return;
    sent.push(request.parse(outgoing.postDataJSON()).operationName);
  });
  page.on('websocket', (socket) => {
    const own = new Set<string>();
    socket.on('framesent', ({ payload }) => {
      const { data: message } = sentMessage.safeParse(JSON.parse(payload.toString()));
      if (message?.type === 'complete') open.delete(message.id);
      if (message?.type !== 'subscribe') return;
      const {
        id,
        payload: { operationName: name },
      } = message;
      own.add(id);
      open.set(id, name);
      peaks.set(name, Math.max(peaks.get(name) ?? 0, openOf(name)));
    });
    socket.on('framereceived', ({ payload }) => {
      const message = ending.safeParse(JSON.parse(payload.toString()));
      if (message.success) open.delete(message.data.id);
    });
    socket.on('close', () => own.forEach((id) => open.delete(id)));
  });
  return {
    count: (operation) => sent.filter((name) => name === operation).length,
    mostAtOnce: (subscription) => peaks.get(subscription) ?? 0,
  };
}
