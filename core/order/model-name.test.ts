import { modelName } from './model-name.js';

const options = [
  { key: 'lasting', label: 'Lasting', sunset: null },
  { key: 'ending', label: 'Ending', sunset: '2027-07-30' },
];
const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

describe('the name of a video model', () => {
  it.each([
    ['ending', '2027-06-29', 'Ending'],
    ['ending', '2027-06-30', 'Ending (ends on 2027-07-30)'],
    ['ending', '2027-07-29', 'Ending (ends on 2027-07-30)'],
    ['lasting', '2027-07-29', 'Lasting'],
    ['forgotten', '2027-07-29', 'forgotten'],
  ])('%s on %s is “%s”: the last 30 days are marked', (key, day, name) => {
    expect(modelName(key, options, at(day))).toBe(name);
  });
});
