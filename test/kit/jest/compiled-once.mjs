// V8 compiles what test files load once in a worker, not again for each file: a twentieth of jest's own CPU time. Compiled code that
// was kept cannot `import()`, so modules that do are compiled each time, and so are short ones.
import { cachedDataVersionTag } from 'node:v8';
import vm from 'node:vm';

const SHORT_CHARACTERS = 1000;
const IMPORTS = /\bimport\s*\(/;
const { SourceTextModule, compileFunction } = vm;
/** By name, which compiled code brings along, and by flags of V8 (optimize-soon.ts), which it must have been compiled under. */
const kept = new Map();

const isKept = (code) => code.length > SHORT_CHARACTERS && !IMPORTS.test(code);

const keyOf = (name) => `${cachedDataVersionTag()} ${name}`;

/** What was compiled of this name and code, if it was. */
function keptOf(name, code) {
  const known = kept.get(keyOf(name));
  return known?.code === code ? known.cachedData : undefined;
}

function keep(name, code, cachedData) {
  kept.set(keyOf(name), { code, cachedData });
}

vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options) {
    const cachedData = keptOf(options.identifier, code);
    super(code, { ...options, cachedData });
    if (cachedData === undefined && isKept(code)) keep(options.identifier, code, this.createCachedData());
  }
};

vm.compileFunction = (code, parameters, options) => {
  if (!isKept(code)) return compileFunction(code, parameters, options);
  const cachedData = keptOf(options.filename, code);
  const produceCachedData = cachedData === undefined;
  const compiled = compileFunction(code, parameters, { ...options, cachedData, produceCachedData });
  if (produceCachedData) keep(options.filename, code, compiled.cachedData);
  return compiled;
};
