import { existsSync, readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';

it('docs/security.md names no file that is not there', () => {
  const text = readFileSync(packagePath('docs/security.md'), 'utf8');
  const named = [...text.matchAll(/`([\w.-]+\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(packagePath(path)))).toEqual([]);
});
