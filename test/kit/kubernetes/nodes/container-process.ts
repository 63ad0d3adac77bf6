import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';

/** A container's program while it runs. */
export interface ContainerProcess {
  /** Undefined for a program that runs inside this process. */
  pid: number | undefined;
  output: Readable[];
  /** Acts like SIGTERM. */
  terminate(): void;
  /** Acts like SIGKILL, for the program and everything that it has started. */
  kill(): void;
  /** Calls back with its exit code. */
  onEnd(callback: (exitCode: number) => void): void;
}

/** A process that leads its process group. */
export function spawned(child: ChildProcess): ContainerProcess {
  return {
    pid: child.pid,
    output: [child.stdout!, child.stderr!],
    terminate: () => void child.kill('SIGTERM'),
    kill() {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group has already ended.
      }
    },
    onEnd(callback) {
      child.once('error', () => callback(128));
      child.once('exit', (code, signal) => callback(code ?? 128 + constants.signals[signal!]));
    },
  };
}

/** Receives the container's variables. A SIGTERM aborts `terminated`. Resolves to its exit code. */
export type InPlaceProgram = (env: Record<string, string>, terminated: AbortSignal) => Promise<number>;

/** A program that runs in this process. `kill` also aborts it, because it cannot be ended from outside. */
export function runInPlace(program: InPlaceProgram, env: Record<string, string>): ContainerProcess {
  const terminated = new AbortController();
  let kill: () => void = () => undefined;
  const killed = new Promise<number>((resolve) => (kill = () => resolve(128 + constants.signals.SIGKILL)));
  const run = program(env, terminated.signal).catch(() => 1);
  return {
    pid: undefined,
    output: [],
    terminate: () => terminated.abort(),
    kill() {
      terminated.abort();
      kill();
    },
    onEnd: (callback) => void Promise.race([run, killed]).then(callback),
  };
}
