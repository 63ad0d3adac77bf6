import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { sentenceFor } from '../../../errors/sentences.js';
import { Notice } from '../../../layout/Notice.js';
import { Message } from './Message.js';

/** Something that was brought back: a step of the conversation, but nobody's words. Its progress is shown for the whole page. */
export function RestoreMessage({ regeneration }: { regeneration: ConversationRegenerationFragment }) {
  const { status, instruction, error } = regeneration;
  switch (status) {
    case 'FAILED':
      return (
        <Notice tone="error" announced={false} title={sentenceFor(error?.code ?? 'INTERNAL_SERVER_ERROR')}>
          <p>{error?.message}</p>
          <p>Your video is as it was.</p>
        </Notice>
      );
    case 'CANCELED':
      return <Message from="system">Canceled: “{instruction}”. Your video is as it was.</Message>;
    case 'COMPLETED':
      return <Message from="system">{instruction}</Message>;
    default:
      return <Message from="system">{instruction}…</Message>;
  }
}
