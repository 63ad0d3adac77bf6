import fc from 'fast-check';
import { admission, plainAdmission } from './admission.js';
import { endedBatch } from './batches.js';
import { secondActiveRow, touchEnded } from './bystanders.js';
import { accept, find, openCall, repost, settleCall } from './paid-calls.js';
import {
  cancelRequest,
  dispatch,
  launched,
  postpone,
  reconcilerEnds,
  restart,
  waiting,
} from './reconciler.js';
import {
  checkpoint,
  claim,
  complete,
  crash,
  emit,
  expire,
  heartbeat,
  release,
  replace,
  publishedChange,
  runnerEnds,
  runThrough,
} from './runner.js';
import { behind, confirmQueued, moveQueued, queueChange, removeQueued, rewordQueued } from './queue.js';
import { holdsPass, serve, startQueued, turn } from './queue-turns.js';
import { collect, restore } from './restores.js';

/** One sequence: whatever api, reconciler, runners and bystanders may do, in any order. Named twice is twice as likely. */
export const sequences = fc.commands(
  [
    ...[plainAdmission, plainAdmission, plainAdmission, admission, admission, cancelRequest],
    ...[dispatch, launched, postpone, restart, reconcilerEnds, waiting],
    ...[claim, claim, claim, replace, replace, heartbeat, expire, expire, release, crash],
    ...[emit, emit, checkpoint, checkpoint, complete, runnerEnds],
    ...[openCall, openCall, openCall, openCall, find, find, repost, repost],
    ...[accept, accept, accept, settleCall, settleCall, settleCall, settleCall],
    ...[secondActiveRow, touchEnded],
  ],
  { maxCommands: 60, size: 'max' },
);

/**
 * Mostly changes of one clip or of two that are published, takes, restores, undos, redos, and changes that wait for their
 * turn; some fail, are canceled, or lose their runner.
 */
export const histories = fc.commands(
  [
    ...[publishedChange, publishedChange, publishedChange, publishedChange],
    ...[endedBatch, endedBatch, endedBatch, endedBatch],
    ...[restore, restore, restore, restore, restore, restore, restore, restore, restore, restore],
    ...[
      runThrough,
      runThrough,
      plainAdmission,
      collect,
      cancelRequest,
      claim,
      replace,
      crash,
      openCall,
      accept,
    ],
    ...[settleCall, complete, complete, runnerEnds, reconcilerEnds],
    ...[behind, behind, queueChange, serve, serve, serve, serve, serve, startQueued, turn, holdsPass],
    ...[moveQueued, removeQueued, rewordQueued, confirmQueued],
  ],
  { maxCommands: 40, size: 'max' },
);
