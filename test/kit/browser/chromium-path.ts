import { spawnSync } from 'node:child_process';

/** The browser to drive, for Playwright's `executablePath`: CHROMIUM_PATH, or Debian's. */
export function chromiumPath(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  return candidates.find((path) => path !== undefined && runs(path, '--version'));
}

/** Whether a program is there and answers to a flag. */
export function runs(program: string, flag: string): boolean {
  return spawnSync(program, [flag], { stdio: 'ignore' }).status === 0;
}
