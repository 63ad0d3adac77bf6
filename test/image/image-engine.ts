import { execFile, execFileSync, spawnSync } from 'node:child_process';

/** An image's own description. */
export interface ImageConfig {
  User: string;
  Env: string[];
  Labels: Record<string, string>;
  Cmd: string[];
  ExposedPorts: Record<string, object>;
}

/** A program that stores and runs images. */
export interface ImageEngine {
  config(): ImageConfig;
  /** Runs a command of the image without a network and, if the engine can, with a read-only root. */
  run(command: string[]): Promise<{ code: number; output: string }>;
  close(): void;
}

/** docker, podman or buildah (or the one that ENGINE names), whichever has the image first; null if none has. */
export function findImageEngine(image: string): ImageEngine | null {
  const { ENGINE } = process.env;
  for (const program of ENGINE ? [ENGINE] : ['docker', 'podman', 'buildah']) {
    if (spawnSync(program, ['inspect', '--type', 'image', image]).status !== 0) continue;
    return program === 'buildah' ? buildah(image) : containers(program, image);
  }
  return null;
}

function containers(program: string, image: string): ImageEngine {
  const sealed = ['--rm', '--network', 'none', '--read-only', '--tmpfs', '/data:mode=1777'];
  return {
    config: () => (inspected(program, image) as [{ Config: ImageConfig }])[0].Config,
    run: async (command) => await ran(program, ['run', ...sealed, image, ...command]),
    close: () => undefined,
  };
}

/** Needs only root's rights, and no daemon. */
function buildah(image: string): ImageEngine {
  const container = execFileSync('buildah', ['from', '--pull-never', image], { encoding: 'utf8' }).trim();
  return {
    config: () => (inspected('buildah', image) as { OCIv1: { config: ImageConfig } }).OCIv1.config,
    run: async (command) =>
      await ran('buildah', ['run', '--isolation', 'chroot', container, '--', ...command]),
    close: () => void execFileSync('buildah', ['rm', container]),
  };
}

function inspected(program: string, image: string): unknown {
  return JSON.parse(execFileSync(program, ['inspect', '--type', 'image', image], { encoding: 'utf8' }));
}

async function ran(program: string, args: string[]): Promise<{ code: number; output: string }> {
  return await new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}
