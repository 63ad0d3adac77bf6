import type { Ending } from '../../core/regeneration/lifecycle.js';
import type { Waiting } from '../launcher/launcher.js';

/** The dispatcher says `unreachable` where the cluster takes no Jobs; /readyz names the setting, if there is one to fix. */
export type WaitingReason = Waiting['reason'];

/** What a user reads while a regeneration waits to be started. */
export const WAITING_SENTENCES: Record<WaitingReason, string> = {
  slots: 'Waiting: other changes are being made first.',
  capacity: 'Waiting for a free machine.',
  quota: 'Waiting: all available machines are busy.',
  image: 'Waiting: this cannot be started yet; an administrator may have to help.',
  unreachable: 'Waiting: no machine can be reached at the moment. This continues by itself.',
  rejected: 'Waiting: the server does not let this start yet.',
};

/** Seconds until we give up, for reasons that do not pass by themselves; null: until the deadline. */
export const LONGEST_WAIT_SECONDS: Record<Waiting['reason'], number | null> = {
  slots: null,
  capacity: null,
  quota: null,
  unreachable: null,
  image: 120,
  rejected: 30,
};

/** How a regeneration ends that could not start, in words for its user and for the administrator they turn to. */
export const HELD_UP_ENDINGS: Record<'image' | 'rejected', Ending> = {
  image: ending('the runner image cannot be fetched (RUNNER_IMAGE, or its pull secret)'),
  rejected: ending("the cluster's rules refuse the runner (its quota, limits, Pod Security or Secret)"),
};

function ending(reason: string): Ending {
  return {
    status: 'failed',
    code: 'INFRASTRUCTURE',
    retryable: true,
    message: `This could not be started: ${reason}. An administrator has to fix that. {charged}`,
  };
}
