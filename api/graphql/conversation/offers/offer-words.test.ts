import { rateCard } from '../../../../core/quote/rate-card.js';
import { NO_HISTORY, NOTHING_TAKEN_OVER } from '../../../../core/quote/estimate.js';
import { makeQuote } from '../../../../core/quote/quote.js';
import type { QuoteTerms } from '../../../../core/quote/quote-terms.js';
import type { ClipRecord } from '../../../../core/job/job-record.js';
import type { ChangesOffer } from '../../../../core/order/quote-changes.js';
import { matchTemplates } from '../../../../core/templates/templates.js';
import { offerInWords } from './offer-words.js';

const night = {
  ...{ clipIndex: 2, startFrame: 300, endFrame: 420, versionNumber: 2, footageVersion: 1 },
  ...{ currentVideoKey: 'clip.mp4', currentPrompt: 'A street' },
  adjustments: [{ id: 'nighttime', strength: 1 }],
} as unknown as ClipRecord;

function said(wish: string, more: Partial<QuoteTerms> = {}): string {
  const terms: QuoteTerms = {
    ...{ action: 'ADJUST_FOOTAGE', aspectRatio: '16:9' },
    ...{ videoModel: 'local', promptModel: null, rateCard: rateCard({}, '0'), history: NO_HISTORY },
    ...{ takenOver: NOTHING_TAKEN_OVER, takes: 1, isTakes: false, style: null, lastInstruction: [] },
    ...{ isAhead: false, isUnseen: false, part: null, prompt: null, seed: null, ...more },
  };
  const quote = makeQuote(night, wish, terms);
  const change = { clip: night, wish, action: 'ADJUST_FOOTAGE', videoModel: 'local', style: null, quote };
  const offer = { changes: [change], isTakes: false, cost: quote.estimatedCost, seconds: 7 };
  return offerInWords(offer as unknown as ChangesOffer, [], (model) => model);
}

const onFootage = 'on its own footage, which keeps every movement. Free, about 7 s.';

it.each([
  ['a bit less', '“Nighttime” goes from 100 % to 75 %'],
  ['warmer', 'warmer'],
])('an offer for “%s” says what becomes of the clip', (wish, effect) => {
  expect(said(wish, { lastInstruction: matchTemplates('night') })).toBe(`Clip 3: ${effect}, ${onFootage}`);
});

it('an offer for a part of a clip names it', () => {
  expect(said('a bit warmer', { part: { from: 1, to: 2.5 } })).toBe(
    `Clip 3: warmer at 50 % from 1 s to 2.5 s, ${onFootage}`,
  );
  expect(() => said('play it in slow motion', { part: { from: 1, to: 2 } })).toThrow(
    '“Slow motion” changes the time of a clip, so it is for all of it.',
  );
  expect(() => said('night, and add a dragon', { part: { from: 1, to: 2 } })).toThrow(
    'Only what is drawn on the footage can be for a part of a clip, and “add a dragon” is not.',
  );
});

it('an offer for less of what is still to come names that, whatever the clip has now', () => {
  const unseen = { isAhead: true, isUnseen: true, lastInstruction: matchTemplates('sunset') };
  const ahead = 'of “sunset” once what was asked for before is done';
  expect(said('a bit less', unseen)).toBe(`Clip 3: less ${ahead}, ${onFootage}`);
  expect(said('even stronger', unseen)).toBe(`Clip 3: more ${ahead}, ${onFootage}`);
});
