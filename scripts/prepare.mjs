import { installPackages } from './install.mjs';
import { whenChanged } from './stamp.mjs';
import { runStep } from './step.mjs';

/** Installs, generates and builds whatever is missing or out of date; a few tens of ms when nothing is. */
export async function prepare() {
  installPackages();
  const results = await Promise.allSettled([prepareServer(), prepareWeb()]);
  const failure = results.find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

const PACKAGES = 'package-lock.json';

async function prepareServer() {
  const schema = { inputs: ['prisma/schema.prisma', PACKAGES], outputs: ['prisma/generated/client.ts'] };
  await whenChanged('prisma', schema, async () => {
    console.log('Generating the database client…');
    await runStep('Generating the database client', 'node_modules/prisma/build/index.js', ['generate']);
  });
  const sources = ['api', 'bench', 'cli', 'core', 'embedded-postgres', 'prisma', 'runner'];
  const build = {
    inputs: [...sources, 'tsconfig.json', 'tsconfig.build.json', PACKAGES],
    outputs: ['dist/api/main.js', 'dist/.tsbuildinfo'],
  };
  await whenChanged('server', build, async () => {
    console.log('Compiling the server…');
    await runStep('Compiling the server', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.build.json']);
  });
}

async function prepareWeb() {
  const inputs = ['web', 'schema.graphql', 'tsconfig.json', PACKAGES];
  await whenChanged('web-types', { inputs, outputs: ['web/src/generated/graphql.ts'] }, async () => {
    console.log('Generating the web app’s types…');
    const codegen = 'node_modules/@graphql-codegen/cli/esm/bin.js';
    await runStep('Generating the web app’s types', codegen, ['--config', 'web/codegen.ts']);
  });
  await whenChanged('web', { inputs, outputs: ['dist/web/index.html'] }, async () => {
    console.log('Building the web app…');
    const args = ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];
    await runStep('Building the web app', 'node_modules/vite/bin/vite.js', args);
  });
}
