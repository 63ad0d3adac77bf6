import { createSocket } from 'node:dgram';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { makeClip } from '../../kit/media/media.js';
import type { Targets } from './planted.js';

/** A folder with everything that a check may touch, and outside it everything that it must not. */
export interface MutatedFixture {
  /** For the checks and the compositions. */
  work: string;
  /** The targets of planted references. */
  targets: Targets;
  /** Connections and datagrams received. */
  contacts(): number;
  /** Every file and folder outside `work`, with its size and time, and the contents of `work`. */
  listing(): Promise<string[]>;
  drop(): Promise<void>;
}

export async function createMutatedFixture(): Promise<MutatedFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'mutated-'));
  const work = join(folder, 'work');
  await Promise.all([mkdir(work), mkdir(join(folder, 'cwd')), mkdir(join(folder, 'elsewhere'))]);
  const otherFile = join(folder, 'elsewhere', 'other.mp4');
  await makeClip({ file: otherFile, seconds: 1, width: 96, height: 64, fps: 10 });
  const listener = await listen();
  const cwd = process.cwd();
  // Where a program would leave files that it names without a path.
  process.chdir(join(folder, 'cwd'));
  return {
    work,
    targets: { otherFile, tcpPort: listener.tcpPort, udpPort: listener.udpPort },
    contacts: listener.contacts,
    listing: async () => await listing(folder),
    async drop() {
      process.chdir(cwd);
      await listener.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) return `${relative(folder, path)}/`;
    const { size, mtimeMs } = await stat(path);
    return `${relative(folder, path)} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).sort();
}

async function listen() {
  let contacts = 0;
  const tcp = createServer((socket) => {
    contacts++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const udp = createSocket('udp4', () => contacts++);
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return {
    tcpPort: (tcp.address() as { port: number }).port,
    udpPort: udp.address().port,
    contacts: () => contacts,
    async close() {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}
