import { groundsFor, isFrom } from './grounds.js';

/** Clips count from 0; the video has six. */
const ALL = [0, 1, 2, 3, 4, 5];

it.each<[number[], string, string, string]>([
  [[1], 'klip 2', 'zrób klip 2 nocą', 'named'],
  [[1, 4], 'klipy 2 i 5', 'klipy 2 i 5 na noc', 'named'],
  [[1], 'クリップ２', 'クリップ２を夜に', 'named'],
  [[1, 2, 3], 'klipy od 2 do 4', 'klipy od 2 do 4 na noc', 'row'],
  [ALL, 'wszystkie', 'wszystkie na noc', 'named'],
  [ALL, 'все клипы', 'сделай все клипы ночью', 'named'],
  [ALL, 'ทั้งหมด', 'ทำให้ทั้งหมดมืด', 'named'],
  // What the message does not say.
  [ALL, 'it', 'make it nicer', 'none'],
  [ALL, '', 'zrób noc', 'none'],
  [ALL, 'wszystkie', 'zrób noc', 'none'],
  [[2], 'klip 3', 'zrób noc', 'none'],
  [[2], '', 'zrób klip 3 nocą', 'none'],
  [[2], '3', 'o 3 jaśniej', 'none'],
  [[29], 'o 30%', 'o 30% jaśniej', 'none'],
  [[1, 2], 'klip 2', 'zrób klip 2 nocą', 'none'],
  [[0, 1, 2, 3], 'od 2 do 4', 'od 2 do 4 na noc', 'none'],
  [[2], 'w 0:03', 'w 0:03 noc', 'none'],
])('clips %j by %j of %j: %s', (clips, words, message, grounds) => {
  expect(groundsFor(clips, words, message, 6)).toBe(grounds);
});

it.each([
  ['dodaj smoka', 'Proszę, DODAJ  smoka!', true],
  ['smoka dodaj', 'dodaj smoka', true],
  ['add a dragon', 'dodaj smoka', false],
  ['ドラゴンを', 'ここにドラゴンを追加', true],
  ['', 'dodaj', true],
])('%j is from %j: %j', (words, message, expected) => {
  expect(isFrom(words, message)).toBe(expected);
});
