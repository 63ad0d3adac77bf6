import { graphql, readFragment } from '../../../generated/index.js';
import type { FragmentType } from '../../../generated/index.js';
import type { ChatOfferFragment, OfferedChangesFragment } from '../../../generated/graphql.js';
import { isZero } from '../../../format/money.js';

const OFFERED_CHANGES = graphql(`
  fragment OfferedChanges on ChangesQuote {
    estimatedCost {
      languageModel
      video
      recomposition
      total
      known
    }
    discount
    estimatedTime
    warnings {
      code
      message
      until
    }
    changes {
      clipIndex
      instruction
      action
      videoModel
      modelName
      takes
      prompt
      seed
      keeps
      templates {
        id
        label
      }
      estimatedCost {
        total
        known
      }
      warnings {
        code
        message
        until
      }
      alternatives {
        action
        videoModel
        modelName
        keeps
        estimatedCost {
          total
          known
        }
        estimatedTime
      }
    }
  }
`);

const CHAT_OFFER = graphql(`
  fragment ChatOffer on Offer {
    id
    does: kind
    state
    expiresAt
    quote {
      ...OfferedChanges
    }
    restores {
      id
      versionNumber
    }
  }
`);

export type Offered = OfferedChangesFragment;

/** An offer with what it says; no changes where an earlier version comes back. */
export interface ChatOffer extends Omit<ChatOfferFragment, 'quote' | ' $fragmentName'> {
  quote: Offered | null;
  /** In the order of the song. */
  clips: readonly number[];
}

export function offerIn(ref: FragmentType<typeof CHAT_OFFER>): ChatOffer {
  const offer = readFragment(CHAT_OFFER, ref);
  const quote = readFragment(OFFERED_CHANGES, offer.quote ?? null);
  return { ...offer, quote, clips: quote?.changes.map(({ clipIndex }) => clipIndex) ?? [] };
}

/** Where nothing is charged and no limit or lack stands against it, it need not ask. */
export function startsAtOnce({ does, state, quote }: ChatOffer): boolean {
  if (state !== 'OPEN') return false;
  if (quote === null) return does !== 'CHANGE' && does !== 'TAKES';
  const { estimatedCost, changes, warnings } = quote;
  const codes = [warnings, ...changes.map((change) => change.warnings)].flat().map(({ code }) => code);
  return (
    estimatedCost.known &&
    isZero(estimatedCost.total) &&
    changes.every(({ action, takes }) => action === 'ADJUST_FOOTAGE' && takes === 1) &&
    !codes.some((code) => ASKING.includes(code))
  );
}

const ASKING = ['OVER_BUDGET', 'RATE_LIMITED', 'PRICE_UNKNOWN', 'UNSUPPORTED_BY_RENDERER'];
