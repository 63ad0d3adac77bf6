import { execFile } from 'node:child_process';
import { packagePath } from '../core/util/package-path.js';

interface End {
  code: number | null;
  output: string;
}

/** Runs a program of dist/ with these settings and no others. */
async function run(program: string, args: string[], settings: Record<string, string>): Promise<End> {
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [packagePath(`dist/${program}.js`), ...args],
      { env: settings },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

it.each<[string, string[], Record<string, string>, string]>([
  ['api', [], { PORT: 'eighty' }, 'PORT'],
  ['runner', [], { LEASE_SECONDS: 'long' }, 'LEASE_SECONDS'],
  ['import', ['folder'], { OUTPUT_RESOLUTION: '144' }, 'OUTPUT_RESOLUTION'],
  ['import', ['folder'], { S3_BUCKET: 'media', S3_ACCESS_KEY_ID: 'half of a pair' }, 'S3_SECRET_ACCESS_KEY'],
  ['copy-storage', [], {}, 'S3_BUCKET'],
  ['doctor', [], { BUDGET_LIMIT_USD: 'much' }, 'BUDGET_LIMIT_USD'],
])('%s %j with %j names the setting, without a stack', async (program, args, settings, named) => {
  const { code, output } = await run(program, args, settings);
  expect(output).toContain(named);
  expect(output).not.toMatch(/ZodError|^\s+at /m);
  expect(code).toBeGreaterThan(0);
});
