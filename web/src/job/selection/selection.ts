/** The picked clips (0-based). */
export interface Selection {
  /** In the order of the song, each once. */
  clips: readonly number[];
  /** The clip that was picked last, where a range begins; null while none is picked. */
  anchor: number | null;
}

/** What a press means: that clip alone, that clip too (or no longer), or all from the anchor to it. */
export type Way = 'one' | 'toggle' | 'range' | 'add-range';

export const NOTHING: Selection = { clips: [], anchor: null };

export function wayOf(press: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): Way {
  const adds = press.ctrlKey || press.metaKey;
  if (press.shiftKey) return adds ? 'add-range' : 'range';
  return adds ? 'toggle' : 'one';
}

/** @param all the clips of the video, in order */
export function after(
  selection: Selection,
  clip: number,
  { way, all }: { way: Way; all: readonly number[] },
): Selection {
  const { clips, anchor } = selection;
  switch (way) {
    case 'one':
      return only(clip);
    case 'toggle':
      return clips.includes(clip)
        ? without(selection, clip)
        : { clips: inOrder([...clips, clip]), anchor: clip };
    case 'range':
    case 'add-range': {
      const from = anchor ?? clip;
      const [first, last] = [Math.min(from, clip), Math.max(from, clip)];
      const range = all.filter((index) => index >= first && index <= last);
      return { clips: way === 'range' ? range : inOrder([...clips, ...range]), anchor: from };
    }
  }
}

export function without({ clips, anchor }: Selection, clip: number): Selection {
  const left = clips.filter((index) => index !== clip);
  return { clips: left, anchor: anchor === clip ? (left.at(-1) ?? null) : anchor };
}

/** One step back: several become one, one becomes none. */
export function reduced({ clips, anchor }: Selection): Selection {
  return clips.length > 1 ? only(anchor ?? clips[0]!) : NOTHING;
}

/** "1,3-5" for people and addresses, who count from 1. */
export function inWriting(clips: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const clip of clips) {
    const last = runs.at(-1);
    if (last?.[1] === clip - 1) last[1] = clip;
    else runs.push([clip, clip]);
  }
  return runs.map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}-${to + 1}`)).join();
}

/** The clips of a video that such a text names. */
export function fromWriting(text: string, all: readonly number[]): Selection {
  if (!/^\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?){0,99}$/.test(text)) return NOTHING;
  const runs = text.split(',').map((run) => run.split('-').map(Number));
  const clips = all.filter((clip) => runs.some(([from, to = from]) => clip + 1 >= from! && clip + 1 <= to!));
  return { clips, anchor: clips[0] ?? null };
}

function only(clip: number): Selection {
  return { clips: [clip], anchor: clip };
}

function inOrder(clips: readonly number[]): number[] {
  return [...new Set(clips)].toSorted((one, other) => one - other);
}
