import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** In a process of its own: that of jest has other flags of V8. */
async function writeCodeCaches(): Promise<void> {
  const script = `import { writeCodeCaches } from '${join(import.meta.dirname, 'code-cache.mjs')}';
    await writeCodeCaches('${folder}');`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options);
}

/** Without NODE_OPTIONS. */
const options = { env: { PATH: process.env.PATH } };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loader-'));
  await copyFile(join(import.meta.dirname, 'loader.cjs'), join(folder, 'loader.cjs'));
  // The map says: the second line is the eighth of ../one.ts.
  // cspell:disable-next-line
  const map = { version: 3, sources: ['../one.ts'], names: [], mappings: ';AAOA' };
  await writeFile(join(folder, 'one.js.map'), JSON.stringify(map));
  await writeFile(join(folder, 'one.js'), ONE);
  await writeFile(join(folder, 'two.js'), 'exports.two = function two() { throw new Error("two"); };\n');
  await writeFile(join(folder, 'start.cjs'), START);
  await writeCodeCaches();
});
afterAll(async () => await rm(folder, { recursive: true }));

const ONE = `const { two } = require('./two.js'); exports.file = __filename;
exports.one = function one() { two(); };
exports.isStrict = (function () { return this === undefined; })();
//# sourceMappingURL=one.js.map
`;

/** Prints what the parts say, and whether V8 took the compiled code that it was given. */
const START = `const vm = require('node:vm');
const taken = [];
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    taken.push(options.cachedData === undefined ? 'none' : !this.cachedDataRejected);
  }
};
const { one, file, isStrict } = require('./loader.cjs').load('one.js');
let stack;
try { one(); } catch (error) { stack = error.stack; }
console.log(JSON.stringify({ taken, file, isStrict, stack }));
`;

interface Said {
  taken: (boolean | 'none')[];
  file: string;
  isStrict: boolean;
  stack: string;
}

async function start(...flags: string[]): Promise<Said> {
  const args = [...flags, join(folder, 'start.cjs')];
  return JSON.parse((await promisify(execFile)(process.execPath, args, options)).stdout) as Said;
}

it('V8 takes the compiled code of every part', async () => {
  expect(await start()).toMatchObject({ taken: [true, true], isStrict: true });
});

it('names lines of sources in stacks, and its own files where a part has no map', async () => {
  const lines = (await start()).stack.split('\n');
  expect(lines.slice(0, 3)).toEqual([
    'Error: two',
    `    at two (${join(folder, 'two.js')}:1:38)`,
    `    at one (${join(folder, '../one.ts')}:8:1)`,
  ]);
});

it('compiles the parts itself where V8 has other flags, or compiled code is missing or damaged', async () => {
  expect(await start('--no-opt')).toMatchObject({ taken: ['none', 'none'], file: join(folder, 'one.js') });
  const caches = (await readdir(folder)).filter((name) => name.endsWith('.cache'));
  await rm(
    join(
      folder,
      caches.find((name) => name.startsWith('two.js'))!,
    ),
  );
  await writeFile(
    join(
      folder,
      caches.find((name) => name.startsWith('one.js'))!,
    ),
    'of another V8',
  );
  const { taken, stack } = await start();
  expect(taken).toEqual([false, 'none']);
  expect(stack).toContain('Error: two');
});

it('finds parts, compiled code and lines where the folder is moved to', async () => {
  await writeCodeCaches();
  const moved = `${folder}-moved`;
  await rename(folder, moved);
  folder = moved;
  const { taken, file, stack } = await start();
  expect({ taken, file }).toEqual({ taken: [true, true], file: join(moved, 'one.js') });
  expect(stack).toContain(`${join(moved, 'two.js')}:1:38`);
});
