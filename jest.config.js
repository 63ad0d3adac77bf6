/**
 * One project for each tier. Unit and integration tests stand beside their source: those named `*.integration.test.ts`
 * need the database or ffmpeg. The other tiers are the folders of `test/`.
 */
const ROOMS = ['api', 'cli', 'core', 'embedded-postgres', 'prisma', 'runner', 'scripts', 'web'];
/** Tiers that look at programs and rows, not at what an ffmpeg makes. */
const NO_MEDIA = ['browser', 'faults', 'kubernetes', 'providers', 'whole'];
const FOLDERS = ['browser', 'faults', 'image', 'kubernetes', 'model', 'providers', 'security', 'whole'];
const BESIDE_SOURCES = `<rootDir>/{${ROOMS},test/kit}/**/*`;
const JEST = '<rootDir>/test/kit/jest';
const SETUP = [`${JEST}/rarely-optimized.mjs`, `${JEST}/one-graphql.mjs`];

const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, tsx: true },
        transform: { legacyDecorator: true, useDefineForClassFields: false, react: { runtime: 'automatic' } },
      },
      module: { type: 'es6' },
    },
  ],
};

function tier(displayName, options) {
  return {
    displayName,
    testEnvironment: 'node',
    setupFiles: SETUP,
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    moduleNameMapper: {
      '^(\\.{1,2}/.*)\\.js$': '$1',
      '^fast-check$': `${JEST}/fast-check.ts`,
      '^icu-minify/format$': `${JEST}/icu-format.mjs`,
    },
    transform,
    roots: [...ROOMS, 'test'].map((room) => `<rootDir>/${room}`),
    globalSetup: `${JEST}/global-setup.mjs`,
    globalTeardown: `${JEST}/global-teardown.mjs`,
    ...options,
  };
}

export default {
  projects: [
    tier('unit', {
      testMatch: [`${BESIDE_SOURCES}.test.{ts,tsx}`],
      testPathIgnorePatterns: ['\\.integration\\.test\\.ts$'],
      globalSetup: `${JEST}/unit-setup.mjs`,
    }),
    tier('integration', { testMatch: [`${BESIDE_SOURCES}.integration.test.ts`] }),
    ...FOLDERS.map((folder) =>
      tier(folder, {
        testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
        setupFiles: [...SETUP, ...(NO_MEDIA.includes(folder) ? [`${JEST}/npm-ffmpeg.mjs`] : [])],
      }),
    ),
  ],
  testSequencer: `${JEST}/sequencer.mjs`,
  reporters: ['default', `${JEST}/left-out-reporter.mjs`, `${JEST}/timings-reporter.mjs`],
  testTimeout: 60_000,
  // Workers wait: for leases, for processes that start, for pages. Measured on two cores: at quick effort four take 7.6 to
  // 8.4 min, three 9.4, five 8.7. At full effort four use up the time in which three wait, and take as long.
  maxWorkers: process.env.TEST_EFFORT === 'full' ? 3 : 4,
  // Modules of test files that have ended stay until several garbage collections have run. To start a program, Linux copies
  // the table of a worker's memory: 27 ms of CPU at 1.4 GB, 4 at 150 MB. A fresh worker costs 0.3 s.
  workerIdleMemoryLimit: '300MB',
};
