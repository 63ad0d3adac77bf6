import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compileCatalogs } from './compile-catalogs.js';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const COMPRESSIBLE = /\.(js|css)$/;

/** Writes a gzip beside each script and style sheet, for the server to send. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const names = Object.keys(bundle).filter((name) => COMPRESSIBLE.test(name));
      await Promise.all(names.map(async (name) => await compress(join(dir ?? '', name))));
    },
  };
}

async function compress(file: string): Promise<void> {
  await writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file), { level: 9 }));
}

/**
 * Two pages: the app, and the playground with its editors (several MB), which the app never loads.
 * `npx vite --config web/vite.config.ts` serves both for development against an api on API_URL.
 */
export default defineConfig(({ command }) => {
  // A build that a test run starts inherits NODE_ENV=test, with which Vite would ship React's development build.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: fromHere('.'),
    plugins: [compileCatalogs(), react(), precompress()],
    build: {
      outDir: fromHere('../dist/web'),
      emptyOutDir: true,
      target: 'es2022',
      // Of the packages in the bundles; scripts/build/bundle.mjs writes the server's.
      license: { fileName: 'THIRD-PARTY-LICENSES.md' },
      // The editors of the playground are one big chunk by nature.
      chunkSizeWarningLimit: 5000,
      rolldownOptions: {
        onLog(level, log, report) {
          // GraphiQL's modules carry "use no memo", which means nothing to a bundler.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
        },
        input: { app: fromHere('index.html'), playground: fromHere('playground/index.html') },
      },
    },
    server: {
      proxy: Object.fromEntries(
        ['/graphql', '/auth', '/media', '/imports'].map((path) => [
          path,
          { target: process.env.API_URL ?? 'http://localhost:4000', ws: path === '/graphql' },
        ]),
      ),
    },
  };
});
