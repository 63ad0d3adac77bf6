import type { Ending } from '../../core/regeneration/lifecycle.js';
import type { Waiting } from '../launcher/launcher.js';

/** `unreachable`: whatever runs Jobs does not take them at present, and an operator may have to see to it (/readyz). */
export type WaitingReason = Waiting['reason'] | 'unreachable';

/** What a user reads while a regeneration waits to be started. */
export const WAITING_SENTENCES: Record<WaitingReason, string> = {
  slots: 'Waiting: other changes are being made first.',
  capacity: 'Waiting for a free machine.',
  quota: 'Waiting: all machines that may be used are busy.',
  image: 'Waiting: the program that makes the change cannot be fetched yet.',
  unreachable: 'Waiting: no machine can be reached at the moment. This goes on by itself once one can.',
  rejected: 'Waiting: the cluster does not let the program start yet.',
};

/** Seconds after which waiting is given up, for reasons that do not pass by themselves; null: until the deadline. */
export const LONGEST_WAIT_SECONDS: Record<Waiting['reason'], number | null> = {
  slots: null,
  capacity: null,
  quota: null,
  image: 120,
  rejected: 30,
};

/** How a regeneration ends that was held up for too long, in words for its user and for the operator they turn to. */
export const HELD_UP_ENDINGS: Record<'image' | 'rejected', Ending> = {
  image: ending('the runner image cannot be fetched (RUNNER_IMAGE, or its pull secret)'),
  rejected: ending("the cluster's rules refuse the runner (its quota, limits, Pod Security or Secret)"),
};

function ending(reason: string): Ending {
  return {
    status: 'failed',
    code: 'INFRASTRUCTURE',
    retryable: true,
    message: `This could not be started: ${reason}. Whoever runs this installation has to fix that. {charged}`,
  };
}
