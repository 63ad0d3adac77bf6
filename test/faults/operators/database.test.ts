import pg from 'pg';
import { startOwnPostgres, type OwnPostgres } from '../../kit/database/own-postgres.js';
import { startTcpProxy, type TcpProxy } from '../../kit/proxies/tcp-proxy.js';
import { until } from '../../kit/server/until.js';
import { JOB, JOBS } from '../../kit/server/operations.js';
import { ffmpegGate, type FfmpegGate } from '../runner/ffmpeg-gate.js';
import {
  darken,
  openSetup,
  outcomeOf,
  SHORT_LEASE,
  SHORT_LEASE_SECONDS,
  type Setup,
} from '../fault-fixture.js';

const ENDED_WELL = {
  end: 'REGENERATION_COMPLETE',
  sequences: 'contiguous',
  charged: ['video_generator'],
  broken: [],
};

async function attempts({ db }: Setup, id: string): Promise<number> {
  return (await db.clipRegeneration.findUniqueOrThrow({ where: { id } })).attempt;
}

/** A lease of 30 s survives an outage of eight seconds; this is the same share of the short lease used here. */
const AWAY_MS = (8000 * SHORT_LEASE_SECONDS) / 30;

/** A setup whose server and runners reach the database through a proxy, and stop before they render. */
interface Proxied {
  setup: Setup;
  gate: FfmpegGate;
  proxy: TcpProxy;
  close(): Promise<void>;
}

async function behindProxy(): Promise<Proxied> {
  let gate!: FfmpegGate;
  let proxy!: TcpProxy;
  const setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, 'rendering');
    proxy = await startTcpProxy(fixture.databaseUrl);
    return { ...SHORT_LEASE, FFMPEG_PATH: gate.path, DATABASE_URL: proxy.through(fixture.databaseUrl) };
  });
  const close = async (): Promise<void> => {
    await setup.close();
    await proxy.close();
  };
  return { setup, gate, proxy, close };
}

/** A change whose runner is in the middle of a step. */
async function inTheMiddle({ setup, gate }: Proxied): Promise<string> {
  await gate.close();
  const id = await darken(setup);
  await gate.reached();
  return id;
}

/** What ends by limits of many seconds goes on during the tests before the one that awaits it. */
let attemptsInSilence: Promise<number>;
/** Its database is away, then its pool is taken. */
let shared: Proxied;
beforeAll(async () => {
  const silent = await behindProxy();
  const { setup, gate, proxy } = silent;
  const id = await inTheMiddle(silent);
  expect(proxy.strand()).toBeGreaterThan(0);
  await gate.open();
  const toItsEnd = async (): Promise<number> => {
    await until(
      async () => (await setup.db.clipRegeneration.findUnique({ where: { id } }))?.status === 'completed',
      { limitMs: 40_000, what: 'the end of the run' },
    );
    const taken = await attempts(setup, id);
    await silent.close();
    return taken;
  };
  attemptsInSilence = toItsEnd();
  // The test that awaits it reports its failure.
  attemptsInSilence.catch(() => undefined);
  shared = await behindProxy();
}, 90_000);
afterAll(async () => await shared.close());

describe('a database in the middle of a step', () => {
  it('22: that is away for a quarter of the lease costs no attempt', async () => {
    const { setup, gate, proxy } = shared;
    const id = await inTheMiddle(shared);
    proxy.refuse(true);
    proxy.cut();
    // The database is away at the step's next write.
    await gate.open();
    await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
    proxy.refuse(false);
    expect(await outcomeOf(setup, id)).toMatchObject(ENDED_WELL);
    expect(await attempts(setup, id)).toBe(1);
  }, 60_000);
});

describe('a pool whose connections are all taken', () => {
  it('26: refuses in words within six seconds, and works again as soon as they are free', async () => {
    const { setup, gate } = shared;
    await gate.open();
    const blocker = new pg.Client({ connectionString: setup.fixture.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE');
    const rejections: string[] = [];
    // Lists, because each is a separate query: simultaneous requests for jobs by id are batched into one.
    const asked = Array.from({ length: 60 }, async () => {
      const { errors } = await setup.api.send(JOBS);
      if (errors !== undefined) rejections.push(errors[0]!.message);
      return errors;
    });
    await until(() => rejections.length > 0, { limitMs: 6000, what: 'a rejection' });
    expect(rejections[0]).toMatch(
      /^The database does not answer at the moment\. Try again in a few seconds\./,
    );
    expect((await fetch(`${setup.server.url}/healthz`)).status).toBe(200);
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect(await Promise.all(asked)).toContain(undefined);
    expect((await setup.api.send(JOB, { id: setup.jobId })).errors).toBeUndefined();
    expect(await outcomeOf(setup, await darken(setup))).toMatchObject(ENDED_WELL);
  }, 60_000);
});

describe('a database in the middle of a step, with connections that lead nowhere', () => {
  it('24: whose connections all go silent is reached by new ones, and no attempt is lost', async () => {
    expect(await attemptsInSilence).toBe(1);
  }, 90_000);
});

describe('a Postgres of its own', () => {
  let postgres: OwnPostgres;

  beforeAll(async () => void (postgres = await startOwnPostgres()), 60_000);
  afterAll(async () => await postgres.drop());

  /** Writes numbers, one per transaction, until the connection breaks; returns the acknowledged ones. */
  async function writeUntilCut(): Promise<number[]> {
    const client = new pg.Client({ connectionString: postgres.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('CREATE TABLE acknowledged (n int)');
    const acknowledged: number[] = [];
    for (let n = 0; ; n++) {
      const written = client.query('INSERT INTO acknowledged VALUES ($1)', [n]);
      if (
        !(await written.then(
          () => true,
          () => false,
        ))
      )
        return acknowledged;
      acknowledged.push(n);
    }
  }

  it('22: killed in the middle of a write keeps what it acknowledged; server and runner are back within 5 s', async () => {
    let gate!: FfmpegGate;
    const setup = await openSetup(async (fixture) => {
      gate = await ffmpegGate(fixture.dataDir, 'rendering');
      await copyRows(fixture.databaseUrl, postgres.databaseUrl);
      fixture.databaseUrl = postgres.databaseUrl;
      return { FFMPEG_PATH: gate.path };
    });
    const id = await darken(setup);
    await gate.reached();
    const writing = writeUntilCut();
    await new Promise((resolve) => setTimeout(resolve, 500));
    postgres.kill();
    const acknowledged = await writing;
    await until(postgres.connects, { limitMs: 30_000, what: 'Postgres is back' });

    const backAt = new Date();
    const back = { limitMs: 5000 };
    const answers = async (): Promise<boolean> =>
      (await setup.api.send(JOB, { id: setup.jobId })).errors === undefined;
    await until(answers, { ...back, what: 'the server answers' });
    const own = new pg.Client({ connectionString: postgres.databaseUrl });
    await own.connect();
    const renewed = async (): Promise<boolean> => {
      const found = await own.query<{ lease_until: Date }>(
        'SELECT lease_until FROM clip_regenerations WHERE id = $1',
        [id],
      );
      return found.rows[0]!.lease_until.getTime() > backAt.getTime() + 30_000;
    };
    await until(renewed, { ...back, what: 'the runner renews its lease' });
    const { rows } = await own.query<{ n: number }>('SELECT n FROM acknowledged ORDER BY n');
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(rows.map(({ n }) => n).slice(0, acknowledged.length)).toEqual(acknowledged);
    await gate.open();
    await own.end();
    expect(await outcomeOf(setup, id)).toMatchObject(ENDED_WELL);
    expect(await attempts(setup, id)).toBe(1);
    await setup.close();
  }, 120_000);
});

/** Copies the video from one database to another. */
async function copyRows(from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((connectionString) => new pg.Client({ connectionString }));
  await source!.connect();
  await target!.connect();
  for (const table of ['jobs', 'job_stages', 'clip_versions', 'job_costs']) {
    const { rows } = await source!.query<{ all: unknown }>(
      `SELECT COALESCE(json_agg(t), '[]') AS all FROM ${table} t`,
    );
    const all = JSON.stringify(rows[0]!.all);
    await target!.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
      all,
    ]);
  }
  await source!.end();
  await target!.end();
}
