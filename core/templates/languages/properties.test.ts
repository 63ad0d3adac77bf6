import fc from 'fast-check';
import { spread } from '../../../test/kit/effort.js';
import { matchTemplates, readInstruction, smallTalkIn } from '../templates.js';
import { LANGUAGES } from './languages.js';
import type { Language } from './language.js';
import { expand, type Sayings } from './sayings.js';
import { plainLetters } from './spelling.js';

const ALL: [string, Language][] = Object.values(LANGUAGES).flatMap((group) =>
  Object.entries<Language>(group),
);
const ids = (text: string): string[] => matchTemplates(text).map(({ id }) => id);

/** How each language denies what follows, or what goes before. */
const DENIED: Record<string, (said: string) => string> = {
  Spanish: (said) => `no ${said}`,
  Portuguese: (said) => `não ${said}`,
  French: (said) => `pas ${said}`,
  German: (said) => `nicht ${said}`,
  Italian: (said) => `non ${said}`,
  Dutch: (said) => `niet ${said}`,
  Japanese: (said) => `${said}しないで`,
  Chinese: (said) => `不要${said}`,
  Korean: (said) => `${said} 하지 마`,
};

const sayingsOf = (language: Language): [string, string][] =>
  Object.entries(language.templates).flatMap(([id, { wishes = '', states = '' }]) =>
    [...expand(wishes), ...expand(states)].map((said): [string, string] => [said, id]),
  );
const tablesOf = ({ talk, words, templates, ...around }: Language): Sayings[] => [
  ...Object.values(talk),
  ...(around.spaced ? Object.values(words) : []),
  ...Object.values(templates).flatMap((wording) => Object.values(wording) as Sayings[]),
  ...Object.entries(around).flatMap(([name, said]) =>
    typeof said === 'string' && name !== 'same' ? [said] : [],
  ),
];

/** At quick effort, a quarter of what a language says. */
const some = <T>(said: readonly T[]): T[] => spread(said, Math.ceil(said.length / 4));

describe.each(ALL)('%s', (name, language) => {
  it('is written as messages are compared with it', () => {
    const written = tablesOf(language)
      .flatMap(expand)
      .map((said) => said.replace(/ ?[*#] ?/, ''));
    expect(written.filter((said) => plainLetters(said) !== said)).toEqual([]);
  });

  it('every wish means its template, and no other', () => {
    const wrong = some(sayingsOf(language)).filter(([said, id]) => ids(said).join() !== id);
    expect(wrong.map(([said, id]) => [said, id, ids(said)])).toEqual([]);
  });

  it('a wish with courtesy around it reads the same', () => {
    const courtesy = fc.constantFrom(...expand(language.courtesies));
    const sign = fc.constantFrom(', ', language.spaced ? ' ' : '', '! ');
    fc.assert(
      fc.property(fc.constantFrom(...sayingsOf(language)), courtesy, sign, ([said, id], kind, between) => {
        // "Bom dia" is no wish for daytime.
        const texts = [`${said}${between}${kind}`, `${kind}${between}${said}`].filter(
          (text) => smallTalkIn(text) === null,
        );
        expect(texts.map((text) => [text, ids(text)])).toEqual(texts.map((text) => [text, [id]]));
      }),
    );
  });

  it('what is denied reads as nothing', () => {
    const denied = new Set(sayingsOf(language).map(([said]) => DENIED[name]!(said)));
    expect(some([...denied]).filter((text) => ids(text).length > 0)).toEqual([]);
  });

  it('small talk is no wish, with courtesy too', () => {
    const said = some(Object.values(language.talk).flatMap(expand));
    expect(said.filter((text) => smallTalkIn(text) === null)).toEqual([]);
    expect(said.filter((text) => ids(text).length > 0)).toEqual([]);
  });
});

it('takes little time, whatever a message says', () => {
  const hostile = [
    'más oscuro, ',
    'を',
    'を、',
    'por favor ',
    'もっと、',
    '再更把让变成很',
    'y ',
    'un poco ',
    'añade x, ',
  ];
  const before = process.cpuUsage();
  for (const said of hostile) readInstruction(said.repeat(1000).slice(0, 1000));
  const { user, system } = process.cpuUsage(before);
  // Milliseconds each; reading that goes back over what it has read takes seconds.
  expect((user + system) / 1000 / hostile.length).toBeLessThan(200);
});
