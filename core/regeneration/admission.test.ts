import { chargedClips } from './admission.js';

const cost = (total: string, known = true) => ({
  ...{ languageModel: '0.0000', video: total, recomposition: '0.0000', total, known },
});

it('each take of a clip that costs counts toward the limits of an hour; what is free does not', () => {
  const changes = [
    { takes: 3, estimatedCost: cost('0.7500') },
    { takes: 1, estimatedCost: cost('0.2500') },
    { takes: 1, estimatedCost: cost('0.0000') },
  ];
  expect(chargedClips(changes)).toBe(4);
});
