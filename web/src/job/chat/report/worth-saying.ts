import type { ResultReportQuery } from '../../../generated/graphql.js';

type Change = NonNullable<ResultReportQuery['regeneration']>['changes'][number];
type Seam = Change['versions'][number]['seams'][number];
type Figure = 'light' | 'warmth' | 'contrast';
const FIGURES = ['light', 'warmth', 'contrast'] as const;

/** Both cuts of one clip. */
const MOST_MATCHES = 2;

interface Kept {
  /** Counts from 0. */
  clip: number;
  percent: number;
  isLess: boolean;
  instruction: string;
}

interface Jump {
  figure: Figure;
  neighbor: number;
  /** Of 255. */
  amount: number;
}

interface Match {
  clip: number;
  like: number;
  /** What asks for it, in English. */
  says: string;
}

/**
 * Of a report what is worth a line. What is kept: of an edit by a video model always, else where it is less than was asked. The
 * largest jump at a cut, with the matches that take jumps away.
 */
export function worthSaying(changes: readonly Change[]): {
  kept: Kept[];
  jump: Jump | null;
  matches: Match[];
} {
  const made = changes.flatMap((change) => {
    const version = change.versions.at(-1);
    return version ? [{ ...change, version }] : [];
  });
  const kept = made.flatMap(({ clipIndex: clip, instruction, action, version }): Kept[] => {
    if (!version.kept) return [];
    const { score, changedMoreThanAsked: isLess } = version.kept;
    const says = isLess || action === 'EDIT_FOOTAGE';
    return says ? [{ clip, percent: Math.round(100 * score), isLess, instruction }] : [];
  });
  const jumps = made
    .flatMap(({ version }) => version.seams.flatMap(jumpAt))
    .toSorted((one, other) => other.amount - one.amount);
  return { kept, jump: jumps[0] ?? null, matches: jumps.flatMap(matchOf).slice(0, MOST_MATCHES) };
}

function jumpAt(seam: Seam): (Jump & Pick<Seam, 'match'>)[] {
  const [most] = FIGURES.filter((figure) => seam[figure].isJump)
    .map((figure) => ({ figure, amount: Math.round(Math.abs(seam[figure].after)) }))
    .toSorted((one, other) => other.amount - one.amount);
  return most ? [{ ...most, neighbor: seam.neighbor, match: seam.match }] : [];
}

function matchOf({ match }: Pick<Seam, 'match'>): Match[] {
  const [, clip, like] = /clip (\d+) look like clip (\d+)/.exec(match ?? '') ?? [];
  return clip && like && match ? [{ clip: Number(clip) - 1, like: Number(like) - 1, says: match }] : [];
}
