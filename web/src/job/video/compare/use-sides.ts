import { shortName } from '../../history/history-words.js';
import { LONGEST_PAGE, useReadOn } from '../../history/use-pages.js';
import { useClipVersions } from '../../history/strip/use-clip-versions.js';
import type { Version } from '../../history/strip/use-clip-versions.js';
import { useVideoVersions } from '../../history/use-video-versions.js';
import { t } from '../../../languages/t.js';
import type { Compared } from './compared.js';
import type { Side, Sides } from './sides.js';
import { useVideoBefore } from './use-video-before.js';

const NOTHING: Sides = { sides: null, before: null, more: null, error: null };

/**
 * What a clip can be compared with. The current version is seen on the stage, the one before it as the whole video showed
 * it; others in their own files.
 */
export function useClipSides(
  jobId: string,
  { clipIndex, versionNumber: current }: { clipIndex: number; versionNumber: number },
  compared: Compared,
): Sides {
  const last = useVideoBefore(jobId, clipIndex, current);
  const list = useClipVersions(jobId, clipIndex, String(current), LONGEST_PAGE);
  useReadOn(list, true, lowestOf(compared, [current, last?.fromVersion]));
  const { versions, more } = list;
  if (versions === null || last === undefined) return { ...NOTHING, error: list.error ?? null };
  const kept = versions.map(sideOf);
  const labelOf = (number: number) =>
    kept.find(({ version }) => version === number)?.label ?? shortName(number);
  const before =
    last?.fromVersion ?? kept.find(({ version, source }) => version < current && source)?.version;
  const inVideos: Side[] = [{ version: current, label: labelOf(current), source: { kind: 'stage' } }];
  if (last)
    inVideos.push({
      version: last.fromVersion,
      label: labelOf(last.fromVersion),
      source: { kind: 'video', url: last.videoUrl },
    });
  const sides = [
    ...inVideos,
    ...kept.filter(({ version }) => !inVideos.some((one) => one.version === version)),
  ];
  return { sides: newestFirst(sides), before: before ?? null, more, error: null };
}

/** What the whole video can be compared with. */
export function useVideoSides(jobId: string, current: number, compared: Compared): Sides {
  const list = useVideoVersions(jobId, String(current), LONGEST_PAGE);
  useReadOn(list, true, lowestOf(compared, [current]));
  const { versions, more } = list;
  if (versions === null) return { ...NOTHING, error: list.error ?? null };
  const own = versions.find(({ versionNumber }) => versionNumber === current);
  const sides: Side[] = versions
    .filter((version) => version !== own)
    .map(({ versionNumber, summary, videoUrl }) => ({
      version: versionNumber,
      label: `${t('version.short', { version: versionNumber })}: ${summary}`,
      source: videoUrl ? { kind: 'video', url: videoUrl } : null,
    }));
  const before = sides.find(({ version, source }) => version < current && source)?.version;
  const number = t('version.short', { version: current });
  const label = own ? `${number}: ${own.summary}` : number;
  sides.push({ version: current, label, source: { kind: 'stage' } });
  return { sides: newestFirst(sides), before: before ?? null, more, error: null };
}

/** The oldest version that is compared, of those that are not known otherwise. */
function lowestOf({ first, second }: Compared, known: readonly (number | undefined)[]): number | null {
  const sought = [first, second].filter((version) => version !== null && !known.includes(version));
  return sought.length === 0 ? null : Math.min(...(sought as number[]));
}

function sideOf({ versionNumber, instruction, videoUrl }: Version): Side {
  const label = instruction ? `${shortName(versionNumber)}: ${instruction}` : shortName(versionNumber);
  return { version: versionNumber, label, source: videoUrl ? { kind: 'clip', url: videoUrl } : null };
}

function newestFirst(sides: readonly Side[]): Side[] {
  return sides.toSorted((one, other) => other.version - one.version);
}
