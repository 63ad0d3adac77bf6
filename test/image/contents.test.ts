import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packagePath } from '../../core/util/package-path.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';

/** The image's content below /app: the programs must find all their imports there. */
let app: string;
let database: TestDatabase;
const inApp = (file: string): string => path.join(app, file);

beforeAll(async () => {
  app = await mkdtemp(path.join(tmpdir(), 'image-contents-'));
  database = await createTestDatabase();
  for (const file of ['package.json', 'dist', 'prisma/migrations'])
    await cp(packagePath(file), inApp(file), { recursive: true });
  for (const folder of ['dist/bench', 'dist/test']) await rm(inApp(folder), { recursive: true, force: true });
  await promisify(execFile)(process.execPath, [packagePath('scripts/build/image-packages.mjs'), app]);
});
afterAll(async () => {
  await database.drop();
  await rm(app, { recursive: true });
});

/** The end of a program of the image, with the image's NODE_ENV. */
async function run(
  program: string,
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  const options = { cwd: app, env: { PATH: process.env.PATH, NODE_ENV: 'production', HOME: app, ...env } };
  return await new Promise((resolve) => {
    execFile(process.execPath, [inApp(`dist/${program}.js`)], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

it('needs next to no package: the programs are bundles', async () => {
  const entries = await readdir(inApp('node_modules'), { recursive: true, withFileTypes: true });
  const manifests = entries.filter(({ name }) => name === 'package.json').map(({ parentPath }) => parentPath);
  const packages = manifests.map((folder) => path.relative(inApp('node_modules'), folder));
  expect(packages).toEqual(expect.arrayContaining(['sharp', 'detect-libc']));
  expect(packages.length).toBeLessThan(15);
});

it('holds the license of every package in the bundles of the server and of the web app', async () => {
  const maps = (await readdir(inApp('dist'), { recursive: true })).filter((file) => file.endsWith('.js.map'));
  const sources = await Promise.all(maps.map(async (file) => await readFile(inApp(`dist/${file}`), 'utf8')));
  const bundled = new Set(
    [...sources.join('').matchAll(/node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"]*"/g)].map(([, name]) => name!),
  );
  expect(bundled.size).toBeGreaterThan(50);
  const licenses = `\n${await readFile(inApp('dist/THIRD-PARTY-LICENSES.txt'), 'utf8')}`;
  expect([...bundled].filter((name) => !licenses.includes(`\n${name} `))).toEqual([]);
  expect(licenses).not.toContain('(undefined)');
  expect(licenses).toContain('Permission is hereby granted');
  const ofWeb = await readFile(inApp('dist/web/THIRD-PARTY-LICENSES.md'), 'utf8');
  expect(ofWeb).toMatch(/## react - .*\(MIT\)\n\nMIT License/);
  expect(ofWeb).toMatch(/## @apollo\/client - /);
});

it.each([
  ['migrate', 64, /Set DATABASE_URL/],
  ['runner', 64, /REGENERATION_ID: /],
  ['import', 2, /DATABASE_URL|import/],
  ['copy-storage', 64, /S3_BUCKET/],
])('%s loads, and names what is missing', async (program, exitCode, sentence) => {
  const { code, output } = await run(program);
  expect(output).not.toMatch(/Cannot find|ERR_MODULE/);
  expect({ code, output }).toEqual({ code: exitCode, output: expect.stringMatching(sentence) as string });
});

it('a stack trace names the line of the source', async () => {
  const { code, output } = await run('runner', {
    DATABASE_URL: database.databaseUrl,
    STORAGE_DIR: app,
    REGENERATION_ID: '00000000-0000-4000-8000-000000000001',
    REGENERATION_ATTEMPT: '1',
    WORK_DIR: '/dev/null/work',
  });
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(
      /ENOTDIR[\s\S]*at.* makeWorkDir \(.*\/runner\/runner\.ts:\d+:\d+\)/,
    ) as string,
  });
});

it('doctor loads the clients of the cluster, of S3 and of the database', async () => {
  const { output } = await run('doctor', {
    NODE_ENV: '',
    AUTH_JWT_SECRET: 'x'.repeat(32),
    DATABASE_URL: database.databaseUrl,
    LAUNCHER: 'kubernetes',
    RUNNER_IMAGE: 'clip-chatbot',
    S3_BUCKET: 'media',
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'b',
  });
  expect(output).toMatch(/✓ database: PostgreSQL/);
  expect(output).toMatch(/✗ storage: .*ECONNREFUSED/s);
  expect(output).toMatch(/✗ runners: .*KUBECONFIG|service account/);
  expect(output).not.toMatch(/Cannot find|ERR_MODULE/);
});

it('api serves its page, and is ready', async () => {
  const child = spawn(process.execPath, [inApp('dist/api.js')], {
    cwd: app,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: inApp('data'),
      PORT: '0',
      AUTH_JWT_SECRET: 'x'.repeat(32),
      DATABASE_URL: database.databaseUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Ctrl-C')) break;
  }
  const url = /http:\/\/localhost:\d+/.exec(printed)![0];
  const pages = await Promise.all(['/', '/readyz'].map(async (page) => await fetch(url + page)));
  expect(pages.map(({ status }) => status)).toEqual([200, 200]);
  child.kill('SIGTERM');
  await once(child, 'exit');
});
