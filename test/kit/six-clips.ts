import type { VideoFacts } from '../../core/assistant/whom/whom.js';

/** What the rules know of a video of six clips. */
export function sixClips(picked: readonly number[]): VideoFacts {
  return {
    clips: Array.from({ length: 6 }, (_, clipIndex) => ({
      ...{ clipIndex, start: clipIndex * 5, end: clipIndex * 5 + 5, names: [], lyrics: [] },
    })),
    sections: [],
    picked,
  };
}
