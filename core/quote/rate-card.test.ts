import { PROVIDERS } from '../../runner/video/providers/registry.js';
import { editCost, languageModelCharge, videoCost, type ClipWork } from './pricing.js';
import { parseRateCardOverrides, rateCard } from './rate-card.js';

const { models } = PROVIDERS;
const shot = (clipSeconds: number): ClipWork => ({ clipSeconds, action: 'NEW_SHOT', aspectRatio: '16:9' });
const card = (overrides: object) =>
  rateCard(models, '0', parseRateCardOverrides(JSON.stringify(overrides), models));

describe('an edit of footage', () => {
  const card = rateCard(PROVIDERS.models, '0');
  const cost = (model: string, seconds: number, [width, height, fps]: readonly [number, number, number]) =>
    editCost(card, model, { seconds, pictures: { width, height, fps } });

  it('costs by the second, or by the pixels that are sent', () => {
    expect(cost('kling_o1_edit', 3, [1280, 720, 24])).toEqual({ usd: '0.3780', known: false });
    // Luma's own example: 5 s of 720p.
    expect(cost('luma_modify', 5, [1280, 720, 24]).usd).toBe('1.7496');
    expect(cost('luma_modify', 5, [640, 360, 24]).usd).toBe('0.4374');
    expect(cost('nonsense', 5, [1280, 720, 24])).toEqual({ usd: '0.0000', known: false });
  });

  it('never costs more than the offer for its slot said', () => {
    for (const seconds of [1, 4.1, 9.9]) {
      const work = { clipSeconds: seconds, action: 'EDIT_FOOTAGE', aspectRatio: '16:9' } as const;
      expect(Number(cost('luma_modify', seconds, [1280, 720, 30]).usd)).toBeLessThanOrEqual(
        Number(videoCost(card, 'luma_modify', work).usd),
      );
    }
  });
});

describe("an operator's rate card", () => {
  it('takes the place of single figures; the others stay', () => {
    const changed = card({ videoModels: { kling_v21: { usdPerSecond: '0.08' } } });
    expect(videoCost(changed, 'kling_v21', shot(5))).toEqual({ usd: '0.4000', known: true });
    expect(changed.video['kling_v21']!.secondsPerSecond).toBe(24);
    expect(videoCost(changed, 'veo_31', shot(4))).toEqual({ usd: '0.8000', known: true });
  });

  it('makes an unknown price known, unless it says otherwise', () => {
    expect(videoCost(rateCard(models, '0'), 'wan_25_i2v', shot(5)).known).toBe(false);
    const price = { usdPerSecond: '0.02' };
    expect(videoCost(card({ videoModels: { wan_25_i2v: price } }), 'wan_25_i2v', shot(5))).toEqual({
      usd: '0.1000',
      known: true,
    });
    expect(
      videoCost(card({ videoModels: { wan_25_i2v: { ...price, known: false } } }), 'wan_25_i2v', shot(5))
        .known,
    ).toBe(false);
    const slower = card({ videoModels: { wan_25_i2v: { secondsPerSecond: 60 } } });
    expect(videoCost(slower, 'wan_25_i2v', shot(5)).known).toBe(false);
  });

  it('prices a language model of its own, free ones included', () => {
    const usage = { inputTokens: 1_000_000, outputTokens: 500_000 };
    const own = card({ languageModels: { llama3: { inputUsdPerMillion: '0', outputUsdPerMillion: '0' } } });
    expect(languageModelCharge(own, 'llama3', usage)).toEqual({ usd: '0.0000', known: true });
    expect(languageModelCharge(own, 'gpt-4o', usage)).toEqual({ usd: '7.5000', known: true });
    expect(languageModelCharge(own, 'other', usage)).toEqual({ usd: '7.5000', known: false });
  });

  it.each([
    ['{', /not valid JSON/],
    ['[]', /expected object/],
    ['{"videoModels":{"kling_v21":{"usdPerSecond":0.05}}}', /kling_v21\.usdPerSecond/],
    ['{"videoModels":{"kling_v21":{"usdPerSecond":"-1"}}}', /must be an amount in USD/],
    ['{"videoModels":{"kling":{"usdPerSecond":"1"}}}', /videoModels/],
    ['{"videomodels":{}}', /videomodels/],
    ['{"languageModels":{"gpt-4o":{"inputUsdPerMillion":"1"}}}', /outputUsdPerMillion/],
  ])('says what is wrong with %s', (json, sentence) => {
    expect(() => parseRateCardOverrides(json, models)).toThrow(sentence);
  });
});
