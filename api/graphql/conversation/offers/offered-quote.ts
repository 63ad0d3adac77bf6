import { z } from 'zod';
import type { ChangesOffer } from '../../../../core/order/quote-changes.js';
import type { ChangesQuoteType, PlannedAlternativeType } from '../../changes/changes-quote.type.js';
import { quoteView, type PlannedChangeParent, type QuoteParent } from '../../changes/quote-view.js';
import type { ApiContext } from '../../context.js';

/** A quote with its alternatives, as it is kept. */
type FrozenQuote = Omit<QuoteParent, 'changes'> & {
  changes: (Omit<PlannedChangeParent, 'alternatives'> & { alternatives: PlannedAlternativeType[] })[];
};

/** A quote as it is shown, for the offer's row: a reload shows the same, alternatives too. */
export async function frozenQuote(context: ApiContext, offer: ChangesOffer): Promise<FrozenQuote> {
  const { changes, ...quote } = quoteView(offer, context);
  return {
    ...quote,
    changes: await Promise.all(
      changes.map(async ({ alternatives, templates, ...change }) => ({
        ...change,
        templates: templates.map(({ id, label, category }) => ({ id, label, category })) as typeof templates,
        alternatives: await alternatives(context),
      })),
    ),
  };
}

const warning = z.looseObject({ until: z.coerce.date().optional() });
const stored = z.looseObject({
  expiresAt: z.coerce.date(),
  warnings: z.array(warning),
  changes: z.array(z.looseObject({ warnings: z.array(warning), alternatives: z.array(z.unknown()) })),
});

/** A quote that was frozen, as the schema shows it. */
export function shownQuote(frozen: object): ChangesQuoteType {
  const { changes, ...quote } = stored.parse(frozen);
  const shown = changes.map(({ alternatives, ...change }) => ({
    ...change,
    alternatives: async () => alternatives,
  }));
  return { ...quote, changes: shown } as unknown as QuoteParent;
}
