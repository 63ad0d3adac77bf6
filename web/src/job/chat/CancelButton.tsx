import { useMutation } from '@apollo/client/react';
import { graphql } from '../../generated/gql.js';
import { problemOf } from '../../errors/problem.js';
import { Notice } from '../../layout/Notice.js';
import { t } from '../../languages/t.js';

const CANCEL_REGENERATION = graphql(`
  mutation CancelRegeneration($id: ID!) {
    cancelRegeneration(id: $id) {
      id
      ...ConversationRegeneration
    }
  }
`);

interface CancelButtonProps {
  regenerationId: string;
  /** It was asked for, here or elsewhere, and is not confirmed yet. */
  canceling: boolean;
}

/** Asks for the cancellation of a regeneration. What was charged is said when it is confirmed. */
export function CancelButton({ regenerationId, canceling }: CancelButtonProps) {
  const [mutate, { loading, error }] = useMutation(CANCEL_REGENERATION, {
    variables: { id: regenerationId },
  });
  const asked = loading || canceling;
  const cancel = () => {
    if (!asked) void mutate().catch(() => undefined);
  };
  return (
    <>
      {error && <Notice tone="error" title={problemOf(error).sentence} />}
      {/* Stays focusable, so that the keyboard is not thrown out of the chat. */}
      <button type="button" className="button button-small" aria-disabled={asked} onClick={cancel}>
        {asked ? t('common.canceling') : t('common.cancel')}
      </button>
    </>
  );
}
