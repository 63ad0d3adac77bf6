import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const DEMO = join(process.cwd(), 'prisma/demo');

interface PlannedClip {
  video_url: string;
  actual_duration: number;
  target_duration: number;
}
interface Stages {
  audio_parser: {
    audio_analysis: {
      duration: number;
      beat_timestamps: number[];
      clip_boundaries: { start: number; end: number }[];
    };
  };
  video_generator: { clips: { clips: PlannedClip[] } };
}
interface DemoFile {
  job: { id: string; audio_url: string };
  job_stages: { stage_name: keyof Stages; metadata: unknown }[];
}
interface Probe {
  format: { duration: string; bit_rate: string };
  streams: Record<string, string | number>[];
}

async function ffprobePath(): Promise<string> {
  if (process.env.FFPROBE_PATH) return process.env.FFPROBE_PATH;
  const inPath = await run('ffprobe', ['-version']).catch(() => null);
  if (inPath) return 'ffprobe';
  return (createRequire(import.meta.url)('@ffprobe-installer/ffprobe') as { path: string }).path;
}

async function probe(key: string): Promise<Probe> {
  const args = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', join(DEMO, key)];
  return JSON.parse((await run(await ffprobePath(), args)).stdout) as Probe;
}

async function readJob() {
  const file = JSON.parse(await readFile(join(DEMO, 'job.json'), 'utf8')) as DemoFile;
  const rows = Object.fromEntries(file.job_stages.map((row) => [row.stage_name, row.metadata]));
  const stages = rows as unknown as Stages;
  return { file, song: stages.audio_parser.audio_analysis, clips: stages.video_generator.clips.clips };
}

const storageKeys = (job: unknown): string[] => [
  ...new Set(
    JSON.stringify(job).match(/(?:video|audio|reference|clip)-[a-z]+\/[0-9a-f-]{36}\/[\w.]+/g) ?? [],
  ),
];

describe('the committed demo video', () => {
  it('has a file for every storage key of job.json but the final video, which the first start composes', async () => {
    const { file } = await readJob();
    const { job } = file;
    const keys = storageKeys(file);
    expect(keys).toContain(`video-outputs/${job.id}/final_video.mp4`);
    expect(keys).toHaveLength(6 + 1 + 2 + 1);
    for (const key of keys.filter((name) => !name.startsWith('video-outputs/'))) {
      expect((await stat(join(DEMO, key))).size).toBeGreaterThan(1000);
    }
    const thumbnails = await readdir(join(DEMO, 'clip-thumbnails', job.id));
    expect(thumbnails.sort()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `clip_${n}_thumbnail.jpg`));
  });

  it('has six silent H.264 clips of different sizes and rates, each as long as its row says', async () => {
    const { clips } = await readJob();
    const probes = await Promise.all(clips.map((clip) => probe(clip.video_url)));
    const videos = probes.map(({ streams }) => streams[0]!);
    expect(probes.map(({ streams }) => streams.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set(videos.map(({ width, height }) => `${width}x${height}`)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(videos.map(({ avg_frame_rate: rate }) => rate)).size).toBeGreaterThanOrEqual(3);
    videos.forEach((video, index) => {
      expect(video).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p' });
      expect(Number(video.width) / Number(video.height)).toBeCloseTo(16 / 9, 2);
      expect(Number(video.duration)).toBeCloseTo(clips[index]!.actual_duration, 2);
    });
  });

  it('has slots that fill the song from end to end, each beginning on a beat', async () => {
    const { song, clips } = await readJob();
    const starts = song.clip_boundaries.map(({ start }) => start);
    const ends = song.clip_boundaries.map(({ end }) => end);
    expect(starts).toEqual([0, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(song.duration);
    expect(song.beat_timestamps).toEqual(expect.arrayContaining(starts));
    clips.forEach(({ target_duration: seconds }, index) =>
      expect(seconds).toBeCloseTo(ends[index]! - starts[index]!, 4),
    );
  });

  it('has a stereo song of the planned length at 128 kbit/s or more', async () => {
    const { file, song } = await readJob();
    const { format, streams } = await probe(file.job.audio_url);
    expect(streams[0]).toMatchObject({ codec_type: 'audio', channels: 2 });
    expect(Number(format.duration)).toBeCloseTo(song.duration, 1);
    expect(Number(format.bit_rate)).toBeGreaterThanOrEqual(128_000);
  });

  it('is small enough for a repository: at most 6 MB', async () => {
    const entries = await readdir(DEMO, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await Promise.all(
      files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6_000_000);
  });
});
