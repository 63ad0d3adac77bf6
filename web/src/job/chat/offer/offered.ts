import { graphql, readFragment } from '../../../generated/index.js';
import type { QuotedChangesFragment, QuotedClipFragment } from '../../../generated/graphql.js';
import type { Quote } from '../conversation/conversation.js';

const QUOTED_CLIP = graphql(`
  fragment QuotedClip on RegenerationQuote {
    templates {
      id
      label
    }
    estimatedCost {
      languageModel
      video
      recomposition
      total
      known
    }
    estimatedTime
    warnings {
      code
      message
      until
    }
  }
`);

const QUOTED_CHANGES = graphql(`
  fragment QuotedChanges on ChangesQuote {
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
      action
      videoModel
      takes
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
    }
  }
`);

/** What is offered, of a clip alone or of several. */
export interface Offered extends Pick<
  QuotedClipFragment,
  'templates' | 'estimatedCost' | 'estimatedTime' | 'warnings'
> {
  /** Clip by clip; empty where it is a clip alone. */
  changes: QuotedChangesFragment['changes'];
  /** USD. */
  discount: string;
}

export function offeredIn(quote: Quote): Offered {
  if (quote.__typename !== 'ChangesQuote') {
    return { ...readFragment(QUOTED_CLIP, quote), changes: [], discount: '0' };
  }
  const quoted = readFragment(QUOTED_CHANGES, quote);
  const templates = new Map(
    quoted.changes.flatMap((change) => change.templates.map((template) => [template.id, template])),
  );
  return { ...quoted, templates: [...templates.values()] };
}
