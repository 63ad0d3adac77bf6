import { newsIn } from './news.js';

it('says what the heading does not say yet', () => {
  const doing = 'Putting the video together';
  const messages = [`${doing}.`, `${doing}, about 15 seconds left.`, 'A new runner takes over.'];
  expect(messages.map((message) => newsIn(message, doing))).toEqual([
    '',
    'About 15 seconds left.',
    'A new runner takes over.',
  ]);
});
