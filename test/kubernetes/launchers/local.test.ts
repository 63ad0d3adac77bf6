import pino from 'pino';
import { LocalProcessLauncher } from '../../../api/launcher/local-process.js';
import { packagePath } from '../../../core/util/package-path.js';
import { describeLauncher } from './behavior.js';
import { Probe, request } from './probe.js';
import { PROGRAM_ENVIRONMENT } from './program.js';

const createLauncher = (concurrency: number): LocalProcessLauncher =>
  new LocalProcessLauncher({
    program: packagePath('dist/runner.js'),
    environment: PROGRAM_ENVIRONMENT,
    concurrency,
    log: pino({ level: 'silent' }),
  });

describeLauncher('local', async () => ({
  launcher: createLauncher(4),
  outlived: false,
  close: async () => undefined,
}));

describe('the local launcher, with room for one', () => {
  it('is busy until its Job has ended, and starts no second process of the same name', async () => {
    const probe = new Probe(createLauncher(1));
    const [first, second] = [request(), request()];
    expect(await probe.launch(first)).toBe('launched');
    expect(await probe.launch(first)).toBe('launched');
    expect(await probe.launcher.launch(second)).toMatchObject({
      outcome: 'busy',
      waiting: { reason: 'slots' },
    });
    await probe.launcher.delete(first.name);
    await probe.untilPhase(first.name, 'failed');
    expect(await probe.launch(second)).toBe('launched');
    await probe.launcher.stop();
  });
});
