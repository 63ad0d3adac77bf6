import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import bundledFfmpeg from '@ffmpeg-installer/ffmpeg';
import { findFfmpeg } from './binaries.js';

describe('findFfmpeg', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'binaries-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds a pair that works, and names its build the same way each time', async () => {
    const first = await findFfmpeg();
    expect(first.build).toMatch(/^[0-9a-f]{12}$/);
    expect(await findFfmpeg()).toEqual(first);
  });

  it('accepts the ffmpeg that npm installed, which has no xfade, as another build', async () => {
    const bundled = await findFfmpeg({ ffmpegPath: bundledFfmpeg.path });
    expect(bundled.source).toBe('env');
    const found = await findFfmpeg();
    if (found.source === 'path') expect(bundled.build).not.toBe(found.build);
  });

  it('falls back on the pair that npm installed where PATH has none', async () => {
    const code =
      "import { findFfmpeg } from './runner/ffmpeg/binaries.ts'; console.log(JSON.stringify(await findFfmpeg()))";
    const args = ['--import', './scripts/kit/typescript.mjs', '--input-type=module', '-e', code];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH: folder } });
    expect(JSON.parse(stdout)).toMatchObject({ source: 'bundled', ffmpegPath: bundledFfmpeg.path });
  });

  it('takes resolved paths with their build on trust', async () => {
    const resolved = { ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe', build: 'abc' };
    expect(await findFfmpeg(resolved)).toEqual({ ...resolved, source: 'env' });
  });

  it('says in one sentence that a given path does not exist', async () => {
    await expect(findFfmpeg({ ffmpegPath: '/nowhere/ffmpeg' })).rejects.toThrow(
      'The ffmpeg given as /nowhere/ffmpeg cannot be used: there is no such program.',
    );
  });

  it('refuses a program that is not executable, and one that is no ffmpeg', async () => {
    const script = path.join(folder, 'ffmpeg');
    await writeFile(script, '#!/bin/sh\necho "no film today" >&2\nexit 3\n');
    await chmod(script, 0o644);
    await expect(findFfmpeg({ ffmpegPath: script })).rejects.toThrow('it is not executable for this user');
    await chmod(script, 0o755);
    await expect(findFfmpeg({ ffmpegPath: script })).rejects.toThrow('cannot be used: no film today.');
  });

  it('names the filter that a cut-down ffmpeg lacks', async () => {
    const script = path.join(folder, 'ffmpeg-small');
    await writeFile(script, '#!/bin/sh\necho "[AVFilterGraph @ 0x1] No such filter: \'tpad\'" >&2\nexit 1\n');
    await chmod(script, 0o755);
    await expect(findFfmpeg({ ffmpegPath: script })).rejects.toThrow('cannot be used: it lacks tpad.');
  });
});
