import { readFileSync } from 'node:fs';
import { packagePath } from '../../core/util/package-path.js';

const read = (name: string): string => readFileSync(packagePath(name), 'utf8');

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}
interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const manifest = JSON.parse(read('package.json')) as Manifest;
const locked = Object.entries(packages).filter(([path]) => path !== '');

it('every package is one version, and is known by its hash', () => {
  for (const list of [manifest.dependencies, manifest.devDependencies])
    expect(Object.entries(list).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual(
      [],
    );
  const unknown = locked.filter(
    ([, { integrity, inBundle }]) => !inBundle && !/^sha512-/.test(integrity ?? ''),
  );
  expect(unknown.map(([path]) => path)).toEqual([]);
});

it('every package comes from the registry, none from a repository, a folder or an address', () => {
  // The lock file names no registry: the installing user has set one. Anything else would be named.
  const elsewhere = locked.filter(
    ([, { version, resolved, link }]) =>
      link || resolved !== undefined || !/^\d+\.\d+\.\d+/.test(version ?? ''),
  );
  expect(elsewhere.map(([path]) => path)).toEqual([]);
});

it('every package with an install script is named, with a yes or a no', () => {
  const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = scripted.map(([path]) => path.split('node_modules/').at(-1)!);
  expect(names.length).toBeGreaterThan(5);
  expect([...new Set(names)].filter((name) => !(name in manifest.allowScripts))).toEqual([]);
});

it('packages are installed as they are locked, in the image without any script', () => {
  expect(read('scripts/build/install.mjs')).toMatch(/\['ci', /);
  const docker = read('Dockerfile');
  const installs = docker.match(/^RUN npm .*$/gm) ?? [];
  expect(installs.length).toBeGreaterThan(0);
  for (const line of installs) expect(line).toMatch(/^RUN npm ci --ignore-scripts /);
  expect(`${docker}${read('scripts/build/install.mjs')}`).not.toMatch(/npm (install|i|add|exec|x)\b|npx /);
});

it('the image stands on one base that is pinned by a tag or a digest, does not run as root, and holds only what is listed', () => {
  const docker = read('Dockerfile');
  expect(docker).toMatch(/^ARG BASE_IMAGE=\S+:\d[\w.-]+(@sha256:[0-9a-f]{64})?$/m);
  const stages = docker.match(/^FROM .*$/gm) ?? [];
  for (const stage of stages) expect(stage).toMatch(/^FROM \$\{BASE_IMAGE\}( AS \w+)?$/);
  expect(docker).toMatch(/^USER [1-9]\d*:/m);
  const ignored = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(ignored[0]).toBe('*');
  expect(ignored.filter((line) => /^!.*(\.env|\.data|secret|k8s|\.git)/i.test(line))).toEqual([]);
});

it('no setting of the image is a secret, nor comes one in while it is built', () => {
  const set = read('Dockerfile').match(/^(ARG|ENV|  [A-Z_]+=).*$/gm) ?? [];
  expect(set.length).toBeGreaterThan(3);
  expect(set.filter((line) => /SECRET|TOKEN|PASSWORD|API_KEY|DATABASE_URL|CREDENTIAL/i.test(line))).toEqual(
    [],
  );
});
