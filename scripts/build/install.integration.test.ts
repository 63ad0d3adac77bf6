import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'install-'));
  for (const name of ['build/install.mjs', 'build/lock.mjs', 'kit/step.mjs']) {
    cpSync(join(import.meta.dirname, '..', name), join(checkout, 'scripts', name));
  }
  mkdirSync(join(checkout, 'thing'));
  write('package.json', { name: 'app', version: '1.0.0', dependencies: { thing: 'file:thing' } });
  write('thing/package.json', { name: 'thing', version: '2.0.0' });
  write('package-lock.json', lockFile('2.0.0'));
});
afterEach(() => rmSync(checkout, { recursive: true }));

function write(path: string, content: object): void {
  writeFileSync(join(checkout, path), JSON.stringify(content));
}

/** As npm writes it for one package, which needs no registry. */
function lockFile(version: string): object {
  const root = { name: 'app', version: '1.0.0', dependencies: { thing: 'file:thing' } };
  const packages = { '': root, 'node_modules/thing': { resolved: 'thing', link: true }, thing: { version } };
  return { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
}

const INSTALL = [
  '--input-type=module',
  '-e',
  `await (await import('./scripts/build/install.mjs')).installPackages()`,
];
const inCheckout = () => ({ cwd: checkout, env: { ...process.env, NODE_OPTIONS: '' } });

function install(): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, INSTALL, { ...inCheckout(), encoding: 'utf8' });
}

/** Resolves to the exit code and what it printed. */
async function installBesideOthers(): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, INSTALL, inCheckout());
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed };
}

const installed = (): unknown =>
  (
    JSON.parse(readFileSync(join(checkout, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: object;
    }
  ).packages;

it('installs where there is nothing, once', () => {
  expect(install()).toMatchObject({ status: 0, stdout: 'Installing packages…\n' });
  expect(readFileSync(join(checkout, 'node_modules/thing/package.json'), 'utf8')).toContain('2.0.0');
  expect(install()).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

it('installs again over the packages of an earlier release', () => {
  mkdirSync(join(checkout, 'node_modules'));
  write('node_modules/.package-lock.json', lockFile('1.0.0'));
  expect(install()).toMatchObject({ status: 0, stdout: 'Installing packages…\n' });
  expect(installed()).toMatchObject({ thing: { version: '2.0.0' } });
});

it('says in one sentence that npm failed, below what npm said', () => {
  write('package.json', { name: 'app', version: '1.0.0', dependencies: { other: 'file:other' } });
  const { status, stderr } = install();
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /npm error[\s\S]*StepError: Installing the packages \("npm ci"\) failed; the reason stands above\./,
  );
});

it('of commands that start at once on an old install, one installs', async () => {
  mkdirSync(join(checkout, 'node_modules'));
  write('node_modules/.package-lock.json', lockFile('1.0.0'));
  const all = await Promise.all([1, 2, 3].map(installBesideOthers));
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  const printed = all.map((one) => one.printed).join('');
  expect(printed.match(/Installing packages…/g)).toHaveLength(1);
  expect(installed()).toMatchObject({ thing: { version: '2.0.0' } });
});
