import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { formatLength, formatRange } from '../../../format/time.js';
import { Thumbnail } from '../../../layout/Thumbnail.js';
import { t } from '../../../languages/t.js';

const CHAT_HEAD = graphql(`
  fragment ChatHead on Clip {
    jobId
    clipIndex
    thumbnailUrl
    timestampStart
    timestampEnd
    duration
  }
`);

const PICTURES = 3;

/** What the next words are about: a clip, several, or none that is picked. */
export function ChatHead({ clips: refs }: { clips: readonly FragmentType<typeof CHAT_HEAD>[] }) {
  const clips = readFragment(CHAT_HEAD, refs);
  const [first, ...others] = clips;
  if (!first) {
    return (
      <header className="chat-head">
        <h2>{t('picked.pick')}</h2>
        <span className="muted">{t('picked.orSay')}</span>
      </header>
    );
  }
  if (others.length === 0) {
    return (
      <header className="chat-head">
        <Thumbnail url={first.thumbnailUrl} />
        <h2>{t('common.clip', { number: first.clipIndex + 1 })}</h2>
        <span className="muted">{formatRange(first.timestampStart, first.timestampEnd)}</span>
      </header>
    );
  }
  const seconds = clips.reduce((sum, { duration }) => sum + duration, 0);
  return (
    <header className="chat-head">
      <span className="several-pictures" aria-hidden="true">
        {clips.slice(0, PICTURES).map(({ clipIndex, thumbnailUrl }) => (
          <Thumbnail key={clipIndex} url={thumbnailUrl} />
        ))}
      </span>
      <h2>{t('common.clips', { count: clips.length })}</h2>
      <span className="muted">{t('picked.inAll', { time: formatLength(seconds) })}</span>
    </header>
  );
}
