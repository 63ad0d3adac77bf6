import { graphql, readFragment } from '../../generated/index.js';
import type { FragmentType } from '../../generated/index.js';
import { formatRange } from '../../format/time.js';
import { Thumbnail } from '../../layout/Thumbnail.js';
import { VersionStrip } from '../history/strip/VersionStrip.js';
import { Conversation } from './Conversation.js';
import type { ConversationInput } from './Conversation.js';
import { Greeting } from './messages/Greeting.js';

const CLIP_CHATBOT = graphql(`
  fragment ClipChatbot on Clip {
    jobId
    clipIndex
    thumbnailUrl
    timestampStart
    timestampEnd
    versionNumber
    ...Greeting
  }
`);

interface ClipChatbotProps extends ConversationInput {
  clip: FragmentType<typeof CLIP_CHATBOT>;
  /** Changes when the clip may have new versions. */
  stamp: string;
}

/** The conversation about one clip. */
export function ClipChatbot({ clip: clipRef, stamp, ...input }: ClipChatbotProps) {
  const clip = readFragment(CLIP_CHATBOT, clipRef);
  const { jobId, clipIndex } = clip;
  return (
    <>
      <header className="chat-head">
        <Thumbnail url={clip.thumbnailUrl} />
        <h2>Clip {clipIndex + 1}</h2>
        <span className="muted">{formatRange(clip.timestampStart, clip.timestampEnd)}</span>
      </header>
      <Conversation
        {...input}
        jobId={jobId}
        clips={[clipIndex]}
        strip={<VersionStrip clip={clip} stamp={stamp} />}
        greeting={<Greeting clip={clip} />}
      />
    </>
  );
}
