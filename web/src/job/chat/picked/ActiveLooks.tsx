import { rootOf, useClipVersions, type Version } from '../../history/strip/use-clip-versions.js';
import { t } from '../../../languages/t.js';

interface ActiveLooksProps {
  clip: { jobId: string; clipIndex: number; versionNumber: number };
  /** Changes when the clip may have new versions. */
  stamp: string;
  /** Says that one is to go. */
  onSay: (text: string, clips: readonly number[]) => void;
}

/** A look of another clip is the only one, so it needs no name. */
function withoutIt({ template: { id, label }, range }: Version['adjustments'][number]): string {
  if (id === 'style') return 'without the look';
  const where = range === null ? '' : ` from ${range.from} s to ${range.to} s`;
  return `without the ${label.toLowerCase()} effect${where}`;
}

/** What is drawn over the footage of the picked clip, each to be taken away by a press. */
export function ActiveLooks({ clip, stamp, onSay }: ActiveLooksProps) {
  const { jobId, clipIndex, versionNumber } = clip;
  const { versions } = useClipVersions(jobId, clipIndex, stamp);
  const current = versions?.find((version) => version.versionNumber === versionNumber);
  const root = current && versions?.find((version) => version.versionNumber === rootOf(current));
  const adjustments = current?.adjustments.length ? current.adjustments : (root?.adjustments ?? []);
  if (adjustments.length === 0) return null;
  return (
    <ul
      className="active-looks"
      aria-label={t('picked.shows', { number: clipIndex + 1 })}
      data-testid="active-looks"
    >
      {adjustments.map((look) => (
        <li key={look.words}>
          <button
            type="button"
            className="chip picked-chip"
            aria-label={t('picked.takeAway', { look: look.words })}
            onClick={() => onSay(withoutIt(look), [clipIndex])}
          >
            {look.words}
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m6 6 8 8M14 6l-8 8" />
            </svg>
          </button>
        </li>
      ))}
    </ul>
  );
}
