import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spread } from '../../test/kit/effort.js';

const root = join(import.meta.dirname, '../..');
/** Of a server that has stored nothing yet. */
const dataDir = mkdtempSync(join(tmpdir(), 'absent-'));
mkdirSync(join(dataDir, 'storage'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const NOWHERE = { DATABASE_URL: 'postgresql://127.0.0.1:1/none' };

const BUCKET_NOWHERE = {
  ...{ DATA_DIR: dataDir, S3_BUCKET: 'none', S3_ENDPOINT: 'http://127.0.0.1:1' },
  ...{ S3_ACCESS_KEY_ID: 'x', S3_SECRET_ACCESS_KEY: 'x' },
};

/** Commands of package.json that look at something: its name in scripts/run.cjs, arguments, environment, exit code, words. */
const CHECKS: [string, string[], Record<string, string>, number, RegExp][] = [
  ['doctor', [], NOWHERE, 1, /Nothing listens|does not answer/],
  ['import', ['/nonexistent'], NOWHERE, 2, /database does not answer/],
  [
    'copy-storage',
    [],
    { S3_BUCKET: 'none', DATA_DIR: '/nonexistent' },
    64,
    /There is no folder \/nonexistent/,
  ],
  ['copy-storage', [], BUCKET_NOWHERE, 64, /could not be read from or written to the storage/],
  ['bench', ['nothing'], {}, 2, /Which benchmark\?/],
  ['test-image', [], {}, 2, /IMAGE/],
  ['test-image', [], { IMAGE: 'none:none' }, 1, /none:none/],
  ['test-unit', ['nowhere/none.test.ts'], {}, 1, /No tests found/],
];

it.each(spread(CHECKS, 2))(
  'npm run %s with %j and %j fails: nothing is there',
  (command, args, env, code, words) => {
    const { TEST_IMAGE: _image, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts/run.cjs'), command, ...args],
      {
        cwd: root,
        env: { ...inherited, ...env },
        encoding: 'utf8',
      },
    );
    expect([status, `${stdout}${stderr}`]).toEqual([code, expect.stringMatching(words)]);
  },
);
