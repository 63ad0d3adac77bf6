import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pino from 'pino';
import { until } from '../../test/kit/server/until.js';
import { Imports } from './imports.js';
import { importLimits } from './limits.js';

const JOB_ID = '0f6a1c7e-3c1d-4b8e-9a52-6d1f2b3c4d5e';

/** An import program that ends well, and leaves the folder of all imports as a file: nothing below it can be removed. */
const SPOILER = `
  const { rmSync, writeFileSync } = require('node:fs');
  const imports = require('node:path').join(process.argv.at(-1), '../..');
  rmSync(imports, { recursive: true });
  writeFileSync(imports, '');
  console.log(JSON.stringify({ type: 'done', jobId: '${JOB_ID}' }));`;

let root: string;
let logged: string[];
let imports: Imports;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'imports-'));
  const program = join(root, 'program.cjs');
  await writeFile(program, SPOILER);
  logged = [];
  imports = new Imports({
    folder: join(root, 'imports'),
    limits: importLimits(1),
    concurrency: 1,
    program,
    environment: {},
    deadlineSeconds: 30,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  });
});
afterEach(async () => {
  await imports.stop();
  await rm(root, { recursive: true });
});

const unremoved = (): string[] => logged.filter((line) => line.includes('could not be removed'));
const bringIn = async (name: string) => {
  const open = imports.of('somebody')[0] ?? (await imports.begin('somebody'));
  await imports.receive(open, { name, promisedBytes: null, body: Readable.from([Buffer.from('bytes')]) });
  return open;
};

describe('an import whose files cannot be removed', () => {
  it('is done like any other, and makes room for the next', async () => {
    await bringIn('clip.mp4');
    const open = await bringIn('song.mp3');
    imports.start(open, '');
    await until(() => unremoved().length > 0);
    expect(open).toMatchObject({ status: 'done', jobId: JOB_ID, problems: [] });
    await imports.cancel(open);
    expect(imports.of('somebody')).toEqual([]);
  });

  it('is canceled like any other', async () => {
    const open = await bringIn('clip.mp4');
    await rm(join(root, 'imports'), { recursive: true });
    await writeFile(join(root, 'imports'), '');
    await imports.cancel(open);
    expect(unremoved()).toHaveLength(1);
  });
});
