import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { JOBS } from '../../kit/server/operations.js';
import { runTemplate } from '../../kit/database/postgres.js';
import { until } from '../../kit/server/until.js';
import { ffmpegGate, type FfmpegGate } from '../runner/ffmpeg-gate.js';
import { darken, openSetup, outcomeOf, type Setup } from '../fault-fixture.js';

const role = `operator_${randomBytes(6).toString('hex')}`;
const REFUSED = 'The database refuses the password of DATABASE_URL.';
let admin: pg.Client;
let gate: FfmpegGate;
let setup: Setup;

beforeAll(async () => {
  const url = runTemplate();
  url.pathname = '/postgres';
  admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'first'`);
  setup = await openSetup(async (fixture) => {
    gate = await ffmpegGate(fixture.dataDir, 'rendering');
    const databaseUrl = new URL(fixture.databaseUrl);
    [databaseUrl.username, databaseUrl.password] = [role, 'first'];
    return { FFMPEG_PATH: gate.path, DATABASE_URL: databaseUrl.href };
  });
}, 60_000);
afterAll(async () => {
  await setup?.close();
  await admin.query(`DROP ROLE ${role}`);
  await admin.end();
});

async function setPassword(password: string): Promise<void> {
  await admin.query(`ALTER ROLE ${role} PASSWORD '${password}'`);
  // Sessions outlive their password. A pool's sessions end sooner or later; the test ends them at once.
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [role]);
}

async function readiness(): Promise<[number, string[]]> {
  const answer = await fetch(`${setup.server.url}/readyz`);
  const { missing = [] } = (await answer.json()) as { missing?: string[] };
  return [answer.status, missing];
}

it('a revoked password is named in /readyz and the log; with the right one work continues, and no attempt is lost', async () => {
  const id = await darken(setup);
  await gate.reached();
  await setPassword('second');
  // Sessions that were just ended are the first reason.
  await until(async () => (await readiness())[1].includes(REFUSED), { what: '/readyz names the password' });
  expect((await readiness())[0]).toBe(503);
  await setup.server.untilLogged(REFUSED);
  const { errors } = await setup.api.send(JOBS);
  expect(errors![0]!.message).toMatch(/^The database does not answer at the moment\. Try again/);

  await setPassword('first');
  await until(async () => (await readiness())[0] === 200, { what: '/readyz says yes' });
  await gate.open();
  expect(await outcomeOf(setup, id)).toMatchObject({
    end: 'REGENERATION_COMPLETE',
    sequences: 'contiguous',
    charged: ['video_generator'],
    broken: [],
  });
  const row = await setup.db.clipRegeneration.findUniqueOrThrow({ where: { id } });
  expect(row.attempt).toBe(1);
}, 90_000);
