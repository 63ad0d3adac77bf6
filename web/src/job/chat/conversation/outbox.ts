import type { Problem } from '../../../errors/problem.js';
import { randomUuid } from './random-uuid.js';

/** What was written and is not answered yet. The server keeps one message for a key, however often it is sent. */
export interface Outgoing {
  key: string;
  text: string;
  /** The clips that were picked. */
  clips: readonly number[];
  /** It could not be sent, and is sent again by itself. */
  isWaiting: boolean;
  /** Why the server has refused it. */
  problem: Problem | null;
}

export function outgoing(text: string, clips: readonly number[]): Outgoing {
  return { key: randomUuid(), text, clips, isWaiting: false, problem: null };
}

/** The message that is being sent. */
export interface Sending {
  key: string;
  /** Id of the newest message that was known before; null: none. */
  after: string | null;
}

interface Said {
  id: string;
  role: 'USER' | 'ASSISTANT';
  text: string;
}

/**
 * What does not stand in the conversation yet: a message may be read from there before its own request is answered.
 * @param said what was said, oldest first
 */
export function notArrived(
  all: readonly Outgoing[],
  sending: Sending | null,
  said: readonly Said[],
): readonly Outgoing[] {
  const since = said.slice(said.findIndex(({ id }) => id === sending?.after) + 1);
  const hasArrived = ({ key, text, problem }: Outgoing): boolean =>
    key === sending?.key &&
    problem === null &&
    since.some((message) => message.role === 'USER' && message.text === text.trim());
  return all.filter((one) => !hasArrived(one));
}

/** Removed with the drafts when another user signs in on this tab. */
const keyOf = (jobId: string) => `clip-chatbot.draft.outbox.${jobId}`;

/** Keeps what is not answered yet, so that it outlives a reload of this tab. */
export function keepOutbox(jobId: string, all: readonly Outgoing[]): void {
  if (all.length === 0) sessionStorage.removeItem(keyOf(jobId));
  else sessionStorage.setItem(keyOf(jobId), JSON.stringify(all));
}

/** What was kept; of another release in another format: nothing. */
export function keptOutbox(jobId: string): Outgoing[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(jobId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isOutgoing) : [];
  } catch {
    return [];
  }
}

function isOutgoing(kept: unknown): kept is Outgoing {
  const { key, text, clips } = (kept ?? {}) as Partial<Outgoing>;
  return typeof key === 'string' && typeof text === 'string' && Array.isArray(clips);
}
