/** The ways two pictures are shown against each other, in the order of their keys 1 to 4. */
export const VIEWS = ['side', 'wipe', 'overlay', 'flicker'] as const;
export type View = (typeof VIEWS)[number];

/** Which two versions are compared, and how. */
export interface Compared {
  /** A clip, from 0; null: the whole video. */
  clip: number | null;
  /** Numbers of versions; null, until that is known: the one before the second. */
  first: number | null;
  second: number;
  view: View;
}

const WRITTEN = /^(?:clip([1-9]\d{0,3})|video)(?:\.v(\d{1,6}))?\.v(\d{1,6})$/;

/** As it stands in the page's address: ?compare=clip2.v1.v3&view=wipe, or compare=video.v1.v2. */
export function inAddress(compared: Compared | null): { compare: string | null; view: string | null } {
  if (compared === null) return { compare: null, view: null };
  const { clip, first, second, view } = compared;
  const versions = [first, second].filter((number) => number !== null).map((number) => `v${number}`);
  return { compare: [clip === null ? 'video' : `clip${clip + 1}`, ...versions].join('.'), view };
}

/** What an address asks to compare; null where it asks for nothing that can be read. */
export function fromAddress(search: string): Compared | null {
  const params = new URLSearchParams(search);
  const found = WRITTEN.exec(params.get('compare') ?? '');
  if (!found) return null;
  const [, clip, first, second] = found;
  return {
    clip: clip === undefined ? null : Number(clip) - 1,
    first: first === undefined ? null : Number(first),
    second: Number(second),
    view: VIEWS.find((view) => view === params.get('view')) ?? 'wipe',
  };
}
