import { mayPass } from '../../../errors/problem.js';
import { Notice } from '../../../layout/Notice.js';
import type { Outgoing } from '../conversation/outbox.js';
import type { Outbox } from '../conversation/use-outbox.js';
import { t } from '../../../languages/t.js';
import { Said } from './EntryMessages.js';
import { Message, TypingIndicator } from './Message.js';

interface OutgoingMessageProps {
  outgoing: Outgoing;
  outbox: Outbox;
  onReword: (text: string) => void;
}

/** What was written and is not answered: being sent, waiting for the server, or refused. */
export function OutgoingMessage({ outgoing, outbox, onReword }: OutgoingMessageProps) {
  const { key, text, clips, isWaiting, problem } = outgoing;
  const reword = () => {
    outbox.remove(key);
    onReword(text);
  };
  return (
    <>
      <Said clips={clips}>{text}</Said>
      {problem ? (
        <Notice
          tone="error"
          title={problem.code === 'BAD_USER_INPUT' ? (problem.detail ?? problem.sentence) : problem.sentence}
          onRetry={
            mayPass(problem) && problem.code !== 'BAD_USER_INPUT' ? () => outbox.sendAgain(key) : reword
          }
          retryLabel={
            mayPass(problem) && problem.code !== 'BAD_USER_INPUT' ? t('chat.sendAgain') : t('chat.reword')
          }
        />
      ) : isWaiting ? (
        <Message from="system">{t('chat.waiting')}</Message>
      ) : (
        <TypingIndicator />
      )}
    </>
  );
}
