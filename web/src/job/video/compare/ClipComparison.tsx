import { LONGEST_PAGE, useReadOn } from '../../history/use-pages.js';
import { useClipVersions } from '../../history/strip/use-clip-versions.js';
import type { Version } from '../../history/strip/use-clip-versions.js';
import { shortName } from '../../history/history-words.js';
import { startOf } from '../timeline-scale.js';
import { BeforeAfter } from './BeforeAfter.js';
import type { Side } from './sides.js';
import { useVideoBefore } from './use-video-before.js';

export interface ComparedClip {
  clipIndex: number;
  pictureStart: number;
  timestampEnd: number;
  versionNumber: number;
}

/** What is compared, or would be: `version` is one that was picked. */
interface Looking {
  open: boolean;
  version: number | null;
}

/**
 * What a clip can be compared with, and how to read older versions. The current version, and the one before it, are shown as the whole video shows them;
 * others from their own files.
 * @param videoUrl signed URL of the current video
 */
export function useClipSides(
  jobId: string,
  clip: ComparedClip,
  videoUrl: string,
  { open, version: picked }: Looking,
) {
  const { clipIndex, versionNumber: current } = clip;
  const last = useVideoBefore(jobId, clipIndex, current);
  const list = useClipVersions(jobId, clipIndex, String(current), LONGEST_PAGE);
  useReadOn(list, open, picked);
  const { versions, more } = list;
  const start = startOf(clip);
  const kept: Side[] = (versions ?? []).map((version) => ({ ...sideOf(version), start: 0 }));
  const before = last?.fromVersion ?? kept.find(({ version, url }) => version < current && url)?.version;
  const inVideos: Side[] = [
    { version: current, label: labelOf(versions, current), url: videoUrl, start },
    ...(last
      ? [{ version: last.fromVersion, label: labelOf(versions, last.fromVersion), url: last.videoUrl, start }]
      : []),
  ];
  const shown = new Set(inVideos.map(({ version }) => version));
  const sides = [...inVideos, ...kept.filter(({ version }) => !shown.has(version))];
  return { sides: sides.toSorted((one, other) => other.version - one.version), before: before ?? null, more };
}

interface ClipComparisonProps {
  clip: ComparedClip;
  sides: readonly Side[];
  /** The version that stands beside the current one; by default the one before. */
  version: number | null;
  before: number;
  /** Reads older versions; null where there are none. */
  onOlder: (() => void) | null;
  onClose: () => void;
}

/** Two versions of a clip side by side. */
export function ClipComparison({ clip, sides, version, before, onOlder, onClose }: ClipComparisonProps) {
  const isChange = version === null || version === before;
  return (
    <BeforeAfter
      title={
        isChange
          ? `Clip ${clip.clipIndex + 1} before and after its last change`
          : `Versions of clip ${clip.clipIndex + 1} side by side`
      }
      sides={sides}
      left={version ?? before}
      right={clip.versionNumber}
      length={clip.timestampEnd - startOf(clip)}
      isChange={isChange}
      onOlder={onOlder}
      onClose={onClose}
    />
  );
}

function sideOf({ versionNumber, instruction, videoUrl }: Version): Omit<Side, 'start'> {
  const label = instruction ? `${shortName(versionNumber)}: ${instruction}` : shortName(versionNumber);
  return { version: versionNumber, label, url: videoUrl ?? null };
}

function labelOf(versions: readonly Version[] | null, number: number): string {
  const version = versions?.find(({ versionNumber }) => versionNumber === number);
  return version ? sideOf(version).label : shortName(number);
}
