import type { MediaSample } from './media-samples.js';
import { MUTATIONS } from './mutations.js';
import type { Targets } from './planted.js';
import { randomOf } from '../random.js';

/** One damaged file: the same number and samples give the same bytes. */
export interface MutatedFile {
  number: number;
  /** The sample, and its mutation. */
  what: string;
  kind: MediaSample['kind'];
  extension: string;
  bytes: Buffer;
  /** It contains only a reference to elsewhere: if it is accepted, the reference was followed. */
  isReference: boolean;
}

const NAMES = Object.keys(MUTATIONS);

/** Any consecutive range of this length contains every mutation of every sample. */
export function roundOf(samples: readonly MediaSample[]): number {
  return NAMES.length * samples.length;
}

/** Every mutation of half of the samples, and every sample with half of the mutations. */
export function isInHalf(number: number): boolean {
  return (number + Math.floor(number / NAMES.length)) % 2 === 0;
}

export function mutatedFile(number: number, samples: readonly MediaSample[], targets: Targets): MutatedFile {
  const name = NAMES[number % NAMES.length]!;
  const at = Math.floor(number / NAMES.length);
  const sample = samples[at % samples.length]!;
  const random = randomOf(number + 1);
  const other = random.pick(samples.filter((each) => each !== sample));
  const bytes = MUTATIONS[name]!(sample.bytes, random, other.bytes, targets);
  return {
    ...{ number, what: `#${number}: ${sample.name}, ${name}`, kind: sample.kind, bytes },
    // The file's name must not matter.
    extension: random.pick([sample.extension, sample.extension, other.extension]),
    isReference: name === 'a list or manifest in its place' && !bytes.includes(sample.bytes.subarray(0, 500)),
  };
}
