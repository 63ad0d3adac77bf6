import Sequencer from '@jest/test-sequencer';
import { readTimings, timingKey } from './timings.mjs';

/** A file without a measurement starts early, because it may be a long one. */
const UNKNOWN_SECONDS = 30;

/**
 * Starts the longest test files first, so that all workers end at about the same time; and a short one after each long
 * one, because the long ones wait for most of their time.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const timings = readTimings();
    const seconds = ({ path }) => timings[timingKey(path)] ?? UNKNOWN_SECONDS;
    const sorted = [...tests].sort((a, b) => seconds(b) - seconds(a) || (a.path < b.path ? -1 : 1));
    const half = Math.ceil(sorted.length / 2);
    const short = sorted.slice(half).reverse();
    return sorted.slice(0, half).flatMap((long, index) => [long, ...short.slice(index, index + 1)]);
  }
}
