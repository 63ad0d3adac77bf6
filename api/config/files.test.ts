import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseApiEnv } from './env.js';
import { runnerSettings } from './programs.js';
import { withFiles } from './files.js';

let folder: string;
const file = (): string => path.join(folder, 'prices.json');
const CARD = '{"videoModels":{"local":{"usdPerSecond":"0.01"}}}';

beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'rate-card-'))));
afterAll(async () => await rm(folder, { recursive: true }));

describe("the operator's prices", () => {
  it('are read from a file, and given to every runner', async () => {
    await writeFile(file(), CARD);
    const env = await withFiles(parseApiEnv({ RATE_CARD_FILE: file() }));
    expect(env.RATE_CARD).toBe(CARD);
    expect(runnerSettings(env)).toMatchObject({ RATE_CARD: CARD });
  });

  it('may be the value of a variable', async () => {
    expect((await withFiles(parseApiEnv({ RATE_CARD: CARD }))).RATE_CARD).toBe(CARD);
  });

  it('stop the server where they cannot be read, with the place that is wrong', async () => {
    await expect(withFiles(parseApiEnv({ RATE_CARD_FILE: `${file()}.gone` }))).rejects.toThrow(
      /RATE_CARD_FILE cannot be read/,
    );
    await writeFile(file(), '{"videoModels":{"local":{"usdPerSecond":0.01}}}');
    await expect(withFiles(parseApiEnv({ RATE_CARD_FILE: file() }))).rejects.toThrow(/local\.usdPerSecond/);
    expect(() => parseApiEnv({ RATE_CARD: '{}', RATE_CARD_FILE: file() })).toThrow(/not both/);
  });
});
