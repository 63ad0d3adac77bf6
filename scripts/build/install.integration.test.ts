import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
async function installBesideOthers(env = {}): Promise<{ code: number | null; printed: string }> {
  const { cwd, env: own } = inCheckout();
  const child = spawn(process.execPath, INSTALL, { cwd, env: { ...own, ...env } });
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
  const all = await Promise.all([1, 2, 3].map(async () => await installBesideOthers()));
  expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
  const printed = all.map((one) => one.printed).join('');
  expect(printed.match(/Installing packages…/g)).toHaveLength(1);
  expect(installed()).toMatchObject({ thing: { version: '2.0.0' } });
});

describe('from a registry', () => {
  let archive: Buffer;
  let integrity: string;

  beforeEach(() => {
    mkdirSync(join(checkout, 'package'));
    write('package/package.json', { name: '@some/thing', version: '2.0.0' });
    archive = spawnSync('tar', ['-cz', 'package'], { cwd: checkout }).stdout;
    integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    const root = { name: 'app', version: '1.0.0', dependencies: { '@some/thing': '2.0.0' } };
    write('package.json', root);
    // As npm writes it with omit-lockfile-registry-resolved: no address.
    const packages = { '': root, 'node_modules/@some/thing': { version: '2.0.0', integrity } };
    write('package-lock.json', {
      ...{ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true },
      packages,
    });
  });

  /** Installs from a registry that keeps the package's archive there; returns what it was asked for of the package. */
  async function askedFor(place: string): Promise<string[]> {
    const asked: string[] = [];
    const registry = createServer(({ url = '', headers: { host } }, response) => {
      if (url === place) response.end(archive);
      else if (decodeURIComponent(url) === '/@some/thing') {
        const dist = { tarball: `http://${host}${place}`, integrity };
        const versions = { '2.0.0': { name: '@some/thing', version: '2.0.0', dist } };
        response.end(JSON.stringify({ name: '@some/thing', 'dist-tags': { latest: '2.0.0' }, versions }));
      } else response.writeHead(404).end('{}');
      if (url.includes('thing')) asked.push(decodeURIComponent(url));
    });
    await once(registry.listen(0, '127.0.0.1'), 'listening');
    const { port } = registry.address() as AddressInfo;
    const npm_config_registry = `http://127.0.0.1:${port}/`;
    const result = await installBesideOthers({
      npm_config_registry,
      npm_config_cache: join(checkout, 'cache'),
    });
    registry.close();
    expect(result).toEqual({ code: 0, printed: 'Installing packages…\n' });
    expect(readFileSync(join(checkout, 'node_modules/@some/thing/package.json'), 'utf8')).toContain('2.0.0');
    expect(existsSync(join(checkout, 'npm-shrinkwrap.json'))).toBe(false);
    return asked;
  }

  it('fetches archives without asking where they are', async () => {
    const usual = '/@some/thing/-/thing-2.0.0.tgz';
    expect(await askedFor(usual)).toEqual([usual]);
  });

  it('asks where an archive is that is not at the usual place', async () => {
    expect(await askedFor('/elsewhere/thing.tgz')).toEqual(
      expect.arrayContaining(['/@some/thing', '/elsewhere/thing.tgz']),
    );
  });
});
