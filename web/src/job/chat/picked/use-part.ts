import { useState } from 'react';
import { t } from '../../../languages/t.js';

/** What is written into the fields of a part; empty ones are the start and the end of the clip. */
export interface WrittenPart {
  from: string;
  to: string;
}

const ALL: WrittenPart = { from: '', to: '' };

/** The part of a clip that what is said next is for. */
export interface PartOfClip {
  /** Whether the fields are there. */
  isOpen: boolean;
  /** Opens them, or takes all of the clip again. */
  toggle: () => void;
  written: WrittenPart;
  onWrite: (part: WrittenPart) => void;
  /** Why it is no part; null where it is one, or all of the clip. */
  problem: string | null;
  /** A wish for it; what is said after that is for all of the clip again. */
  takeFor: (text: string) => string;
}

/** Of the only picked clip, of so many seconds. Each clip begins with all of it. */
export function usePart(clipIndex: number | null, seconds: number): PartOfClip {
  const [kept, setKept] = useState<{ clipIndex: number; written: WrittenPart } | null>(null);
  const isOpen = kept !== null && kept.clipIndex === clipIndex;
  const written = isOpen ? kept.written : ALL;
  const words = partInWords(written, seconds);
  const enter = (part: WrittenPart | null) =>
    setKept(part === null || clipIndex === null ? null : { clipIndex, written: part });
  return {
    ...{ isOpen, written, onWrite: enter },
    toggle: () => enter(isOpen ? null : ALL),
    problem: words === null ? t('picked.partOutside', { seconds: rounded(seconds) }) : null,
    takeFor: (text) => {
      enter(null);
      return `${text}${words ?? ''}`;
    },
  };
}

/** ", from 1 s to 2.5 s", nothing for all of the clip; null where it is no part of it. */
export function partInWords({ from, to }: WrittenPart, seconds: number): string | null {
  const length = rounded(seconds);
  const [start, end] = [from === '' ? 0 : rounded(Number(from)), to === '' ? length : rounded(Number(to))];
  if (!(start >= 0 && start < end && end <= length)) return from === '' && to === '' ? '' : null;
  return start === 0 && end === length ? '' : `, from ${start} s to ${end} s`;
}

/** Two digits tell all frames apart. */
export const rounded = (seconds: number): number => Number(seconds.toFixed(2));
