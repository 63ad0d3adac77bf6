import { readFileSync } from 'node:fs';
import { packagePath } from '../util/package-path.js';
import { formatsOf, IMPORT_EXTENSIONS, importKind, type ImportKind } from './import-files.js';

const KINDS = Object.keys(IMPORT_EXTENSIONS) as ImportKind[];

it.each(KINDS)('the README names the formats of %s as imports take them', (kind) => {
  const readme = readFileSync(packagePath('README.md'), 'utf8');
  expect(readme).toMatch(new RegExp(`\\(${formatsOf(kind)}[,)]`));
});

it.each(KINDS)('each of the formats that people read is one of %s', (kind) => {
  const formats = formatsOf(kind).split(/, | or /);
  expect(formats).toHaveLength(IMPORT_EXTENSIONS[kind].length);
  expect(formats.map((format) => importKind(`a.${format}`))).toEqual(formats.map(() => kind));
});
