import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { formatLength, formatRange } from '../../../format/time.js';
import { Thumbnail } from '../../../layout/Thumbnail.js';

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
        <h2>Pick a clip</h2>
        <span className="muted">Or several, or say which.</span>
      </header>
    );
  }
  if (others.length === 0) {
    return (
      <header className="chat-head">
        <Thumbnail url={first.thumbnailUrl} />
        <h2>Clip {first.clipIndex + 1}</h2>
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
      <h2>{clips.length} clips</h2>
      <span className="muted">{formatLength(seconds)} in all</span>
    </header>
  );
}
