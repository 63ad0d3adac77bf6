import compile from 'icu-minify/compile';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';

const CATALOG = /\/src\/languages\/[a-z]{2}\.ts$/;

/** Reads the messages of each language while the page is built, so that no browser has to. */
export function compileCatalogs(): Plugin {
  return {
    name: 'compile-catalogs',
    async load(id) {
      if (!CATALOG.test(id)) return undefined;
      const { module } = await runnerImport<{ default: Record<string, string> }>(id);
      const messages = Object.entries(module.default).map(([key, message]) => [key, compile(message)]);
      return { code: `export default ${JSON.stringify(Object.fromEntries(messages))};`, moduleType: 'js' };
    },
  };
}
