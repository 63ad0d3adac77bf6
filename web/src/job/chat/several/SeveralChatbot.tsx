import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import { clipsInWords, NAMED_AT_MOST } from '../../../format/clips.js';
import { formatLength } from '../../../format/time.js';
import { Thumbnail } from '../../../layout/Thumbnail.js';
import { Conversation } from '../Conversation.js';
import type { ConversationInput } from '../Conversation.js';
import { Message } from '../messages/Message.js';
import { PickedChips } from './PickedChips.js';
import './several.css';

const SEVERAL_CHATBOT = graphql(`
  fragment SeveralChatbot on Clip {
    jobId
    clipIndex
    thumbnailUrl
    duration
  }
`);

/** The contract's limit on the clips of one change. */
const MOST_CLIPS = 60;
const PICTURES = 3;

interface SeveralChatbotProps extends ConversationInput {
  /** In the order of the song. */
  clips: readonly FragmentType<typeof SEVERAL_CHATBOT>[];
}

/** The conversation about several clips of a video at once. */
export function SeveralChatbot({ clips: clipRefs, ...input }: SeveralChatbotProps) {
  const clips = readFragment(SEVERAL_CHATBOT, clipRefs);
  const indexes = clips.map(({ clipIndex }) => clipIndex);
  const seconds = clips.reduce((sum, { duration }) => sum + duration, 0);
  return (
    <>
      <header className="chat-head">
        <span className="several-pictures" aria-hidden="true">
          {clips.slice(0, PICTURES).map(({ clipIndex, thumbnailUrl }) => (
            <Thumbnail key={clipIndex} url={thumbnailUrl} />
          ))}
        </span>
        <h2>{clips.length} clips</h2>
        <span className="muted">{formatLength(seconds)} in all</span>
      </header>
      <Conversation
        {...input}
        jobId={clips[0]!.jobId}
        clips={indexes}
        above={<PickedChips clips={indexes} picks={input.picks} />}
        hindrance={
          clips.length > MOST_CLIPS
            ? `At most ${MOST_CLIPS} clips are changed together. Take some out.`
            : null
        }
        greeting={
          <Message from="assistant">
            What should change in {clips.length > NAMED_AT_MOST ? 'these ' : ''}
            {clipsInWords(indexes)}? They are changed side by side, and one Undo takes all of it back.
          </Message>
        }
      />
    </>
  );
}
