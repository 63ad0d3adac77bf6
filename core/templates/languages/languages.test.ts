import { readFileSync } from 'node:fs';
import { packagePath } from '../../util/package-path.js';
import { readInstruction, smallTalkIn } from '../templates.js';

/** By language and by what the sentences ask for: templates, "rest", "none", or small talk. */
const SENTENCES = JSON.parse(
  readFileSync(packagePath('test/fixtures/sentences/languages.json'), 'utf8'),
) as Record<string, Record<string, string[]>>;

/** What a sentence asks for in the words of the fixture. */
function asked(sentence: string): string {
  if (smallTalkIn(sentence) !== null) return 'small talk';
  const { templates, rest } = readInstruction(sentence);
  if (templates.length === 0) return 'none';
  return [...templates.map(({ id }) => id), ...(rest.length > 0 ? ['rest'] : [])].join(' + ');
}

const CASES = Object.entries(SENTENCES).flatMap(([language, wanted]) =>
  Object.entries(wanted).map(([what, sentences]) => [language, what, sentences] as const),
);

it.each(CASES)('%s: %s', (_, wanted, sentences) => {
  const found = sentences.map((text) => [text, asked(text)]);
  // A greeting at night is small talk in some languages: no wish either way.
  const expected = sentences.map((text, at) => [
    text,
    wanted === 'none' && found[at]![1] === 'small talk' ? 'small talk' : wanted,
  ]);
  expect(found).toEqual(expected);
});

it.each([
  ['un poco más oscuro', 'a bit more dark'],
  ['viel heller', 'much more bright'],
  ['もう少し明るくして', 'a bit more bright'],
  ['亮一点', 'a bit more bright'],
  ['beaucoup trop sombre', 'much more bright'],
  ['di notte', 'night'],
  ['더 밝게 해줘', 'more bright'],
])('%s is "%s", so that it has that strength', (text, said) => {
  expect(readInstruction(text).said).toEqual([said]);
});
