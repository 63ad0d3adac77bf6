import { chmod, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdmissionLimits } from '../../../core/regeneration/admission.js';
import { RUNNER, type ClusterFixture } from '../cluster/cluster-fixture.js';
import { makeClip, testFfmpeg } from '../../kit/media/media.js';

/** An image of the real runner, whose render lasts until `release` is called. */
export interface HeldRunner {
  image: { folder: string; env: Record<string, string> };
  release(): Promise<void>;
}

/** Makes the image, in a new folder inside one of the test's. */
export async function heldRunner(parent: string): Promise<HeldRunner> {
  const { ffmpegPath } = await testFfmpeg();
  const folder = await mkdtemp(join(parent, 'held-'));
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

/** Footage for the clip that `admit` changes: all that a runner needs until it recomposes the video. */
export class Footage {
  private clip: Promise<string> | null = null;

  constructor(private readonly fixture: ClusterFixture) {}

  /** Admits a regeneration whose runner has something to render. */
  async admit(limits: Partial<AdmissionLimits> = {}): Promise<string> {
    const { dataDir } = this.fixture;
    this.clip ??= makeClip({ file: join(dataDir, 'footage.mp4'), seconds: 0.2 });
    const clip = await this.clip;
    // The footage is there before the runner starts.
    return await this.fixture.admit(async (jobId) => {
      const folder = join(dataDir, 'storage', 'video-clips', jobId);
      await mkdir(folder, { recursive: true });
      await cp(clip, join(folder, 'clip_2.mp4'));
    }, limits);
  }
}
