import { hkdfSync } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { createAuthenticator } from '../../api/graphql/auth.js';
import { NO_HISTORY, NOTHING_TAKEN_OVER, type CostHistory } from './estimate.js';
import type { ClipRecord } from '../job/job-record.js';
import { makeQuote, type Quote } from './quote.js';
import { QuoteSigner, type QuotedChange, type QuotedChanges } from './quote-token.js';
import { rateCard } from './rate-card.js';

const clip = {
  jobId: '0a7c1c5e-0000-4000-8000-000000000001',
  clipIndex: 2,
  startFrame: 300,
  endFrame: 420,
  versionNumber: 1,
  rootVersion: 1,
  adjustments: null,
  footageVersion: 1,
  currentVideoKey: 'video-clips/job/clip_2.mp4',
  currentPrompt: 'A street',
  regenerationCount: 0,
} as ClipRecord;

function quoteAt(usdPerSecond: string, history: CostHistory = NO_HISTORY): Quote {
  const terms = {
    ...({ action: 'ADJUST_FOOTAGE', aspectRatio: '16:9' } as const),
    videoModel: 'local',
    promptModel: null,
    history,
    takenOver: NOTHING_TAKEN_OVER,
    ...{ takes: 1, isTakes: false },
    ...{ prompt: null, seed: null, style: null, lastInstruction: [] },
    isAhead: false,
    isUnseen: false,
    part: null,
  };
  return makeQuote(clip, 'brighter', { ...terms, rateCard: rateCard({}, usdPerSecond) });
}

const issued = quoteAt('0.05');
const style = { clipIndex: 1, versionNumber: 1, key: 'video-clips/job/clip_1.mp4', seen: null, strength: 1 };
const change: QuotedChange = {
  ...{
    clip,
    instruction: 'brighter',
    wish: 'brighter',
    kept: 'brighter',
    action: 'ADJUST_FOOTAGE',
    aspectRatio: '16:9',
    videoModel: 'local',
    takes: 1,
    quote: issued,
  },
  ...{ prompt: null, seed: null, style: null, part: null, lastInstruction: [] },
};
/** One clip's change, offered for what it costs alone. */
function offered(changed: Partial<QuotedChange> = {}, userId = 'user'): QuotedChanges {
  const one = { ...change, ...changed };
  const { estimatedCost: cost, estimatedSeconds: seconds } = one.quote;
  return { userId, changes: [one], isTakes: false, cost, discount: '0.0000', seconds };
}
const SECRET = 'a secret of at least thirty-two characters';
const signer = new QuoteSigner(SECRET);
const { token, expiresAt } = signer.issue(offered());
const STALE = {
  code: 'QUOTE_STALE',
  message: 'This offer no longer stands: the clip, the price or the time has changed. Ask again.',
};

const check = async (now: QuotedChanges = offered(), given = token): Promise<QuotedChanges> =>
  await signer.check(given, now);

const AUDIENCE = 'clip-chatbot/quote';
const KEY = new Uint8Array(hkdfSync('sha256', SECRET, '', AUDIENCE, 32));

/** A JWT with the claims of the quote. */
async function tokenLike(key: Uint8Array, audience: string): Promise<string> {
  return await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .sign(key);
}

describe('a quote token', () => {
  it('stands for exactly what was quoted', async () => {
    expect(await check()).toEqual(offered());
    expect(await check(offered(), await tokenLike(KEY, AUDIENCE))).toEqual(offered());
  });

  it.each([
    ['another user', offered({}, 'other')],
    ['another clip', offered({ clip: { ...clip, clipIndex: 3 } })],
    ['another clip version', offered({ clip: { ...clip, versionNumber: 2 } })],
    ['another prompt', offered({ clip: { ...clip, currentPrompt: 'A road' } })],
    ['a prompt of its person', offered({ prompt: 'A road' })],
    ['a seed', offered({ seed: 0 })],
    ['another instruction', offered({ instruction: 'darker' })],
    ['another model', offered({ videoModel: 'kling_v21' })],
    ['another action', offered({ action: 'NEW_SHOT' })],
    [
      'other adjustments',
      offered({ quote: { ...issued, recipe: { style: null, adjustments: [], footageVersion: 1 } } }),
    ],
    ['the look of another clip', offered({ quote: { ...issued, recipe: { ...issued.recipe!, style } } })],
    ['more takes', offered({ takes: 2 })],
    ['more clips', { ...offered(), changes: [change, { ...change, clip: { ...clip, clipIndex: 3 } }] }],
    ['no clip', { ...offered(), changes: [] }],
  ])('is stale for %s', async (_what, now) => {
    await expect(check(now)).rejects.toMatchObject(STALE);
  });

  it('of a prompt and a seed stands for exactly those', async () => {
    const own = { prompt: 'A road', seed: 7 };
    const given = signer.issue(offered(own)).token;
    expect(await check(offered(own), given)).toEqual(offered(own));
    for (const other of [{}, { ...own, prompt: 'A lane' }, { ...own, seed: 8 }, { ...own, seed: null }])
      await expect(check(offered(other), given)).rejects.toMatchObject(STALE);
  });

  it('is stale at another price', async () => {
    await expect(check(offered({ quote: quoteAt('0.0501') }))).rejects.toMatchObject(STALE);
  });

  it('holds the price that was shown while what clips really cost moves a little', async () => {
    const later = quoteAt('0.05', { ...NO_HISTORY, video: 1.08, seconds: 1.2 });
    expect(later.estimatedCost.total).toBe('0.2160');
    expect(await check(offered({ quote: later }))).toEqual({
      ...offered(),
      changes: [{ ...change, quote: { ...later, estimatedCost: issued.estimatedCost } }],
    });
    const tooDear = quoteAt('0.05', { ...NO_HISTORY, video: 1.2 });
    await expect(check(offered({ quote: tooDear }))).rejects.toMatchObject(STALE);
  });

  it.each<[string, () => string | Promise<string>]>([
    ['a forged signature', () => `${token.slice(0, -6)}AAAAAA`],
    ['changed claims', () => token.replace(/\.[^.]+\./, `.${encoded({ ...decodeJwt(token), seconds: 1 })}.`)],
    ['no signature', () => `${encoded({ alg: 'none' })}.${token.split('.')[1]}.`],
    ['the secret itself as its key', async () => await tokenLike(new TextEncoder().encode(SECRET), AUDIENCE)],
    ['another purpose', async () => await tokenLike(KEY, 'clip-chatbot-demo')],
    ['no token at all', () => 'nonsense'],
    [
      'a token of the release before, which was no JWT',
      () => `${encoded({ terms: 'x', expires: 9e9 })}.c2ln`,
    ],
  ])('is stale with %s', async (_what, given) => {
    await expect(check(offered(), await given())).rejects.toMatchObject(STALE);
  });

  it('is stale after 15 minutes, and not before', async () => {
    const after = (minutes: number) => new QuoteSigner(SECRET, () => Date.now() + minutes * 60_000);
    expect(Math.abs(expiresAt.getTime() - Date.now() - 15 * 60_000)).toBeLessThan(30_000);
    expect(decodeJwt(token).exp).toBe(expiresAt.getTime() / 1000);
    expect(await after(14).check(token, offered())).toEqual(offered());
    await expect(after(16).check(token, offered())).rejects.toMatchObject(STALE);
  });

  it('is never a session, even under one secret', async () => {
    const sessions = createAuthenticator({ key: { secret: SECRET } });
    await expect(sessions.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
