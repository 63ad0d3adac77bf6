import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { formatLength } from '../../../format/time.js';
import { Message } from './Message.js';

const GREETING = graphql(`
  fragment Greeting on Clip {
    jobId
    clipIndex
    duration
    lyricsPreview
    currentPrompt
    regenerationCount
  }
`);

/** The assistant's first message about a clip: its length, its first line and examples of changes. */
export function Greeting({ clip }: { clip: FragmentType<typeof GREETING> }) {
  const { clipIndex, duration, lyricsPreview, currentPrompt, regenerationCount } = readFragment(
    GREETING,
    clip,
  );
  const firstLine = lyricsPreview?.split('\n', 1)[0];
  return (
    <Message from="assistant">
      Hi! This is clip {clipIndex + 1}, {formatLength(duration)} long
      {firstLine ? (
        <>
          , where “<bdi>{firstLine}</bdi>” is sung
        </>
      ) : null}
      .{changedSentence(regenerationCount)}
      {currentPrompt ? '' : ' It came without a prompt.'} What should change? For example “make it nighttime”
      or “add more motion”.
    </Message>
  );
}

function changedSentence(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' It has been changed once.' : ` It has been changed ${count} times.`;
}
