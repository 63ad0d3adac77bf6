import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { packagePath } from '../../../core/util/package-path.js';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import {
  warmthOf,
  type ClipMeasurement,
  type SongMeasurement,
} from '../../../core/measurements/measurement.js';
import type { Preview } from '../../../core/previews/preview.js';
import { probeMedia } from '../../../runner/ffmpeg/probe.js';
import { JobRepository } from '../../../core/job/job-repository.js';
import { createPrismaClient, type PrismaClient } from '../../../prisma/client.js';
import { spread } from '../../kit/effort.js';
import { ffmpegScript } from '../../faults/runner/ffmpeg-gate.js';
import { makeCoveredClip, makeHdrClip } from '../../kit/media/strangers.js';
import { countFrames, makeClip, makeSong, meanLuma, testFfmpeg } from '../../kit/media/media.js';
import { createTestDatabase, type TestDatabase } from '../../kit/database/postgres.js';

/** The whole program, as users run it: real files, a real database, real ffmpeg. */

interface Clip {
  clip_index: number;
  video_url: string | null;
  actual_duration: number;
  status: string;
}

interface JobFile {
  job: { id: string; video_url: string | null; audio_url: string };
  job_stages: { stage_name: string; metadata: Record<string, unknown> | string }[];
}

const USER = '7b1f8c52-0a4e-4a9b-9d55-6f3c2e1d0b9a';
let folder: string;
let storageDir: string;
let database: TestDatabase;
let db: PrismaClient;

beforeAll(async () => {
  madeFolder = await mkdtemp(join(tmpdir(), 'import-media-'));
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-test-'));
  storageDir = join(folder, 'storage');
});

afterEach(async () => {
  await db.job.deleteMany();
  await rm(folder, { recursive: true, force: true });
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
  await rm(madeFolder, { recursive: true });
});

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const PROGRAM = [packagePath('dist/import.js')];

function programEnv(env: Record<string, string> = {}) {
  const settings = { DATABASE_URL: database.databaseUrl, STORAGE_DIR: storageDir, DATA_DIR: folder };
  return { ...process.env, NODE_OPTIONS: '', ...settings, ...env };
}

/** The program finds the server by the file that it leaves in DATA_DIR. */
const UNSET = { DATABASE_URL: '', STORAGE_DIR: '' };

function runImport(args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...PROGRAM, ...args], { env: programEnv(env) }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

/** Every file below the storage folder. */
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(storageDir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/** Rejected in one sentence, without a row or a file left behind. */
async function expectNothingImported(outcome: Outcome, sentence: string | RegExp): Promise<void> {
  expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
  expect(outcome.stderr).toMatch(sentence);
  expect(outcome.code).toBe(2);
  expect(await db.job.count()).toBe(0);
  expect(await storedFiles()).toEqual([]);
}

async function fixture(name: string): Promise<JobFile> {
  return JSON.parse(await readFile(packagePath(`test/fixtures/${name}.json`), 'utf8')) as JobFile;
}

function clipsOf(file: JobFile): Clip[] {
  const { metadata } = file.job_stages.find((stage) => stage.stage_name === 'video_generator')!;
  const parsed = (typeof metadata === 'string' ? JSON.parse(metadata) : metadata) as {
    clips: { clips: Clip[] };
  };
  return parsed.clips.clips;
}

/** Writes the JSON and small media beside it, in the job's durations, under their storage keys. */
async function jobFolder(name: string, seconds: number): Promise<{ json: string; file: JobFile }> {
  const file = await fixture(name);
  const json = join(folder, 'job', `${name}.json`);
  await place(file.job.audio_url, (path) => copyOf(makeSong, { file: path, seconds }));
  for (const clip of clipsOf(file).filter((each) => each.video_url !== null)) {
    const pattern = `color=${clip.clip_index % 2 === 0 ? 'orange' : 'teal'}`; // Encodes fast at full size.
    await place(clip.video_url!, (path) =>
      copyOf(makeClip, { file: path, seconds: clip.actual_duration, pattern }),
    );
  }
  await writeFile(json, JSON.stringify(file));
  return { json, file };
}

/** Media that several tests take, by what they are made of; made once. */
const made = new Map<string, Promise<string>>();
let madeFolder: string;

/** A copy of a file that `make` makes where the last test of the same options has not made it. */
async function copyOf<Options extends { file: string }>(
  make: (options: Options) => Promise<string>,
  options: Options,
): Promise<string> {
  const key = JSON.stringify({ ...options, make: make.name, file: extname(options.file) });
  const file = join(madeFolder, `${made.size}${extname(options.file)}`);
  if (!made.has(key)) made.set(key, make({ ...options, file }));
  await cp(await made.get(key)!, options.file);
  return options.file;
}

async function place(key: string, make: (path: string) => Promise<unknown>): Promise<string> {
  const path = join(folder, 'job', key);
  await mkdir(dirname(path), { recursive: true });
  await make(path);
  return path;
}

/** Keeps only the first half of a file, as a broken download does. */
async function cutOff(path: string): Promise<void> {
  await truncate(path, Math.floor((await stat(path)).size / 2));
}

const stored = (key: string | null): string => join(storageDir, key!);

async function onlyJob() {
  const [row] = await db.job.findMany({
    include: {
      stages: true,
      costs: true,
      thumbnails: true,
      versions: true,
      measurements: true,
      previews: true,
    },
  });
  const record = await new JobRepository(db).find(row!.id, row!.userId);
  return { row: row!, record: record! };
}

describe('a pipeline job', () => {
  it('is imported whole: rows, clips, thumbnails, song, and a final video cut to the song', async () => {
    const { json, file } = await jobFolder('job-neon-city', 30.72);
    const outcome = await runImport([json]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain(
      `Imported “A courier crosses a neon city in one night”: 6 clips, 0:31, 16:9.`,
    );

    const { row } = await onlyJob();
    expect(row).toMatchObject({
      id: file.job.id,
      userId: DEMO_USER_ID,
      status: 'completed',
      aspectRatio: '16:9',
    });
    expect(row.totalCost.toFixed(2)).toBe('1.50');
    expect(row.stages.map((stage) => stage.stageName).sort()).toEqual([
      'audio_parser',
      'composer',
      'prompt_generator',
      'reference_generator',
      'scene_planner',
      'video_generator',
    ]);
    expect(
      row.costs.reduce((sum, cost) => sum.plus(cost.cost), row.totalCost.minus(row.totalCost)).toFixed(3),
    ).toBe('1.561');
    expect(row.versions.every((version) => version.isCurrent && version.versionNumber === 1)).toBe(true);
    expect(row.versions).toHaveLength(6);
    for (const version of row.versions) {
      const bytes = await readFile(stored(version.videoUrl));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(version.sha256);
    }
    for (const { thumbnailUrl } of row.thumbnails) {
      expect(await sharp(stored(thumbnailUrl)).metadata()).toMatchObject({
        format: 'jpeg',
        width: 320,
        height: 180,
      });
    }
    expect(row.thumbnails).toHaveLength(6);
    const measured = new Map(row.measurements.map(({ key, measured }) => [key, measured]));
    const files = [row.audioUrl, ...row.versions.map(({ videoUrl }) => videoUrl)];
    expect(new Set(measured.keys())).toEqual(new Set(files));
    expect((measured.get(row.audioUrl!) as unknown as SongMeasurement).loudness).toHaveLength(6);
    // Clips are orange and teal in turn.
    const warmths = row.versions
      .toSorted((one, other) => one.clipIndex - other.clipIndex)
      .map(({ videoUrl }) => warmthOf(measured.get(videoUrl) as unknown as ClipMeasurement) > 0);
    expect(warmths).toEqual([true, false, true, false, true, false]);
    expect(await countFrames(stored(row.videoUrl))).toBe(922);
    expect(
      (await readFile(stored(row.audioUrl))).equals(await readFile(join(folder, 'job', file.job.audio_url))),
    ).toBe(true);
  }, 240_000);

  it('in the other encodings, too; its failed clip stays failed, and a final video beside it is kept', async () => {
    const { json, file } = await jobFolder('job-meadow-variants', 12.733);
    const video = await place(file.job.video_url!, (path) =>
      makeClip({ file: path, seconds: 12.733, width: 180, height: 320 }),
    );
    const outcome = await runImport([json, '--user', USER, '--title', 'My meadow']);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('Imported “My meadow”: 3 clips, 0:13, 9:16.\nWithout a video: Clip 2.');

    const { row, record } = await onlyJob();
    expect(row.userId).toBe(USER);
    expect(record.title).toBe('My meadow');
    expect((await readFile(stored(row.videoUrl))).equals(await readFile(video))).toBe(true);
    expect(row.versions.map((version) => version.clipIndex).sort((a, b) => a - b)).toEqual([0, 2]);
    expect(record.data.clips.map((clip) => clip.videoKey)).toEqual([
      record.clips[0]!.currentVideoKey,
      null,
      record.clips[2]!.currentVideoKey,
    ]);
    expect(record.data.lyrics[0]!.text).toBe('Slow as the river goes');
  }, 120_000);

  it('goes on with a clip that is cut off or missing as a failed clip, and says which', async () => {
    const { json, file } = await jobFolder('job-meadow-variants', 12.733);
    await place('clip_1.mp4', (path) => writeFile(path, 'not looked at: this clip has failed already'));
    await cutOff(join(folder, 'job', clipsOf(file)[2]!.video_url!));
    const outcome = await runImport([json]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(
      /^Clip 3 \(clip_2\.mp4\) cannot be used\. .+ It becomes a failed clip\.$/m,
    );
    const { row } = await onlyJob();
    expect(row.versions.map((version) => version.clipIndex)).toEqual([0]);
    expect(await countFrames(stored(row.videoUrl))).toBe(382);
    expect(await meanLuma(stored(row.videoUrl), 250, 380)).toBeLessThan(20);
  }, 120_000);

  it('finds its media by name, by file: URL and beside the JSON in media/; is refused the second time, and taken with --new-id', async () => {
    const { json, file } = await jobFolder('job-meadow-variants', 12.733);
    const [first, , last] = clipsOf(file);
    await mkdir(join(folder, 'job/media'));
    await cp(join(folder, 'job', first!.video_url!), join(folder, 'job/media/clip_0.mp4'));
    const elsewhere = join(folder, 'elsewhere.mp4');
    await cp(join(folder, 'job', last!.video_url!), elsewhere);
    await rm(join(folder, 'job/video-clips'), { recursive: true });
    const stage = file.job_stages.find((each) => each.stage_name === 'video_generator')!;
    stage.metadata = (stage.metadata as string).replace(last!.video_url!, pathToFileURL(elsewhere).href);
    await writeFile(json, JSON.stringify(file));
    await place(file.job.video_url!, (path) => cp(elsewhere, path));
    const outcome = await runImport([dirname(json)]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect((await onlyJob()).row.versions).toHaveLength(2);

    const before = await storedFiles();
    const again = await runImport([json]);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toBe(
      `The job ${file.job.id} was imported before. With --new-id it becomes a new job.\n`,
    );
    expect(await storedFiles()).toEqual(before);
    expect((await runImport([json, '--new-id'])).code).toBe(0);
    expect(await db.job.count()).toBe(2);
  }, 120_000);
});

describe('a pipeline job that cannot be imported leaves nothing behind', () => {
  it('a missing stage', async () => {
    const file = await fixture('job-meadow-variants');
    const json = join(folder, 'job.json');
    const stages = file.job_stages.filter((stage) => stage.stage_name !== 'video_generator');
    await writeFile(json, JSON.stringify({ ...file, job_stages: stages }));
    await expectNothingImported(
      await runImport([json]),
      'job.json has no stage video_generator, and without it there are no clips.',
    );
  }, 60_000);

  const songOf = ({ job }: JobFile): string => join(folder, 'job', job.audio_url);
  const unusable: [what: string, damage: (json: string, file: JobFile) => Promise<void>, sentence: RegExp][] =
    [
      [
        'a song that is missing',
        async (_, file) => await rm(songOf(file)),
        /^The song .* is not beside the job's JSON\./,
      ],
      [
        'a song that is none',
        async (_, file) => await writeFile(songOf(file), 'la la la'),
        /^The song audio\.mp3 cannot be used\. /,
      ],
      [
        'a stage that does not fit',
        async (json, file) => {
          const audio = file.job_stages[0]!.metadata as { audio_analysis: { clip_boundaries: unknown[] } };
          audio.audio_analysis.clip_boundaries[1] = { start: -1, end: 8 };
          await writeFile(json, JSON.stringify(file));
        },
        /^Stage audio_parser, audio_analysis\.clip_boundaries\[1\]\.start: /,
      ],
      [
        'clips that are all missing',
        async () => await rm(join(folder, 'job/video-clips'), { recursive: true }),
        /^None of the job's clips can be used\./,
      ],
    ];
  it.each(spread(unusable, 2))(
    '%s',
    async (_what, damage, sentence) => {
      const { json, file } = await jobFolder('job-meadow-variants', 12.733);
      await damage(json, file);
      await expectNothingImported(await runImport([json]), sentence);
    },
    60_000,
  );

  it('Ctrl-C while the video is put together', async () => {
    const { json } = await jobFolder('job-meadow-variants', 12.733);
    const child = spawn(process.execPath, [...PROGRAM, json], { env: programEnv() });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += String(chunk);
      if (printed.includes('Putting the video together.')) child.kill('SIGINT');
    });
    const stderr = text(child.stderr);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect([code, await stderr]).toEqual([130, 'Stopped; nothing was imported.\n']);
    expect(await db.job.count()).toBe(0);
    expect(await storedFiles()).toEqual([]);
  }, 120_000);

  it('a failure after the files were stored: they are deleted again', async () => {
    const path = await plainFolder(4);
    await db.$executeRaw`CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no rows today'; END $$`;
    await db.$executeRaw`CREATE TRIGGER refuse_rows BEFORE INSERT ON clip_versions EXECUTE FUNCTION refuse_rows()`;
    const outcome = await runImport([path]);
    await db.$executeRaw`DROP FUNCTION refuse_rows CASCADE`;
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('Putting the video together.');
    expect(await db.job.count()).toBe(0);
    expect(await db.jobStage.count()).toBe(0);
    expect(await storedFiles()).toEqual([]);
  }, 120_000);
});

/** A folder with clips of 2, 1.5 and 1 seconds and a song. */
async function plainFolder(songSeconds: number): Promise<string> {
  const path = join(folder, 'My film');
  await mkdir(path);
  await copyOf(makeClip, {
    file: join(path, 'clip 1.mp4'),
    seconds: 2,
    width: 180,
    height: 320,
    pattern: 'color=white',
  });
  await copyOf(makeClip, { file: join(path, 'clip 2.mov'), seconds: 1.5, fps: 24, pattern: 'color=black' });
  await copyOf(makeClip, { file: join(path, 'clip 10.webm'), seconds: 1, pattern: 'color=white' });
  await copyOf(makeSong, { file: join(path, 'song.mp3'), seconds: songSeconds });
  return path;
}

describe('a plain folder', () => {
  it('becomes a job of the running server: clips in name order, fitted to the song, with lyrics and prompts', async () => {
    const path = await plainFolder(6);
    const server = { databaseUrl: database.databaseUrl, storageDir, bucket: null };
    await writeFile(join(folder, 'server.json'), JSON.stringify(server));
    await writeFile(join(path, 'song.lrc'), '[00:00.50]Rise up\n[00:02.20]and shine\n');
    await writeFile(join(path, 'prompts.txt'), 'A white wall\r\n\r\nNight\r\n\r\nAnother wall\r\n');
    await writeFile(join(path, 'notes.pdf'), 'not used');
    await writeFile(join(path, '.DS_Store'), '');
    const outcome = await runImport([path], { ...UNSET, OUTPUT_RESOLUTION: '540' });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('notes.pdf is not used.');
    expect(outcome.stdout).toContain('Imported “My film”: 3 clips, 0:06, 9:16.');

    const { row, record } = await onlyJob();
    const { clips, totalFrames, lyrics } = record.data;
    expect(Math.abs(totalFrames - 180)).toBeLessThanOrEqual(2);
    expect(clips.map((clip) => clip.startFrame)).toEqual([0, 60, 105]);
    expect(clips.at(-1)!.endFrame).toBe(totalFrames);
    expect(clips.map((clip) => clip.prompt)).toEqual(['A white wall', 'Night', 'Another wall']);
    expect(clips.map((clip) => clip.videoKey!.split('.').at(-1))).toEqual(['mp4', 'mov', 'webm']);
    expect(lyrics.map((line) => line.text)).toEqual(['Rise up', 'and shine']);
    expect(row.costs).toEqual([]);
    expect(row.totalCost.toNumber()).toBe(0);
    const video = stored(row.videoUrl);
    expect(await countFrames(video)).toBe(totalFrames);
    expect(await meanLuma(video, 62, 103)).toBeLessThan(30);
    expect(await meanLuma(video, 107, totalFrames)).toBeGreaterThan(60);
    const ofVideo = row.previews.find(({ key }) => key === row.videoUrl)?.preview as Preview;
    const small = stored(ofVideo.small!);
    expect(await countFrames(small)).toBe(totalFrames);
    expect((await probeMedia(small, await testFfmpeg())).video).toMatchObject({ width: 480, height: 854 });
  }, 120_000);

  it('takes clips as phones make them, and says that HDR becomes standard colors', async () => {
    const path = join(folder, 'phone');
    await mkdir(path);
    await makeClip({ file: join(path, '01.mov'), seconds: 1, rotation: 90, mirrored: true });
    await makeHdrClip('arib-std-b67', { file: join(path, '02.mp4'), seconds: 1, pattern: 'color=white' });
    await makeCoveredClip({ file: join(path, '03.mp4'), seconds: 1, pattern: 'color=gray', cover: 'black' });
    await makeSong({ file: join(path, 'song.wav'), seconds: 3 });
    const outcome = await runImport([path]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain(
      'Clip 2 is HDR (HLG). Its colors are converted to standard dynamic range (BT.709).\n',
    );
    const video = stored((await onlyJob()).row.videoUrl);
    // A landscape in an upright video: bars of black above and below.
    expect(await meanLuma(video, 35, 55)).toBeGreaterThan(16 + (0.98 * 219 * 81) / 256 - 3);
    expect(await meanLuma(video, 65, 85)).toBeGreaterThan(40);
  }, 60_000);

  it('cuts the last clip where the song is shorter, and goes on without lyrics that have no times, and with placeholders where no thumbnails can be made', async () => {
    const path = await plainFolder(4);
    const ffmpegPath = await ffmpegScript(folder, 'thumbnail', 'exit 1');
    await writeFile(join(path, 'song.srt'), 'just words');
    await writeFile(join(path, 'prompts.txt'), 'Only one');
    const outcome = await runImport([path], { FFMPEG_PATH: ffmpegPath });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain(
      'song.srt: It holds no lines with times. The video is imported without lyrics.',
    );
    expect(outcome.stdout).toContain('prompts.txt: It holds 1 prompt for 3 clips; the first ones count.');
    expect(outcome.stdout).toContain('Clip 1 gets a placeholder instead of a thumbnail.');
    const { row, record } = await onlyJob();
    const { data } = record;
    expect(data.totalFrames).toBeLessThan(125);
    expect(data.clips.map((clip) => clip.prompt)).toEqual(['Only one', null, null]);
    const { versions } = row;
    expect(versions).toHaveLength(3);
    for (const { thumbnailUrl } of versions) {
      const size = { format: 'jpeg', width: 320, height: 180 };
      expect(await sharp(stored(thumbnailUrl)).metadata()).toMatchObject(size);
    }
  }, 60_000);

  it('imports nothing while a clip is bad', async () => {
    const path = await plainFolder(6);
    await cp(join(path, 'clip 1.mp4'), join(path, 'clip 3.mp4'));
    await cutOff(join(path, 'clip 3.mp4'));
    await writeFile(join(path, 'clip 4.mp4'), '');
    const bad = await runImport([path]);
    await expectNothingImported(
      bad,
      'Nothing was imported: clip 3 (clip 3.mp4), clip 4 (clip 4.mp4) cannot be used.',
    );
    expect(bad.stdout).toMatch(
      /^Clip 3 \(clip 3\.mp4\) cannot be used\. .+\.\nClip 4 \(clip 4\.mp4\) cannot be used\. The file is empty\.\n$/,
    );
  }, 120_000);

  it('imports nothing while the song is too short', async () => {
    const outcome = await runImport([await plainFolder(3)]);
    await expectNothingImported(outcome, /^The song ends before clip 10\.webm would begin: /);
  }, 60_000);

  it('imports nothing of a path where nothing is, an empty folder, or another file', async () => {
    await mkdir(join(folder, 'empty'));
    await writeFile(join(folder, 'film.mp4'), 'x');
    const cases: [string, string | RegExp][] = [
      ['nowhere', /^There is no file or folder .*nowhere\./],
      ['empty', 'The folder empty has no clips and no song.'],
      ['film.mp4', 'film.mp4 is not valid JSON'],
    ];
    for (const [name, sentence] of spread(cases, 2))
      await expectNothingImported(await runImport([join(folder, name)]), sentence);
  }, 60_000);
});

describe('the command line', () => {
  it('says what is missing or wrong in one sentence', async () => {
    await expectNothingImported(await runImport(['a', '--nope']), /^Unknown option '--nope'\./);
    const help = await runImport(['--help']);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('Usage: npm run import -- PATH')]);
  }, 60_000);

  it('says that no server runs where none has left its file', async () => {
    const outcome = await runImport([await plainFolder(4)], UNSET);
    await expectNothingImported(outcome, 'Start the server first (npm start), or set DATABASE_URL.');
  }, 60_000);

  it('says that the database does not answer', async () => {
    const nobody = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
    await expectNothingImported(await runImport([folder], nobody), /^The database does not answer\./);
  }, 60_000);
});
