// cspell:ignore ohhh colou maximi maximise
import { alternativesOf, firstWordsOf } from './first-words.js';

const WORDS =
  'add make the this it is its i ill hm hmm ohhh color colors colored the1 10 maximise maximize x'.split(' ');
const fitting = (source: string): string[] => WORDS.filter(firstWordsOf(source));

it.each([
  ['make|add', 'add make'],
  ['^(?:make|add)(?= |$)', 'add make'],
  ['(?:please )?make', 'make'],
  ['(?:i|it|this)(?: is)? dark', 'this it i'],
  ["i'?ll", 'ill'],
  ['hm+', 'hm hmm'],
  ['oh+ (?:it|this)', 'ohhh'],
  ['colou?rs?', 'color colors'],
  ['maximi[sz]e', 'maximise maximize'],
  ['(?:it |the )*(?:is|x)', 'the it is x'],
  ['(?<what>the|it) is', 'the it'],
  ['(?!add)it(?<=it)', 'it'],
  ['(?:ma){2}', 'make maximise maximize'],
  ['', ''],
])('finds what a text may begin with that /%s/ matches', (source, expected) => {
  expect(fitting(source).sort()).toEqual(expected.split(' ').filter(Boolean).sort());
});

it.each(['\\S+ is', '.*', '[^a]b', '(?:\\w+ ){0,3}it', '\\k<what>'])(
  'excludes no word where any may be matched: /%s/',
  (source) => expect(fitting(source)).toEqual(WORDS),
);

it('separates the alternatives of a choice, not those within', () => {
  expect(alternativesOf('a(?:b|c)|[|]d|\\|e')).toEqual(['a(?:b|c)', '[|]d', '\\|e']);
});

it('refuses what is no expression', () => {
  expect(() => firstWordsOf('a)')).toThrow('Not an expression');
  expect(() => firstWordsOf('(a')).toThrow('Not an expression');
});
