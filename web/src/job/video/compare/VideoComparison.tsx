import { LONGEST_PAGE, useReadOn } from '../../history/use-pages.js';
import { useVideoVersions } from '../../history/use-video-versions.js';
import { BeforeAfter } from './BeforeAfter.js';

interface VideoComparisonProps {
  jobId: string;
  /** Number of the version that plays. */
  current: number;
  version: number;
  /** Seconds. */
  duration: number;
  onClose: () => void;
}

/** Two versions of the whole video side by side. */
export function VideoComparison({ jobId, current, version, duration, onClose }: VideoComparisonProps) {
  const list = useVideoVersions(jobId, String(current), LONGEST_PAGE);
  useReadOn(list, true, version);
  const sides = (list.versions ?? []).map(({ versionNumber, summary, videoUrl }) => ({
    version: versionNumber,
    label: `v${versionNumber}: ${summary}`,
    url: videoUrl ?? null,
    start: 0,
  }));
  return (
    <BeforeAfter
      title="Versions of the video side by side"
      sides={sides}
      left={version}
      right={current}
      length={duration}
      isChange={false}
      onOlder={list.more}
      onClose={onClose}
    />
  );
}
