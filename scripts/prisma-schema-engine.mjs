#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` program, which npm does not carry: the same command line and
// the same JSON-RPC over stdio, answered by @prisma/schema-engine-wasm. prisma.config.ts points the CLI here.
import { parseArguments } from './schema-engine/arguments.mjs';
import { runDatabaseCommand } from './schema-engine/database-command.mjs';
import { createEngine, engineVersion } from './schema-engine/engine.mjs';
import { logLine } from './schema-engine/log.mjs';
import { serve } from './schema-engine/rpc.mjs';

/** What the CLI takes for a panic of the native program. */
const PANIC_EXIT_CODE = 101;

function panic(error) {
  logLine('ERROR', String(error?.stack ?? error), { is_panic: true, error_code: '' });
  process.exit(PANIC_EXIT_CODE);
}
process.on('uncaughtException', panic).on('unhandledRejection', panic);

const { version, command, datasourceUrl, datamodels } = parseArguments(process.argv.slice(2));
if (version) console.log(`schema-engine-cli ${await engineVersion()}`);
else if (command) process.exitCode = await runDatabaseCommand(command, datasourceUrl);
else await serve(await createEngine(datamodels, datasourceUrl));
