// cspell:ignore kannst puedo hacer peux cosa posso fazer gekostet cuánto costó combien coûte quanto custou isso
// cspell:ignore viel habe ausgegeben llevo gastado sich geändert cambió changé cambiato mudou rückgängig machen
// cspell:ignore rehacer
import { readFileSync } from 'node:fs';
import { packagePath } from '../util/package-path.js';
import { momentIn } from './questions.js';
import { routeName } from '../../test/kit/route-name.js';
import { routeOf } from './route.js';

const SENTENCES = JSON.parse(
  readFileSync(packagePath('test/fixtures/sentences/routes.json'), 'utf8'),
) as Record<string, string[]>;

it.each(Object.entries(SENTENCES))('%s', (wanted, sentences) => {
  expect(sentences.map((text) => [text, routeName(routeOf(text))])).toEqual(
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
  ['was kannst du?', 'help'],
  ['¿qué puedo hacer?', 'help'],
  ["qu'est-ce que je peux faire ?", 'help'],
  ['cosa posso fare?', 'help'],
  ['o que posso fazer?', 'help'],
  ['何ができますか？', 'help'],
  ['我能做什么？', 'help'],
  ['뭐 할 수 있어요?', 'help'],
  ['was hat das gekostet?', 'cost of the last change'],
  ['¿cuánto costó?', 'cost of the last change'],
  ['combien ça coûte ?', 'cost of the last change'],
  ['quanto costa?', 'cost of the last change'],
  ['quanto custou isso?', 'cost of the last change'],
  ['いくらですか？', 'cost of the last change'],
  ['这要多少钱？', 'cost of the last change'],
  ['얼마예요?', 'cost of the last change'],
  ['wie viel habe ich ausgegeben?', 'cost of the video'],
  ['cuánto llevo gastado', 'cost of the video'],
  ['全部でいくら？', 'cost of the video'],
  ['一共花了多少钱？', 'cost of the video'],
  ['was hat sich geändert?', 'changes'],
  ['¿qué cambió?', 'changes'],
  ["qu'est-ce qui a changé ?", 'changes'],
  ['cosa è cambiato?', 'changes'],
  ['o que mudou?', 'changes'],
  ['何が変わりましたか？', 'changes'],
  ['有什么变化？', 'changes'],
  ['뭐가 바뀌었어요?', 'changes'],
  ['kannst du das rückgängig machen?', 'UNDO'],
  ['rehacer', 'REDO'],
  ['もう一度やって', 'REDO'],
])('%s is %s', (text, wanted) => {
  expect(routeName(routeOf(text))).toBe(wanted);
});

it('a message may ask for two things', () => {
  const both = routeName(routeOf('How much did it cost? And how long did it take?'));
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
