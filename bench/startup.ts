import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { packagePath } from '../core/util/package-path.js';
import { ApiClient } from '../test/kit/server/client.js';
import { confirm, demoJobId, followToEnd, quotedChange } from '../test/kit/server/editing.js';
import { CANCEL } from '../test/kit/server/operations.js';
import type { Goal } from './kit/goal.js';

const LOADS = 9;
const STARTS = 5;
const REGENERATIONS = 11;
/** CPU seconds to load a program, including Node's own start. */
const LOAD_GOALS = { api: 0.9, runner: 0.6 };

/**
 * What a user and a test wait for: CPU seconds of loading a bundle, compared with the same sources as one file per
 * module; a second `npm start` until it serves; and the time from the mutation to the runner's first event.
 * Medians.
 */
export async function run(): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-startup-'));
  // Inside the checkout, so that node_modules is found.
  const modules = await mkdtemp(packagePath('.cache/modules-'));
  try {
    await writeModules(modules);
    return [...(await loadGoals(modules)), ...(await startGoals(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(modules, { recursive: true, force: true });
  }
}

/** The programs as tsc writes them: one file per module, packages in node_modules. */
async function writeModules(folder: string): Promise<void> {
  const tsc = packagePath('node_modules/typescript/bin/tsc');
  const where = ['-p', packagePath('tsconfig.json'), '--rootDir', packagePath('.'), '--outDir', folder];
  await promisify(execFile)(process.execPath, [
    tsc,
    ...where,
    '--noEmit',
    'false',
    '--noCheck',
    '--sourceMap',
  ]);
}

async function loadGoals(modules: string): Promise<Goal[]> {
  const goals: Goal[] = [];
  for (const [name, wanted] of Object.entries(LOAD_GOALS)) {
    const ways: Record<string, string> = {
      bundle: packagePath(`dist/${name}.js`),
      modules: join(modules, name, 'main.js'),
    };
    const seconds = await inTurn(Object.values(ways), LOADS, loadSeconds);
    const medians = seconds.map(median);
    console.log(
      `${name}: ${medians[0]!.toFixed(2)} s of CPU as a bundle, ${medians[1]!.toFixed(2)} s as modules`,
    );
    goals.push(goal(`startup ${name}`, medians[0]!, wanted, ' s'));
  }
  return goals;
}

async function inTurn<T>(
  items: T[],
  rounds: number,
  measure: (item: T) => Promise<number>,
): Promise<number[][]> {
  const measured = items.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, item] of items.entries()) measured[index]!.push(await measure(item));
  return measured;
}

const REPORT = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write('CPU ' + (user + system) / 1e6);
})`;

const SAYS_WHAT_IS_MISSING = /AUTH_JWT_SECRET|REGENERATION_ID/;

/** Without settings both programs end as soon as they are loaded. */
async function loadSeconds(file: string): Promise<number> {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production' };
  const child = spawn(process.execPath, ['--import', REPORT, file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await text(child);
  const seconds = /CPU ([\d.]+)/.exec(printed)?.[1];
  if (seconds === undefined || !SAYS_WHAT_IS_MISSING.test(printed)) throw new Error(`${file}: ${printed}`);
  return Number(seconds);
}

async function text(child: ChildProcess): Promise<string> {
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => (printed += String(chunk)));
  await once(child, 'close');
  return printed;
}

async function startGoals(dataDir: string): Promise<Goal[]> {
  // The first start makes the database and the demo video.
  await (await npmStart(dataDir)).stop();
  const seconds: number[] = [];
  for (let count = 1; count < STARTS; count++) {
    const server = await npmStart(dataDir);
    seconds.push(server.seconds);
    await server.stop();
  }
  console.log(`npm start again: ${seconds.map((one) => one.toFixed(2)).join(', ')} s until it serves`);
  const server = await npmStart(dataDir);
  try {
    const waits = await firstEvents(server.url, server.databaseUrl);
    console.log(`first event of the runner after ${waits.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    return [
      goal('startup again', median(seconds), 1.5, ' s'),
      goal('startup first event', median(waits), 500, ' ms'),
    ];
  } finally {
    await server.stop();
  }
}

interface Started {
  url: string;
  databaseUrl: string;
  /** From the command to the line with the address. */
  seconds: number;
  stop: () => Promise<void>;
}

async function npmStart(dataDir: string): Promise<Started> {
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: packagePath('.'),
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATA_DIR: dataDir,
      PORT: '0',
      REGENERATIONS_PER_JOB_PER_HOUR: '1000',
      REGENERATIONS_PER_USER_PER_HOUR: '1000',
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(chunk);
    if (printed.includes('Ctrl-C stops it')) break;
  }
  const seconds = (performance.now() - began) / 1000;
  child.stdout.resume();
  const { databaseUrl } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as {
    databaseUrl: string;
  };
  const stop = async (): Promise<void> => {
    const ended = once(child, 'close');
    process.kill(-child.pid!, 'SIGINT');
    await ended;
  };
  return { url: /http:\/\/localhost:\d+/.exec(printed)![0], databaseUrl, seconds, stop };
}

/** Milliseconds from each mutation to its runner's first event. */
async function firstEvents(url: string, databaseUrl: string): Promise<number[]> {
  const api = await ApiClient.asDemoUser(url);
  const jobId = await demoJobId(api);
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const waits: number[] = [];
  // The measured part is over.
  const cancel = async (id: string): Promise<unknown> =>
    await api.data(CANCEL, { id }).catch(() => undefined);
  try {
    for (let count = 0; count < REGENERATIONS; count++) {
      const instruction = count % 2 === 0 ? 'make it brighter' : 'make it darker';
      const change = await quotedChange(api, jobId, count % 6, instruction);
      const sent = Date.now();
      const id = await confirm(api, change);
      await followToEnd(api, id, 0, ({ type }) => void (type === 'VIDEO_GENERATING' && cancel(id)));
      const { rows } = await database.query<{ at: Date }>(
        'SELECT min(at) AS at FROM regeneration_events WHERE regeneration_id = $1 AND fence > 0',
        [id],
      );
      waits.push(rows[0]!.at.getTime() - sent);
    }
  } finally {
    await api.close();
    await database.end();
  }
  return waits;
}

function goal(name: string, measured: number, wanted: number, unit: string): Goal {
  return { name, measured, wanted, unit, better: 'lower' };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
