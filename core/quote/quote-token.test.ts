import type { ApiError } from '../errors.js';
import { NO_HISTORY, NOTHING_TAKEN_OVER, type CostHistory } from './estimate.js';
import type { ClipRecord, JobRecord } from '../job/job-record.js';
import { makeQuote, type Quote } from './quote.js';
import { QuoteSigner, type QuotedFor } from './quote-token.js';
import { rateCard } from './rate-card.js';

const clip = {
  jobId: '0a7c1c5e-0000-4000-8000-000000000001',
  clipIndex: 2,
  startFrame: 300,
  endFrame: 420,
  versionNumber: 1,
  currentVideoKey: 'video-clips/job/clip_2.mp4',
  currentPrompt: 'A street',
  regenerationCount: 0,
} as ClipRecord;
const job = { id: clip.jobId, totalCost: '1.5000', reservedCost: '0.0000' } as JobRecord;

function quoteAt(usdPerSecond: string, history: CostHistory = NO_HISTORY): Quote {
  const terms = {
    videoModel: 'local',
    promptModel: null,
    budgetUsd: '50',
    retryAfterSeconds: 0,
    history,
    takenOver: NOTHING_TAKEN_OVER,
    lastInstruction: [],
  };
  return makeQuote(job, clip, 'brighter', { ...terms, rateCard: rateCard(usdPerSecond) });
}

const issued = quoteAt('0.05');
const quotedFor: QuotedFor = { userId: 'user', clip, instruction: 'brighter', videoModel: 'local' };
const signer = new QuoteSigner('a secret of at least thirty-two characters');
const token = signer.issue(quotedFor, issued);
const STALE: unknown = expect.objectContaining({ code: 'QUOTE_STALE' });

const check = (change: Partial<QuotedFor> = {}, now = issued, given = token): Quote =>
  signer.check(given, { ...quotedFor, ...change }, now);

describe('a quote token', () => {
  it('stands for exactly what was quoted', () => {
    expect(check()).toEqual(issued);
  });

  it.each([
    ['another user', { userId: 'other' }],
    ['another clip version', { clip: { ...clip, versionNumber: 2 } }],
    ['another prompt', { clip: { ...clip, currentPrompt: 'A road' } }],
    ['another instruction', { instruction: 'darker' }],
    ['another model', { videoModel: 'kling_v21' }],
  ])('is stale for %s', (_what, change) => {
    expect(() => check(change)).toThrow(STALE as ApiError);
  });

  it('is stale at another price', () => {
    expect(() => check({}, quoteAt('0.0501'))).toThrow(STALE as ApiError);
  });

  it('holds the price that was shown while what clips really cost moves a little', () => {
    const later = quoteAt('0.05', { ...NO_HISTORY, video: 1.08, seconds: 1.2 });
    expect(later.estimatedCost.total).toBe('0.2160');
    expect(check({}, later)).toEqual(issued);
    expect(() => check({}, quoteAt('0.05', { ...NO_HISTORY, video: 1.2 }))).toThrow(STALE as ApiError);
  });

  it.each([
    ['a forged signature', `${token.slice(0, -2)}AA`],
    ['no token at all', 'nonsense'],
  ])('is stale with %s', (_what, given) => {
    expect(() => check({}, issued, given)).toThrow(STALE as ApiError);
  });

  it('is stale after 15 minutes', () => {
    const now = Date.now();
    const clock = Date.now;
    try {
      Date.now = () => now + 16 * 60 * 1000;
      expect(() => check()).toThrow(STALE as ApiError);
    } finally {
      Date.now = clock;
    }
  });
});
