import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RUNNER, type ClusterWorld } from './cluster-world.js';
import { makeClip, testFfmpeg } from '../media.js';

/** An image of the real runner, whose render takes until `release` is called. */
export interface HeldRunner {
  image: { folder: string; env: Record<string, string> };
  release(): Promise<void>;
}

/** Makes it, in a folder of the test's. */
export async function heldRunner(folder: string): Promise<HeldRunner> {
  const { ffmpegPath } = await testFfmpeg();
  const [program, permit] = [join(folder, 'slow-ffmpeg'), join(folder, 'permit')];
  await writeFile(
    program,
    `#!/bin/sh
case "$*" in *ffmpeg-check*) exec '${ffmpegPath}' "$@";; esac
until [ -e '${permit}' ]; do sleep 0.1; done
exec '${ffmpegPath}' "$@"
`,
  );
  await chmod(program, 0o755);
  return {
    image: { ...RUNNER, env: { FFMPEG_PATH: program } },
    release: async () => await writeFile(permit, ''),
  };
}

/** Gives every video of a world the footage of the clip that `admit` changes, now and as more are admitted. */
export class Footage {
  private clip: Promise<string> | null = null;

  constructor(private readonly world: ClusterWorld) {}

  /** Admits a regeneration whose runner has something to render. */
  async admit(): Promise<string> {
    const { dataDir } = this.world;
    this.clip ??= makeClip({ file: join(dataDir, 'footage.mp4'), seconds: 0.2 });
    const clip = await this.clip;
    const id = await this.world.admit();
    const { jobId, clipIndex } = await this.world.row(id);
    const path = join(dataDir, 'storage', 'video-clips', jobId, `clip_${clipIndex}.mp4`);
    await mkdir(dirname(path), { recursive: true });
    await cp(clip, path);
    return id;
  }
}
