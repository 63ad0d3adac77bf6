import type { ConversationRegenerationFragment } from '../../../generated/graphql.js';
import { sentenceFor } from '../../../errors/sentences.js';
import { Notice } from '../../../layout/Notice.js';
import { t } from '../../../languages/t.js';
import { Message } from './Message.js';

/** Something that was brought back: a step of the conversation, but nobody's words. Its progress is shown for the whole page. */
export function RestoreMessage({ regeneration }: { regeneration: ConversationRegenerationFragment }) {
  const { status, instruction, error } = regeneration;
  switch (status) {
    case 'FAILED':
      return (
        <Notice tone="error" announced={false} title={sentenceFor(error?.code ?? 'INTERNAL_SERVER_ERROR')}>
          <p>{error?.message}</p>
          <p>{t('result.asItWas')}</p>
        </Notice>
      );
    case 'CANCELED':
      return <Message from="system">{t('result.restoreCanceled', { words: instruction })}</Message>;
    case 'COMPLETED':
      return <Message from="system">{instruction}</Message>;
    default:
      return <Message from="system">{instruction}…</Message>;
  }
}
