import { fork } from 'node:child_process';
import { packagePath } from '../../core/util/package-path.js';
import type { InPlaceProgram } from '../../test/kit/kubernetes/nodes/container-process.js';
import type { WorkerCommand, WorkerMessage } from './workers.js';

/** The process that plays all runners, separate so that its cost does not count for the server. */
export interface WorkersProcess {
  /** The program of a cluster image. */
  program: InPlaceProgram;
  /** Statements that the runners have sent so far. */
  statements(): Promise<number>;
  stop(): void;
}

export function startWorkers(databaseUrl: string): WorkersProcess {
  const child = fork(packagePath('dist/bench/scale/workers.js'));
  const send = (command: WorkerCommand): void => void child.send(command);
  send({ kind: 'work', databaseUrl });
  const ends = new Map<string, (exitCode: number) => void>();
  child.on('message', (word: WorkerMessage) => {
    if (word.word === 'ended') ends.get(word.id)?.(word.exitCode);
  });
  return {
    async program(env, terminated) {
      const { REGENERATION_ID: id = '', REGENERATION_ATTEMPT: attempt } = env;
      terminated.addEventListener('abort', () => child.connected && send({ kind: 'terminate', id }));
      const ended = new Promise<number>((resolve) => ends.set(id, resolve));
      send({ kind: 'start', id, attempt: Number(attempt) });
      return await ended.finally(() => ends.delete(id));
    },
    async statements() {
      const answered = new AbortController();
      const counted = new Promise<number>((resolve) => {
        const hear = (word: WorkerMessage): void => {
          if (word.word === 'counted') resolve(word.statements);
        };
        child.on('message', hear);
        answered.signal.addEventListener('abort', () => child.off('message', hear));
      });
      send({ kind: 'count' });
      return await counted.finally(() => answered.abort());
    },
    stop: () => child.disconnect(),
  };
}
