import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { createAdapterFactory } from './adapter.mjs';
import { logLine } from './log.mjs';

/** The version (a commit hash) of the engine that the wasm build holds. */
export async function engineVersion() {
  return (await loadWasm()).version();
}

/**
 * The engine, ready for calls; it connects when the first of them needs the database.
 *
 * @param datamodels [path, text] of each schema file.
 */
export async function createEngine(datamodels, datasourceUrl) {
  const wasm = await loadWasm();
  const adapter = bindMigrationAwareSqlAdapterFactory(createAdapterFactory(datasourceUrl));
  const ignoreLog = () => undefined;
  return wasm.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    ignoreLog,
    adapter,
  );
}

/** The package is made for bundlers, which would link the wasm module to its glue; Node does not by itself. */
async function loadWasm() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (text) => logLine('ERROR', text, { is_panic: true }),
  };
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}
