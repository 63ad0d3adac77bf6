import { useEffect, useEffectEvent, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { merge } from 'rxjs';
import { recoveries } from '../../../connection/connection.js';
import { pause } from '../../../connection/pause.js';
import { wakes } from '../../../connection/wakes.js';
import { isTransportProblem, problemOf } from '../../../errors/problem.js';
import { readFragment } from '../../../generated/fragment-masking.js';
import { CHAT_MESSAGE, enterExchange, newestMessage, SEND_MESSAGE } from './messages.js';
import type { ChatMessage } from './messages.js';
import { keepOutbox, keptOutbox, outgoing } from './outbox.js';
import type { Outgoing, Sending } from './outbox.js';

const SEND_AGAIN_MS = 3000;

export interface Outbox {
  /** In the order in which it was written. */
  outgoing: readonly Outgoing[];
  sending: Sending | null;
  send: (text: string, clips: readonly number[]) => void;
  /** What was refused, once more. */
  sendAgain: (key: string) => void;
  remove: (key: string) => void;
}

/**
 * Sends what is written, one message after the other, as soon as the server can be reached. What is not answered outlives a
 * reload.
 * @param onAnswered is told before the page shows the answer
 */
export function useOutbox(jobId: string, onAnswered: (reply: ChatMessage) => void): Outbox {
  const client = useApolloClient();
  const [all, setAll] = useState(() => keptOutbox(jobId));
  const [sending, setSending] = useState<Sending | null>(null);
  useEffect(() => keepOutbox(jobId, all), [jobId, all]);
  const change = (key: string, to: Partial<Outgoing>) =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const remove = (key: string) => setAll((before) => before.filter((one) => one.key !== key));

  const next = all.find(({ problem }) => problem === null) ?? null;
  const answered = useEffectEvent(onAnswered);
  const deliver = useEffectEvent(async (signal: AbortSignal) => {
    if (next === null) return;
    const { key, text, clips } = next;
    setSending({ key, after: newestMessage(client.cache, jobId) });
    const input = { jobId, text, clipIndexes: [...clips], idempotencyKey: key };
    while (!signal.aborted) {
      try {
        await client.mutate({
          mutation: SEND_MESSAGE,
          variables: { input },
          context: { sendOnce: true },
          update: (cache, { data }) => {
            if (!data) return;
            const { message, reply } = data.sendMessage;
            enterExchange(cache, jobId, [reply, message]);
            if (signal.aborted) return;
            answered(readFragment(CHAT_MESSAGE, reply));
            remove(key);
          },
        });
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!isTransportProblem(error)) return change(key, { problem: problemOf(error) });
        change(key, { isWaiting: true });
        await pause(SEND_AGAIN_MS, signal, merge(wakes, recoveries));
      }
    }
  });
  const nextKey = next?.key;
  useEffect(() => {
    const abort = new AbortController();
    if (nextKey !== undefined) void deliver(abort.signal);
    return () => abort.abort();
  }, [nextKey]);

  return {
    outgoing: all,
    sending,
    send: (text, clips) => setAll((before) => [...before, outgoing(text, clips)]),
    sendAgain: (key) => change(key, { problem: null, isWaiting: false }),
    remove,
  };
}
