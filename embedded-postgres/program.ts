/** The last line of `output` that names a reason, without the program's prefix. */
export function lastReason(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const reason =
    lines.findLast((line) => /error|fatal|panic/i.test(line)) ?? lines.findLast((line) => line) ?? '';
  return reason.replace(/^.*?(?:error|FATAL|PANIC):\s*/i, '').replace(/\.$/, '');
}

/** Only the variables that the programs need: the database must not see the server's secrets. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' };
}
