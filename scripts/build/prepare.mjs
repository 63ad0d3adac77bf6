import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installWhileLocked, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { isCurrent, makeCurrent, publish } from './stamp.mjs';
import { ROOT, runStep } from '../kit/step.mjs';

/**
 * Installs, generates and builds whatever is missing or out of date; takes a few tens of ms if nothing is. If
 * several processes start at once, one does the work and the others wait.
 *
 * @param more What to build beside the server and the web app: 'bench', 'test'.
 */
export async function prepare(more = []) {
  await make([
    [PRISMA, SERVER, ...more.map((group) => EXTRA[group])],
    [WEB_TYPES, WEB],
  ]);
}

/** Only what the sources import: enough for unit tests, which start no program. */
export async function prepareSources() {
  await make([[PRISMA], [WEB_TYPES]]);
}

async function make(sequences) {
  if (isInstalled() && sequences.flat().every(isCurrent)) return;
  await withLock(async () => {
    await installWhileLocked();
    removeDrafts();
    const results = await Promise.allSettled(sequences.map(makeInOrder));
    const failure = results.find(({ status }) => status === 'rejected');
    if (failure) throw failure.reason;
  });
}

/** Parts of the repository that are not in an image. */
export const DEVELOPMENT = ['bench', 'test'].filter((folder) => existsSync(join(ROOT, folder)));

async function makeInOrder(steps) {
  for (const step of steps) if (!isCurrent(step)) await makeCurrent(step);
}

/** Removes the remains of a killed build. */
function removeDrafts() {
  const folder = join(ROOT, 'dist');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) if (name.startsWith('.draft')) rmSync(join(folder, name), { recursive: true });
}

const PACKAGES = 'package-lock.json';
const SOURCES = ['api', 'cli', 'core', 'embedded-postgres', 'prisma', 'runner'];
const BUILD = [
  ...['bundle.mjs', 'code-cache.mjs', 'loader.cjs', 'programs.json'].map((file) => `scripts/build/${file}`),
  ...['tsconfig.json', PACKAGES],
];
const WEB_INPUTS = ['web', 'schema.graphql', 'tsconfig.json', PACKAGES];

const PRISMA = {
  name: 'prisma',
  inputs: ['prisma/schema.prisma', 'prisma.config.ts', PACKAGES],
  make: async () => {
    await runStep('Generating the database client', 'node_modules/prisma/build/index.js', ['generate']);
    return ['prisma/generated'];
  },
};

const SERVER = {
  name: 'server',
  inputs: [...SOURCES, ...BUILD],
  make: async (last) =>
    await bundled('Bundling the programs', 'server', 'dist', last, ['bench/', 'test/', 'web/']),
};

const EXTRA = {
  bench: {
    name: 'bench',
    inputs: [...SOURCES, 'bench', 'test', ...BUILD],
    make: async (last) => await bundled('Bundling the benchmarks', 'bench', 'dist/bench', last),
  },
  test: {
    name: 'test',
    inputs: [...SOURCES, 'test/kit/media/compose-process.ts', ...BUILD],
    make: async (last) => await bundled('Bundling the programs of tests', 'test', 'dist/test', last),
  },
};

const WEB_TYPES = {
  name: 'web-types',
  inputs: WEB_INPUTS,
  make: async () => {
    const codegen = 'node_modules/@graphql-codegen/cli/esm/bin.js';
    await runStep('Generating the web app’s types', codegen, ['--config', 'web/codegen.ts']);
    return ['web/src/generated'];
  },
};

const WEB = {
  name: 'web',
  inputs: WEB_INPUTS,
  make: async (last) => {
    const draft = draftOf('web');
    const args = [
      'build',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'warn',
      '--outDir',
      join(ROOT, draft),
    ];
    await runStep('Building the web app', 'node_modules/vite/bin/vite.js', args);
    return publish(draft, 'dist/web', last);
  },
};

async function bundled(what, group, target, last, foreign) {
  const draft = draftOf(group);
  await runStep(what, 'scripts/build/bundle.mjs', [group, join(ROOT, draft)]);
  return publish(draft, target, last, foreign);
}

/** In the same file system, so that moving it is a rename. */
function draftOf(name) {
  return `dist/.draft-${name}-${process.pid}`;
}
