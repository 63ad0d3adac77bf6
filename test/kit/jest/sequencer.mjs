import Sequencer from '@jest/test-sequencer';
import { readTimings, timingKey } from './timings.mjs';

/** A file without a measurement starts early, because it may be a long one. */
const UNKNOWN_SECONDS = 30;

/** Starts the longest test files first, so that all workers end at about the same time. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const timings = readTimings();
    const seconds = ({ path }) => timings[timingKey(path)] ?? UNKNOWN_SECONDS;
    return [...tests].sort((a, b) => seconds(b) - seconds(a) || (a.path < b.path ? -1 : 1));
  }
}
