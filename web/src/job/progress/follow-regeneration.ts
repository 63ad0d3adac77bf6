import type { ApolloClient } from '@apollo/client';
import { NEVER, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { readFragment } from '../../generated/index.js';
import { dropConnections } from '../../connection/dropped-connections.js';
import { pause } from '../../connection/pause.js';
import { wakes } from '../../connection/wakes.js';
import { missedEvents, PROGRESS_EVENT, subscribeOnce } from './progress-events.js';
import type { ProgressEventRef } from './progress-events.js';
import { progressAfter } from './progress-state.js';
import type { ProgressState } from './progress-state.js';

const POLL_MS = 1000;
/** Between subscriptions that brought nothing: where websockets are blocked, polling does. */
const SUBSCRIBE_AGAIN_MS = { first: 1000, longest: 30_000 } as const;
/** Time for the subscription to deliver a state that another request has shown; the API is at most 1.2 s late. */
const DELIVERED_WITHIN_MS = 1500;

interface FollowInput {
  client: ApolloClient;
  start: ProgressState;
  onChange: (state: ProgressState) => void;
  signal: AbortSignal;
  /** Sequences that the server is known to have reached, learned elsewhere. */
  reached?: Observable<number>;
}

/**
 * Follows a regeneration to its end: by a subscription, and over HTTP every second while that one brings nothing.
 * Resolves with the last state; its outcome is null when the signal aborted, or when the regeneration is no longer the
 * viewer's to see.
 */
export async function followRegeneration(input: FollowInput): Promise<ProgressState> {
  const following = new Following(input);
  const checking = (input.reached ?? NEVER).subscribe((sequence) => void following.checkSocket(sequence));
  await Promise.all([following.subscribe(), following.poll()]);
  checking.unsubscribe();
  return following.state;
}

class Following {
  state: ProgressState;
  /** The subscription has brought something, so that it may be relied on. */
  private hears = false;
  private readonly deafened = new Subject<void>();
  private readonly over = new AbortController();
  private readonly signal: AbortSignal;

  constructor(private readonly input: FollowInput) {
    this.state = input.start;
    this.signal = AbortSignal.any([input.signal, this.over.signal]);
  }

  /** Subscribes from the last event that was seen, again and again. That one comes once more and proves the way. */
  async subscribe(): Promise<void> {
    for (let failures = 0; !this.signal.aborted; failures++) {
      const { regenerationId, lastSequence } = this.state;
      const from = { id: regenerationId, afterSequence: Math.max(0, lastSequence - 1) };
      await subscribeOnce(this.input.client, from, (event) => this.hear(event), this.signal);
      if (this.hears) failures = 0;
      this.hears = false;
      this.deafened.next();
      await pause(againAfterMs(failures), this.signal, wakes);
    }
  }

  async poll(): Promise<void> {
    while (!this.signal.aborted) {
      await pause(POLL_MS, this.signal, this.deafened);
      if (!this.hears && !this.signal.aborted) await this.catchUp();
    }
  }

  /** A socket that does not deliver a known event is dead, even if it looks connected. */
  async checkSocket(sequence: number): Promise<void> {
    const isBehind = () => this.hears && sequence > this.state.lastSequence;
    if (isBehind()) await pause(DELIVERED_WITHIN_MS, this.signal);
    if (isBehind() && !this.signal.aborted) dropConnections();
  }

  private hear(event: ProgressEventRef): void {
    this.hears = true;
    this.take(event);
  }

  private async catchUp(): Promise<void> {
    const { regenerationId: id, lastSequence: afterSequence } = this.state;
    const events = await missedEvents(this.input.client, { id, afterSequence });
    if (this.signal.aborted) return;
    if (events === 'gone') return this.over.abort();
    if (events !== 'lost') events.forEach((event) => this.take(event));
    const connected = events !== 'lost' || this.hears;
    if (connected !== this.state.connected) this.change({ ...this.state, connected });
  }

  private take(event: ProgressEventRef): void {
    this.change(progressAfter(this.state, readFragment(PROGRESS_EVENT, event)));
  }

  private change(next: ProgressState): void {
    if (next === this.state) return;
    this.state = next;
    this.input.onChange(next);
    if (next.outcome !== null) this.over.abort();
  }
}

/** Randomized, so that clients of a restarting server do not all return at once. */
function againAfterMs(failures: number): number {
  const { first, longest } = SUBSCRIBE_AGAIN_MS;
  return Math.min(longest, first * 2 ** failures) * (1 + Math.random());
}
