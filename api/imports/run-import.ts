import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import { assertNever } from '../../core/errors.js';
import { importLine, type ImportLine } from '../../core/import/import-lines.js';
import { endGroup, killGroup } from '../../core/util/process-group.js';
import type { OpenImport } from './open-import.js';
import { filesFolder } from './receive-file.js';

export interface ImportProgram {
  /** The bundle of the import program. */
  program: string;
  environment: Record<string, string>;
  /** It is stopped after this. */
  deadlineSeconds: number;
  log: Logger;
}

const UNEXPECTED = 'The import stopped unexpectedly. Try again.';
const TOO_LONG = 'The import took too long and was stopped.';

/**
 * Runs the import program on the files, and copies its progress into `open`. Resolves when the program and all that it
 * started have ended: with a job or at least one problem, unless it was canceled.
 */
export async function runImport(open: OpenImport, settings: ImportProgram): Promise<void> {
  const child = await start(open, settings);
  const { signal } = open.canceled;
  const stop = (): void => void endGroup(child);
  const deadline = setTimeout(() => {
    open.problems.push({ file: null, message: TOO_LONG });
    stop();
  }, settings.deadlineSeconds * 1000);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const [end, complaints] = await Promise.all([ended(child), text(child), readLines(open, child)]);
    if (open.jobId === null && open.problems.length === 0 && !signal.aborted) {
      settings.log.error({ import: open.id, end, stderr: complaints }, 'An import stopped unexpectedly');
      open.problems.push({ file: null, message: UNEXPECTED });
    }
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', stop);
    // An import that was killed leaves its ffmpeg behind.
    killGroup(child);
  }
}

async function start(open: OpenImport, { program, environment }: ImportProgram): Promise<ChildProcess> {
  // Whatever it leaves is gone with the import's folder.
  const scratch = join(open.folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const options = ['--json', `--user=${open.userId}`];
  if (open.title !== null) options.push(`--title=${open.title}`);
  // Each user may have it.
  if (open.demo !== null) options.push('--new-id');
  if (open.roles !== null) {
    const roles = join(open.folder, 'roles.json');
    await writeFile(roles, JSON.stringify(open.roles));
    options.push(`--roles=${roles}`);
  }
  return spawn(process.execPath, [program, ...options, '--', open.demo ?? filesFolder(open)], {
    env: { ...environment, TMPDIR: scratch },
    // A separate process group can be killed as a whole. The program exits when our end of stdin closes.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

async function text(child: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of child.stderr!) output = `${output}${String(chunk)}`.slice(-MAX_COMPLAINTS);
  return output;
}

/** Characters of stderr that go into our log. */
const MAX_COMPLAINTS = 4000;

async function readLines(open: OpenImport, child: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: child.stdout! })) {
    note(open, importLine.parse(JSON.parse(line)));
  }
}

function note(open: OpenImport, line: ImportLine): void {
  switch (line.type) {
    case 'progress':
      open.progress = { message: line.message, fraction: line.fraction };
      return;
    case 'warning':
      open.warnings.push(line.message);
      return;
    case 'problem':
      open.problems.push({ file: line.file, message: line.message });
      return;
    case 'rejected':
      // Files with problems were reported one by one before.
      if (open.problems.length === 0) open.problems.push({ file: null, message: line.message });
      return;
    case 'done':
      open.jobId = line.jobId;
      return;
    default:
      return assertNever(line, 'line of an import');
  }
}
