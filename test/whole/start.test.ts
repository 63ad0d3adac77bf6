import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

/** A start of the server: its output, its address, its end. */
interface Start {
  child: ChildProcess;
  printed: () => string;
  /** Address of the app, once it serves. */
  ready: () => Promise<string>;
  exitCode: Promise<number | null>;
}

describe('npm start', () => {
  /** Its database is made by the first start; later ones find it. */
  let dataDir: string;
  const started: ChildProcess[] = [];

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'start-'));
    chmodSync(dataDir, 0o755);
  });

  afterEach(() => {
    for (const child of started.splice(0)) endGroup(child);
    for (const pid of processesOn(dataDir)) process.kill(pid, 'SIGKILL');
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  /** Starts a program as a terminal would: in its own process group. Keys are set, so no demo is made. */
  function start(program: string, args: string[], env: Record<string, string> = {}): Start {
    const child = spawn(program, args, {
      cwd: root,
      detached: true,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATA_DIR: dataDir,
        PORT: '0',
        AUTH_JWT_SECRET: 'x'.repeat(32),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    const exitCode = once(child, 'close').then(([code]) => code as number | null);
    return { child, exitCode, printed: () => output, ready: () => address(child, exitCode, () => output) };
  }

  const startServer = (env?: Record<string, string>): Start =>
    start(process.execPath, [join(root, 'scripts', 'run.cjs'), 'start'], env);

  it('serves, and Ctrl-C ends it and every process that it started', async () => {
    const { child, ready, exitCode } = start('npm', ['start']);
    const url = await ready();
    expect((await fetch(url)).status).toBe(200);
    expect(processesOn(dataDir).length).toBeGreaterThan(0);
    process.kill(-child.pid!, 'SIGINT');
    await exitCode;
    expect(processesOn(dataDir)).toEqual([]);
  });

  it('serves again after it was killed, and shuts down in order on SIGTERM', async () => {
    const first = startServer();
    await first.ready();
    first.child.kill('SIGKILL');
    await first.exitCode;
    const second = startServer();
    expect((await fetch(await second.ready())).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.exitCode).toBe(0);
    expect(processesOn(dataDir)).toEqual([]);
  });

  it('leaves nothing running when Ctrl-C comes in the middle of the start', async () => {
    const { child, exitCode } = startServer();
    // The database server has just started, and its owner does not know yet.
    while (!existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid')) && child.exitCode === null) {
      await sleep(1);
    }
    process.kill(-child.pid!, 'SIGINT');
    await exitCode;
    while (processesOn(dataDir).length > 0) await sleep(20);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exitCode, printed } = startServer({ PORT: String(port) });
    const code = await exitCode;
    other.close();
    expect(code).toBe(1);
    expect(sentences(printed())).toEqual([
      `Port ${port} is taken by another program: stop that one, or set PORT to a free port.`,
    ]);
  });

  it('says in one sentence that another server uses the data, and leaves that one alone', async () => {
    const first = startServer();
    const url = await first.ready();
    const second = startServer();
    expect(await second.exitCode).toBe(1);
    expect(sentences(second.printed())).toEqual([
      `The data folder ${dataDir} is already in use by another running server (process ${first.child.pid}): stop that one, or set DATA_DIR to another folder.`,
    ]);
    expect((await fetch(url)).status).toBe(200);
  });
});

/** The output without the lines of progress. */
function sentences(printed: string): string[] {
  return printed.split('\n').filter((line) => line !== '' && !line.endsWith('…'));
}

async function address(
  child: ChildProcess,
  exitCode: Promise<unknown>,
  printed: () => string,
): Promise<string> {
  let ended = false;
  void exitCode.then(() => (ended = true));
  while (!ended) {
    const url = /Clip chatbot\s+(http:\S+)[\s\S]*Ctrl-C/.exec(printed())?.[1];
    if (url !== undefined) return url;
    await sleep(20);
  }
  throw new Error(`process ${child.pid} did not start:\n${printed()}`);
}

/** The processes with this data folder in their arguments or environment. */
function processesOn(dataDir: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => ['cmdline', 'environ'].some((file) => read(pid, file).includes(dataDir)))
    .map(Number);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return ''; // it has ended
  }
}

function endGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // it has ended
  }
}
