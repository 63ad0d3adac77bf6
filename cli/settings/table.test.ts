import { readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';
import { settingsPage } from './table.js';

it('docs/settings.md lists the settings that the programs read: npm run settings rewrites it', () => {
  expect(readFileSync(packagePath('docs/settings.md'), 'utf8')).toBe(settingsPage());
});

it('each setting that the README or a manifest names is one that a program reads', () => {
  const page = settingsPage();
  const texts = ['README.md', 'docs/operations.md', 'k8s/overlays/production/kustomization.yaml'].map(
    (path) => readFileSync(packagePath(path), 'utf8'),
  );
  const named = texts.flatMap((text) => [...text.matchAll(/(?:`|- )([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[`=]/g)]);
  const unknown = named.map(([, name]) => name).filter((name) => !page.includes(`| \`${name}\` |`));
  expect(unknown).toEqual([]);
  expect(named.length).toBeGreaterThan(10);
});

it('a setting that the api sets for a runner and an import reads is in both tables, each with its own default', () => {
  const [ofPeople = '', ofRunners = ''] = settingsPage().split('## What the api sets for a runner');
  expect(ofPeople).toContain(
    '| `STORAGE_DIR` | DATA_DIR/storage | Root folder of local object storage | import |',
  );
  expect(ofRunners).toContain(
    '| `STORAGE_DIR` | | Root folder of local object storage; required without S3_BUCKET | runner |',
  );
});

it('migrate and copy-storage are among the programs that read a setting', () => {
  expect(settingsPage()).toMatch(/^\| `DATABASE_URL` .* \| api, runner, import, migrate \|$/m);
  expect(settingsPage()).toMatch(/^\| `S3_BUCKET` .* \| api, runner, import, copy-storage \|$/m);
});
