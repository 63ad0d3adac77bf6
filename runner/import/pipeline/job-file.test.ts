import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportError } from '../import-error.js';
import { readJobFile } from './job-file.js';

const job = { id: '7f4c1d7e-0000-4000-8000-00000000000a' };
const stage = { stage_name: 'audio_parser', metadata: {} };
let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'job-file-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: string): ReturnType<typeof readJobFile> {
  await writeFile(join(folder, 'job.json'), content);
  return await readJobFile(join(folder, 'job.json'));
}

it('reads a job with its stages', async () => {
  const file = await read(JSON.stringify({ job, job_stages: [stage] }));
  expect(file).toMatchObject({ job, job_stages: [{ ...stage, status: 'completed' }] });
});

it.each([
  ['broken JSON', '{"job": ', /^job\.json is not valid JSON: /],
  ['other JSON', JSON.stringify({ hello: 'fixture' }), /^job\.json is not a job of the pipeline: job: /],
  [
    'no id',
    JSON.stringify({ job: { id: 'x' }, job_stages: [] }),
    /^job\.json is not a job of the pipeline: job\.id: /,
  ],
  [
    'a stage twice',
    JSON.stringify({ job, job_stages: [stage, stage] }),
    /^job\.json has the stage audio_parser twice\.$/,
  ],
])('says what is wrong with %s', async (_what, content, sentence) => {
  const rejected = read(content);
  await expect(rejected).rejects.toThrow(ImportError);
  await expect(rejected).rejects.toThrow(sentence);
});
