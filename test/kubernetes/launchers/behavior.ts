import { request, Probe } from './probe.js';
import type { Launcher } from '../../../api/launcher/launcher.js';

/** A launcher under test, and the differences between launchers. */
export interface Subject {
  /** Not yet started; its Jobs run program.ts. */
  launcher: Launcher;
  /** Whether its Jobs go on without it. */
  outlived: boolean;
  /** Releases whatever the launcher runs on. `launched`: names of Jobs that may still be there. */
  close(launched: readonly string[]): Promise<void>;
}

/** The behavior that every launcher must have. */
export function describeLauncher(name: string, create: () => Promise<Subject>): void {
  let subject: Subject;
  let probe: Probe;
  const launched: string[] = [];

  beforeEach(async () => {
    subject = await create();
    probe = new Probe(subject.launcher);
    await subject.launcher.start();
    await probe.untilJobs((jobs) => jobs !== null);
  });
  afterEach(async () => {
    await subject.launcher.stop();
    await subject.close(launched.splice(0));
  });

  const launch = async (...args: Parameters<typeof request>): Promise<ReturnType<typeof request>> => {
    const wanted = request(...args);
    launched.push(wanted.name);
    expect(await probe.launch(wanted)).toBe('launched');
    return wanted;
  };

  describe(`the ${name} launcher`, () => {
    it('runs a Job and says whose it is', async () => {
      const { name: job, regenerationId } = await launch();
      const running = await probe.untilPhase(job, 'running');
      const expected = { name: job, regenerationId, attempt: 1, exitCode: null, waiting: null };
      expect(running).toMatchObject(expected);
    });

    it('knows of a Job from its launch on', async () => {
      const { name: job } = await launch();
      expect((await probe.job(job))?.phase).toMatch(/pending|running/);
    });

    it.each([
      [2, 'succeeded', 0],
      [3, 'failed', 3],
      [64, 'failed', 64],
      [76, 'failed', 76],
    ] as const)('tells how a Job ended (attempt %i: %s)', async (attempt, phase, exitCode) => {
      const { name: job } = await launch(attempt);
      expect(await probe.untilPhase(job, phase)).toMatchObject({ exitCode, waiting: null });
    });

    it('takes a second launch of the same name for done, running or ended', async () => {
      const running = await launch();
      expect(await probe.launch(running)).toBe('launched');
      const ended = await launch(2);
      await probe.untilPhase(ended.name, 'succeeded');
      expect(await probe.launch(ended)).toBe('launched');
      expect((await probe.job(ended.name))?.phase).toBe('succeeded');
    });

    it('ends a Job that is deleted', async () => {
      const { name: job } = await launch();
      await probe.untilPhase(job, 'running');
      await subject.launcher.delete(job);
      const ended = await probe.until(job, (now) => now === undefined || now.phase === 'failed');
      // The program answers SIGTERM with 143; SIGKILL would leave 137 or nothing.
      if (ended !== undefined) expect(ended.exitCode).toBe(143);
    });

    it('ignores the deletion of a Job that does not exist', async () => {
      const { name: job } = request();
      await subject.launcher.delete(job);
      expect(await probe.job(job)).toBeUndefined();
    });

    it('ends a Job at its deadline', async () => {
      const { name: job } = await launch(1, { deadlineSeconds: 1 });
      await probe.untilPhase(job, 'failed');
    }, 150_000);

    it('has no problem while all is well', () => {
      expect(subject.launcher.problem()).toBeNull();
    });

    it('makes no call once it has stopped, and its Jobs live on if they can', async () => {
      const { name: job } = await launch();
      await probe.untilPhase(job, 'running');
      await subject.launcher.stop();
      const { changes } = probe;
      if (!subject.outlived) {
        expect((await probe.job(job))?.phase).toBe('failed');
        expect(await probe.launch(request())).toBe('busy');
      }
      expect(probe.changes).toBe(changes);
    });
  });
}
