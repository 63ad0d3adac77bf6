/** Unit tests stand beside their source; `test/` holds what crosses processes. */
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

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform,
  testMatch: ['<rootDir>/{api,cli,core,embedded-postgres,prisma,runner,scripts,test,web}/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/test/kit/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/test/kit/jest/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/kit/jest/left-out-reporter.mjs'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
