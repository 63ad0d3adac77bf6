import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const FOLDERS = ['api', 'cli', 'core', 'embedded-postgres', 'prisma', 'runner', 'scripts', 'web', 'dist'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'schema.graphql', 'prisma.config.ts'];
const STAMPS = ['prisma', 'server', 'web-types', 'web'].map((name) => `.cache/${name}.stamp`);
/** Two programs in place of ours, which share a part: built in a third of a second. */
const PROGRAMS = { server: { one: 'cli/one.ts', two: 'cli/two.ts' } };
const program = (name: string): string =>
  `import { shared } from './shared.js';\nconsole.log(shared, '${`${name} `.repeat(2000)}');\n`;
const LIMIT_MS = 120_000;

/** A built copy of this checkout. */
let checkout: string;
const inCheckout = (path: string): string => join(checkout, path);
const read = (path: string): string => readFileSync(inCheckout(path), 'utf8');
/** The first part of a built program, which holds its code. */
const code = (name: string): string =>
  inCheckout(`dist/chunks/${/load\('(\S+)'\)/.exec(read(`dist/${name}.js`))![1]!}`);
const text = (name: string): string => readFileSync(code(name), 'utf8');

beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), 'prepare-'));
  const isWanted = (path: string): boolean => !/^(prisma\/demo|dist\/(bench|chunks|test))(\/|$)/.test(path);
  for (const path of [...FOLDERS, ...FILES, ...STAMPS]) {
    const filter = (source: string): boolean => isWanted(source.slice(root.length + 1));
    cpSync(join(root, path), inCheckout(path), { recursive: true, filter });
  }
  symlinkSync(join(root, 'node_modules'), inCheckout('node_modules'));
  writeFileSync(inCheckout('scripts/build/programs.json'), JSON.stringify(PROGRAMS));
  writeFileSync(inCheckout('cli/shared.ts'), `export const shared = process.argv;\n`);
  for (const name of ['one', 'two']) writeFileSync(inCheckout(`cli/${name}.ts`), program(name));
  expect((await build().ended).code).toBe(0);
}, LIMIT_MS);
afterAll(() => rmSync(checkout, { recursive: true }));

interface Build {
  child: ChildProcess;
  printed: () => string;
  ended: Promise<{ code: number | null; lines: string[] }>;
}

/** `npm run build` in the copy, in its own process group. */
function build(): Build {
  const child = spawn(process.execPath, ['scripts/run.cjs', 'build'], {
    cwd: checkout,
    // The packages belong to the original checkout: an install must fail rather than touch them.
    env: { ...process.env, NODE_OPTIONS: '', npm_execpath: 'none.js' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    lines: output.split('\n').filter((line) => line !== ''),
  }));
  return { child, printed: () => output, ended };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const REBUILT = { code: 0, lines: ['Bundling the programs…'] };

it('says and writes nothing where all is current', async () => {
  const before = statSync(inCheckout('dist/one.js'));
  expect(await build().ended).toEqual({ code: 0, lines: [] });
  expect(statSync(inCheckout('dist/one.js'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
});

it.each([
  ['a program that was written by half', () => truncateSync(code('one'), 5000)],
  ['a damaged program of the same size', () => overwriteEnd(code('one'))],
  ['a missing part of a program', () => rmSync(inCheckout(`dist/chunks/${chunk()}`))],
  ['missing compiled code', () => rmSync(compiled('one'))],
  ['a stamp that was written by half', () => truncateSync(inCheckout('.cache/server.stamp'), 100)],
])(
  'makes good %s, and no more',
  async (_, damage) => {
    const [program, chunks] = [text('one'), readdirSync(inCheckout('dist/chunks'))];
    damage();
    expect(await build().ended).toEqual(REBUILT);
    expect(text('one')).toBe(program);
    expect(readdirSync(inCheckout('dist/chunks'))).toEqual(chunks);
  },
  LIMIT_MS,
);

function overwriteEnd(path: string): void {
  const content = readFileSync(path);
  writeFileSync(path, content.fill(0, content.length - 100));
}

const compiled = (name: string): string => {
  const part = basename(code(name));
  const isOf = (file: string): boolean => file.startsWith(`${part}.`) && file.endsWith('.cache');
  return inCheckout(`dist/chunks/${readdirSync(inCheckout('dist/chunks')).find(isOf)!}`);
};

const chunk = (): string =>
  readdirSync(inCheckout('dist/chunks')).find((name) => name.startsWith('shared-') && name.endsWith('.js'))!;

it(
  'of two that start at once on changed sources, one builds and the other waits for it',
  async () => {
    const first = await building('SIGSTOP');
    const second = build();
    const waits = `Process ${first.child.pid} is preparing this checkout; waiting for it…`;
    await until(() => second.printed().includes(waits));
    process.kill(-first.child.pid!, 'SIGCONT');
    expect(await first.ended).toEqual(REBUILT);
    expect(await second.ended).toEqual({ code: 0, lines: [waits] });
    expect(text('one')).toContain(`changed ${changes} times`);
  },
  LIMIT_MS,
);

it(
  'goes on where a build was killed in the middle',
  async () => {
    await (
      await building('SIGKILL')
    ).ended;
    mkdirSync(inCheckout('dist/.draft-server-1'), { recursive: true });
    expect(await build().ended).toEqual(REBUILT);
    expect(text('one')).toContain(`changed ${changes} times`);
    expect(readdirSync(inCheckout('dist')).filter((name) => name.startsWith('.draft'))).toEqual([]);
  },
  LIMIT_MS,
);

it(
  'keeps the parts of the last build, which a running server may load late, and no older ones',
  async () => {
    const parts = (): string[] =>
      readdirSync(inCheckout('dist/chunks')).filter((name) => /^late-.*\.js$/.test(name));
    const buildLate = async (text: string): Promise<void> => {
      writeFileSync(inCheckout('cli/late.ts'), `export const text = '${text}';\n`);
      expect(await build().ended).toEqual(REBUILT);
    };
    appendFileSync(
      inCheckout('cli/one.ts'),
      `\nvoid import('./late.js').then(({ text }) => console.log(text));\n`,
    );
    await buildLate('first');
    const [first] = parts();
    await buildLate('second');
    expect(parts()).toHaveLength(2);
    expect(parts()).toContain(first);
    const second = parts().find((name) => name !== first);
    await buildLate('third');
    expect(parts()).toHaveLength(2);
    expect(parts()).toContain(second);
    expect(parts()).not.toContain(first);
  },
  LIMIT_MS,
);

let changes = 0;

/** A build of changed sources, with the signal sent in the middle. */
async function building(signal: NodeJS.Signals): Promise<Build> {
  appendFileSync(inCheckout('cli/one.ts'), `\nconsole.log('changed ${++changes} times');\n`);
  const one = build();
  const hasEnded = (): boolean => one.child.exitCode !== null;
  await until(() => one.printed().includes('Bundling') || hasEnded());
  if (!hasEnded()) process.kill(-one.child.pid!, signal);
  // On a busy machine it may finish before the signal.
  if (existsSync(inCheckout('.cache/prepare.lock'))) return one;
  await one.ended;
  return await building(signal);
}

it(
  'says in one sentence that the sources cannot be built, and leaves what was built',
  async () => {
    const [source, before] = [read('cli/one.ts'), text('one')];
    appendFileSync(inCheckout('cli/one.ts'), '\n}');
    const { code, lines } = await build().ended;
    expect({ code, last: lines.at(-1) }).toEqual({
      code: 1,
      last: 'Bundling the programs failed; the reason stands above.',
    });
    expect(lines.join('\n')).toMatch(/cli\/one\.ts/);
    expect(text('one')).toBe(before);
    writeFileSync(inCheckout('cli/one.ts'), source);
    expect(await build().ended).toEqual(REBUILT);
  },
  LIMIT_MS,
);
