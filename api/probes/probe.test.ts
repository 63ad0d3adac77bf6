import pino from 'pino';
import { createS3Storage } from '../../core/storage/s3/s3.js';
import { startS3Server, type S3Server } from '../../test/kit/storage/s3-server.js';
import { until } from '../../test/kit/server/until.js';
import { Probe } from './probe.js';
import { storageProblem } from './storage.js';

let s3: S3Server;
let probe: Probe;

beforeAll(async () => (s3 = await startS3Server()));
afterAll(async () => {
  probe.stop();
  await s3.close();
});

/** A log that keeps what is written. */
function keptLog(): { log: pino.Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }), lines };
}

it('logs a problem once, and reports nothing more once it is fixed', async () => {
  const { log, lines } = keptLog();
  const right = createS3Storage(s3.settings);
  const wrong = createS3Storage({
    ...s3.settings,
    credentials: { accessKeyId: 'NOBODY', secretAccessKey: 'x' },
  });
  let used = wrong;
  let asked = 0;
  const look = async (): Promise<string | null> => {
    asked++;
    return await storageProblem(used);
  };
  probe = new Probe(look, log, 20);
  await until(() => probe.problem() !== null);
  expect(probe.problem()).toMatch(/S3_ACCESS_KEY_ID/);
  const before = asked;
  await until(() => asked > before + 3);
  expect(lines).toHaveLength(1);
  used = right;
  await until(() => probe.problem() === null);
});
