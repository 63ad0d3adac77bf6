import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { itRequires } from '../test/kit/jest/requirements.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

const root = join(import.meta.dirname, '..');
const log = { info: () => undefined, error: () => undefined };

/** What test/kit/database/database-owner.ts answers with. */
interface Answer {
  databaseUrl?: string;
  rejection?: string;
}

/** Another server process on the same folder. */
async function startOwner(dataDir: string): Promise<{ child: ChildProcess; answer: Answer }> {
  const child = fork(join(root, 'test/kit/database/database-owner.ts'), [dataDir], {
    execArgv: ['--import', join(root, 'scripts/kit/typescript.mjs')],
  });
  const [answer] = (await once(child, 'message')) as [Answer];
  return { child, answer };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function query(databaseUrl: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Whether the database server of the folder has shut down in order. */
function isDown(dataDir: string): boolean {
  return !existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'));
}

/** A StartupError with this sentence. */
function rejection(message: string): { name: string; message: string } {
  return { name: 'StartupError', message };
}

/** What a first start that was interrupted leaves; no process has that id. */
const INTERRUPTED = 'postgres.new-4194305';

interface FirstStart {
  /** Process ids. */
  winners: (number | undefined)[];
  rejections: (string | undefined)[];
  rows: unknown;
}

/** The only two first starts here, at once and after an interrupted one: a first start takes seconds. */
async function firstStart(dataDir: string): Promise<FirstStart> {
  // Closed to others, as a clone below /root is; the run's own database server is in an open folder.
  mkdirSync(join(dataDir, INTERRUPTED, 'data'), { recursive: true, mode: 0o700 });
  const owners = await Promise.all([1, 2].map(() => startOwner(dataDir)));
  const [winners, others] = [true, false].map((won) =>
    owners.filter(({ answer }) => (answer.databaseUrl !== undefined) === won),
  );
  const rows = await query(winners![0]!.answer.databaseUrl!, 'SELECT 1 AS one');
  for (const { child } of winners!) await kill(child, 'SIGTERM');
  return {
    winners: winners!.map(({ child }) => child.pid),
    rejections: others!.map(({ answer }) => answer.rejection),
    rows,
  };
}

describe('the embedded PostgreSQL', () => {
  let template: string;
  let parent: string;
  let dataDir: string;
  let running: EmbeddedPostgres | undefined;
  let first: FirstStart;

  beforeAll(async () => {
    template = join(mkdtempSync(join(tmpdir(), 'embedded-template-')), 'data');
    first = await firstStart(template);
  });
  afterAll(() => rmSync(dirname(template), { recursive: true }));

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'embedded-'));
    chmodSync(parent, 0o755);
    dataDir = join(parent, 'data');
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(parent, { recursive: true, force: true });
  });

  /** A database as a first start leaves it, without the seconds that one takes. */
  function useTemplate(): void {
    execFileSync('cp', ['-a', template, dataDir]);
  }

  const start = async (): Promise<EmbeddedPostgres> =>
    (running = await startEmbeddedPostgres({ dataDir, log }));

  it('keeps what was written over a restart, and nothing running in between', async () => {
    useTemplate();
    const first = await start();
    await query(first.databaseUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isDown(dataDir)).toBe(true);
    const second = await start();
    expect(await query(second.databaseUrl, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('listens on loopback alone, behind a password that only its owner can read, and refuses a second server in one sentence', async () => {
    useTemplate();
    const { databaseUrl } = await start();
    expect(await query(databaseUrl, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600);
    const guess = new URL(databaseUrl);
    guess.password = 'postgres';
    await expect(query(guess.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const { child, answer } = await startOwner(dataDir);
    if (child.exitCode === null) await once(child, 'exit');
    expect(answer.rejection).toBe(
      `The data folder ${dataDir} is already in use by another running server (process ${process.pid}): stop that one, or set DATA_DIR to another folder.`,
    );
    expect(await query(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes over the database server of a server that was killed', async () => {
    useTemplate();
    const { child, answer } = await startOwner(dataDir);
    await query(answer.databaseUrl!, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(dataDir);
    await kill(child, 'SIGKILL');
    const { databaseUrl, stop } = await start();
    expect(postmasterPid(dataDir)).toBe(pid);
    expect(await query(databaseUrl, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
    await stop();
    expect(isDown(dataDir)).toBe(true);
    await expect(query(databaseUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('recovers when the database server was killed too', async () => {
    useTemplate();
    const { child, answer } = await startOwner(dataDir);
    await query(answer.databaseUrl!, 'CREATE TABLE kept AS SELECT 42 AS answer');
    child.kill('SIGKILL');
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    const { databaseUrl } = await start();
    expect(await query(databaseUrl, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('starts although a stranger has got the process id of the dead database server', async () => {
    useTemplate();
    const lines = [
      process.pid,
      join(dataDir, 'postgres', 'data'),
      1_700_000_000,
      5432,
      '',
      '127.0.0.1',
      '',
      'ready',
    ];
    writeFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), lines.join('\n'));
    const { databaseUrl } = await start();
    expect(await query(databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets exactly one of several first starts win', () => {
    const { winners, rejections } = first;
    expect([winners.length, rejections]).toEqual([
      1,
      [expect.stringContaining(`already in use by another running server (process ${winners[0]})`)],
    ]);
  });

  it('comes back on the same address when the database server dies under a running server', async () => {
    useTemplate();
    const { databaseUrl } = await start();
    await query(databaseUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = postmasterPid(dataDir);
    process.kill(pid, 'SIGKILL');
    let rows: unknown;
    while (rows === undefined) {
      await sleep(50);
      rows = await query(databaseUrl, 'SELECT * FROM kept').catch(() => undefined);
    }
    expect(rows).toEqual([{ answer: 42 }]);
    expect(postmasterPid(dataDir)).not.toBe(pid);
  });

  it('makes a new database after a first start that was interrupted', () => {
    expect(first.rows).toEqual([{ one: 1 }]);
    expect(existsSync(join(template, INTERRUPTED))).toBe(false);
  });

  it('says in one sentence that the folder is not a folder', async () => {
    writeFileSync(dataDir, '');
    await expect(start()).rejects.toMatchObject(
      rejection(
        `The folder ${dataDir} cannot be written (EEXIST): make it writable for this user, or set DATA_DIR to another folder.`,
      ),
    );
  });

  it('says in one sentence that an ordinary user may not write there', async () => {
    mkdirSync(dataDir, { mode: 0o555 });
    const isRoot = process.getuid!() === 0;
    if (isRoot) process.seteuid!(65_534); // nobody
    try {
      await expect(start()).rejects.toMatchObject(
        rejection(
          `The folder ${dataDir} cannot be written (EACCES): make it writable for this user, or set DATA_DIR to another folder.`,
        ),
      );
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });

  itRequires('root', 'says in one sentence that the database is another user’s', async () => {
    useTemplate();
    const data = join(dataDir, 'postgres', 'data');
    chownSync(data, 12_345, 12_345);
    await expect(start()).rejects.toMatchObject(
      rejection(
        `The database in ${join(dataDir, 'postgres')} belongs to another user (id 12345): start as the user who made it, or set DATA_DIR to another folder.`,
      ),
    );
  });

  it('says what is wrong when the database does not start', async () => {
    useTemplate();
    writeFileSync(join(dataDir, 'postgres', 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toThrow(
      /^The database in .*postgres does not start: .*postgresql.conf" contains errors\.$/,
    );
  });
});
