import { useEffect, useRef, useState } from 'react';
import { clipsInWords } from '../../../format/clips.js';
import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { t } from '../../../languages/t.js';
import type { ClipLengths } from './result-words.js';

const SAME_FOR = graphql(`
  fragment SameFor on Job {
    id
    clips {
      jobId
      clipIndex
      duration
    }
  }
`);

export type SameForJob = FragmentType<typeof SAME_FOR>;

export function clipLengths(job: SameForJob): ClipLengths {
  return new Map(readFragment(SAME_FOR, job).clips.map(({ clipIndex, duration }) => [clipIndex, duration]));
}

interface SameForProps {
  job: SameForJob;
  /** Those that have it. */
  but: readonly number[];
  onChoose: (clips: readonly number[]) => void;
}

/** Picks other clips of the video for the same wish. */
export function SameFor({ job, but, onChoose }: SameForProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => void box.current?.scrollIntoView({ block: 'nearest' }), []);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const others = readFragment(SAME_FOR, job).clips.filter(({ clipIndex }) => !but.includes(clipIndex));
  const toggle = (clip: number) =>
    setChosen(
      chosen.includes(clip)
        ? chosen.filter((one) => one !== clip)
        : [...chosen, clip].toSorted((a, b) => a - b),
    );
  return (
    <div ref={box} className="same-for" role="group" aria-label={t('result.sameForThese')}>
      {others.map(({ clipIndex }) => (
        <button
          key={clipIndex}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(clipIndex)}
          onClick={() => toggle(clipIndex)}
        >
          {t('common.clip', { number: clipIndex + 1 })}
        </button>
      ))}
      <button
        type="button"
        className="button button-small button-primary"
        disabled={chosen.length === 0}
        onClick={() => onChoose(chosen)}
      >
        {chosen.length === 0 ? t('result.pickClips') : t('result.change', { clips: clipsInWords(chosen) })}
      </button>
    </div>
  );
}
