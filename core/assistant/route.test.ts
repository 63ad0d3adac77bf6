import { readFileSync } from 'node:fs';
import { packagePath } from '../util/package-path.js';
import { momentIn } from './questions.js';
import { routeOf, type Route } from './route.js';

const SENTENCES = JSON.parse(
  readFileSync(packagePath('test/fixtures/sentences/routes.json'), 'utf8'),
) as Record<string, string[]>;

/** A route in the words of the fixture. */
function named(route: Route): string {
  switch (route.kind) {
    case 'step':
      return route.step === 'VERSION' ? `VERSION ${route.versionNumber}` : route.step;
    case 'answer':
      return route.answer;
    case 'question':
      return route.about.length === 0 ? 'of nothing known' : route.about.join(' + ');
    default:
      return route.kind;
  }
}

it.each(Object.entries(SENTENCES))('%s', (wanted, sentences) => {
  expect(sentences.map((text) => [text, named(routeOf(text))])).toEqual(
    sentences.map((text) => [text, wanted]),
  );
});

it.each([
  ['sí', 'yes'],
  ['ja, bitte', 'yes'],
  ['non merci', 'no'],
  ['いいえ', 'no'],
  ['取消', 'cancel'],
  ['되돌려줘', 'UNDO'],
  ['你好', 'greeting'],
])('%s is %s', (text, wanted) => {
  expect(named(routeOf(text))).toBe(wanted);
});

it('a message may ask for two things', () => {
  const both = named(routeOf('How much did it cost? And how long did it take?'));
  expect(both).toBe('cost of the last change + time of the last change');
});

it.each([
  ['what is sung at 0:45?', 45],
  ['at 1:02.5', 62.5],
  ['at 12:00', 720],
  ['at 0:99', null],
  ['1:2:3', null],
  ['no time', null],
])('the moment of %j is %s', (text, seconds) => {
  expect(momentIn(text)).toBe(seconds);
});

it('takes as long as the message is, whatever it says', () => {
  const hostile = [
    'how much '.repeat(111),
    'what '.repeat(200),
    ','.repeat(1000),
    'why is '.repeat(140),
    `${'what did '.repeat(100)}?`,
    'use the '.repeat(120),
    '0:'.repeat(500),
  ];
  const before = process.cpuUsage();
  for (const text of hostile) routeOf(text.slice(0, 1000));
  const { user, system } = process.cpuUsage(before);
  // Milliseconds each; a pattern that goes back over what it has read takes seconds.
  expect((user + system) / 1000 / hostile.length).toBeLessThan(200);
});
