import { MODELS } from '../../runner/video/providers/replicate/models.js';
import { replicateCardSchema } from '../../runner/video/providers/replicate/card.js';
import { PROVIDERS } from '../../runner/video/providers/registry.js';

const cards = (file: object) => PROVIDERS.withCards(JSON.stringify(file)).models;

describe('the cards that we ship', () => {
  it.each(Object.keys(MODELS))('%s is one that an operator could have written', (key) => {
    expect(replicateCardSchema.parse(MODELS[key])).toEqual(MODELS[key]);
    expect(cards({ replicate: { [key]: MODELS[key] } })).toEqual(PROVIDERS.models);
  });
});

describe("an operator's cards", () => {
  it('correct single figures of ours; the others stay', () => {
    const changed = cards({ replicate: { kling_v21: { sunset: '2027-03-01', secondsPerSecond: 30 } } });
    expect(changed).toEqual({
      ...PROVIDERS.models,
      kling_v21: { ...MODELS['kling_v21'], sunset: '2027-03-01', secondsPerSecond: 30 },
    });
  });

  it('are of models beside ours, too', () => {
    const card = { ...MODELS['luma_modify'], label: 'Our own', slug: 'us/own' };
    expect(cards({ replicate: { our_own: card } })).toEqual({ ...PROVIDERS.models, our_own: card });
  });

  it.each([
    ['no JSON', '{', /not valid JSON/],
    ['no object', '[]', /an object of providers/],
    [
      'an unknown provider',
      { fal: {} },
      /^fal: there is no such provider\. There are: replicate, comfyui\.$/m,
    ],
    [
      'a key in capitals',
      { replicate: { 'Kling 3': MODELS['kling_v21'] } },
      /replicate\.Kling 3: a key is of small/,
    ],
    ['half a card', { replicate: { kling_3: { label: 'Kling 3' } } }, /^replicate\.kling_3\.actions: /m],
    [
      'a price in words',
      { replicate: { kling_v21: { price: { per: 'OUTPUT_SECOND', usd: 'free' } } } },
      /kling_v21\.price\.usd: must be an amount in USD/,
    ],
    [
      'an unknown unit',
      { replicate: { kling_v21: { price: { per: 'CLIP', usd: '1' } } } },
      /kling_v21\.price\.per: /,
    ],
    [
      'an action that nobody has',
      { replicate: { kling_v21: { actions: ['DANCE'] } } },
      /kling_v21\.actions\.0: /,
    ],
    [
      'an edit without footage',
      { replicate: { kling_v21: { actions: ['NEW_SHOT', 'EDIT_FOOTAGE'] } } },
      /kling_v21: A model with EDIT_FOOTAGE needs "footage"/,
    ],
    [
      'limits the wrong way round',
      { replicate: { luma_modify: { footage: { ...MODELS['luma_modify']!.footage, seconds: [10, 3] } } } },
      /footage\.seconds: must be the least and the most/,
    ],
    [
      'a day that is none',
      { replicate: { kling_v21: { sunset: '2027-13-01' } } },
      /kling_v21\.sunset: must be a day of the calendar/,
    ],
    [
      'lengths out of order',
      { replicate: { kling_v21: { durations: [10, 5] } } },
      /kling_v21\.durations: must be ascending/,
    ],
    [
      'an input of our own making',
      { replicate: { kling_v21: { inputs: { picture: 'x' } } } },
      /kling_v21\.inputs/,
    ],
    [
      'a name of Replicate',
      { replicate: { kling_v21: { slug: 'kling' } } },
      /kling_v21\.slug: must be "owner\/name"/,
    ],
  ])('with %s are refused with a sentence', (_, file, sentence) => {
    const json = typeof file === 'string' ? file : JSON.stringify(file);
    expect(() => PROVIDERS.withCards(json)).toThrow(sentence);
  });

  it('have every mistake named at once', () => {
    const file = { replicate: { kling_v21: { sunset: 'soon' }, veo_31: { seed: 'yes' } } };
    expect(() => cards(file)).toThrow(/kling_v21\.sunset[^]*veo_31\.seed/);
  });
});
