import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../core/util/package-path.js';

/**
 * Runs the bundled runner to its end; returns its CPU seconds and those of the programs that it has started. Node cannot
 * read them, so a shell does: `times` is in every POSIX shell.
 */
export async function runRunner(env: Record<string, string>): Promise<number> {
  const script = '"$0" "$1"; code=$?; times; exit $code';
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', script, process.execPath, packagePath('dist/runner.js')],
    { env: { ...process.env, LOG_LEVEL: 'error', OUTPUT_RESOLUTION: '360', ...env }, maxBuffer: 1 << 26 },
  );
  const [user, system] = [
    ...stdout
      .trim()
      .split('\n')
      .at(-1)!
      .matchAll(/(\d+)m([\d.]+)s/g),
  ];
  return secondsOf(user!) + secondsOf(system!);
}

function secondsOf([, minutes, seconds]: RegExpMatchArray): number {
  return Number(minutes) * 60 + Number(seconds);
}
