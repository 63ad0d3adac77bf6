// Loads the programs of dist/: `require('./chunks/loader.cjs').load('api-….js')`. Beside each part lies what V8 compiles it to,
// made by the build (code-cache.mjs): a fifth to a third of the CPU time of a start. Another Node, other flags of V8 or another
// kind of processor find no such file, and compile the part themselves.
'use strict';

const { readFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const path = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script } = require('node:vm');

/** By name: the module and the script of a part, and its source map once a stack has named it. */
const parts = new Map();

/** The exports of a part, which lies beside this file. */
function load(name) {
  const known = parts.get(name);
  if (known !== undefined) return known.module.exports;
  const script = compile(name, contentOf(codeCacheOf(name)));
  const module = { exports: {} };
  parts.set(name, { module, script });
  const requireFrom = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module, path.join(__dirname, name), __dirname);
  return module.exports;
}

/** On the first line, so that lines stay those of the source map. Strict, as the modules were that are in the part. */
const WRAPPER = "(function (exports, require, module, __filename, __dirname) { 'use strict'; ";

/** @param cachedData What an earlier process compiled. It brings the name along, which is no path, because folders are moved. */
function compile(name, cachedData) {
  const source = `${WRAPPER}${readFileSync(path.join(__dirname, name), 'utf8')}\n})`;
  return new Script(source, { filename: name, columnOffset: -WRAPPER.length, cachedData });
}

/** Named after everything that V8 compares. */
function codeCacheOf(name) {
  const tag = cachedDataVersionTag().toString(36);
  return path.join(__dirname, `${name}.${process.version}-${process.arch}-${tag}.cache`);
}

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** In place of `--enable-source-maps`, which reads all maps at each start; few processes ever show a stack. */
function prepareStackTrace(error, sites) {
  // Node's own errors bring a toString that adds their code; that of a class may say more than a stack should.
  const said = Object.hasOwn(error, 'toString') ? error.toString() : Error.prototype.toString.call(error);
  return [said, ...sites.map(placed)].join('\n    at ');
}

/** A line of a stack, with the place in the source where it is ours. */
function placed(site) {
  const name = site.getFileName();
  const part = parts.get(name);
  if (part === undefined) return String(site);
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  part.map ??= readMap(part.script);
  const { originalSource, originalLine, originalColumn } = part.map.findEntry(line - 1, column - 1);
  const place =
    originalSource === undefined
      ? `${path.join(__dirname, name)}:${line}:${column}`
      : `${path.resolve(__dirname, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  return String(site).replace(`${name}:${line}:${column}`, () => place);
}

/** A part without a line of ours names no map. */
function readMap({ sourceMapURL }) {
  if (sourceMapURL === undefined) return new SourceMap({ sources: [], mappings: '' });
  return new SourceMap(JSON.parse(readFileSync(path.join(__dirname, sourceMapURL), 'utf8')));
}

Error.prepareStackTrace = prepareStackTrace;

module.exports = { load, compile, codeCacheOf };
