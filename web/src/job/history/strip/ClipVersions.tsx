import { t } from '../../../languages/t.js';
import { VersionStrip } from './VersionStrip.js';
import './version-strip.css';

interface ClipVersionsProps {
  /** The only picked clip; null where none or several are. */
  clip: { jobId: string; clipIndex: number; versionNumber: number } | null;
  /** Changes when there may be new versions. */
  stamp: string;
}

/** Under the stage: the versions of the picked clip. Its room is there without one, so that nothing moves when one is picked. */
export function ClipVersions({ clip, stamp }: ClipVersionsProps) {
  if (clip) return <VersionStrip key={clip.clipIndex} clip={clip} stamp={stamp} />;
  return <p className="version-strip version-hint">{t('version.pickOne')}</p>;
}
