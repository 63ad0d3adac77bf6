import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiError } from '../../core/errors.js';
import { formatsOf, type ImportKind } from '../../core/import/import-files.js';
import type { ImportRoles } from '../../core/import/import-roles.js';
import { whatIsWrong } from './check-roles.js';
import { DiskSpace } from './disk-space.js';
import type { ImportLimits } from './limits.js';
import type { OpenImport, UploadedFile } from './open-import.js';
import { dropFile, filesFolder, receiveFile, type ArrivingFile } from './receive-file.js';
import { runImport, type ImportProgram } from './run-import.js';
import { cutTitle } from '../../core/util/text/title.js';

export interface ImportsSettings extends ImportProgram {
  /** A folder of this process alone. */
  folder: string;
  limits: ImportLimits;
  /** Imports of all people that are not done, on this server. */
  openLimit: number;
  /** Left free on the disk. */
  freeBytes: number;
  /** The demo's job.json; null in builds without it. */
  demo: string | null;
  /** Import programs at a time; further ones wait. */
  concurrency: number;
}

// Control characters, and those that turn the direction of all that follows. Emoji keep their joiners.
const UNWANTED_IN_TITLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Imports of one person that are not done. */
const OPEN_PER_USER = 3;
/** An import without a request for this long is canceled; a finished one is forgotten. */
const FORGOTTEN_AFTER_MS = 3_600_000;
const LOOK_EVERY_MS = 60_000;
/** While the server has no room, an import without a request for this long makes room for another. */
const ABANDONED_AFTER_MS = 60_000;

const LOST =
  'The server no longer knows this import: it was restarted, or the page was closed for an hour. Start it again.';

/** The open imports of this process. Each is visible to its user alone. */
export class Imports {
  private readonly open = new Map<string, OpenImport>();
  private readonly runs = new Map<OpenImport, Promise<void>>();
  private readonly forgetting: NodeJS.Timeout;
  private readonly space: DiskSpace;

  constructor(private readonly settings: ImportsSettings) {
    this.space = new DiskSpace(settings.folder, settings.freeBytes);
    this.forgetting = setInterval(() => this.forgetOld(), LOOK_EVERY_MS);
  }

  /** Why no import can be taken, for operators; null if they can. */
  problem(): string | null {
    return this.space.problem();
  }

  get limits(): ImportLimits {
    return this.settings.limits;
  }

  get hasDemo(): boolean {
    return this.settings.demo !== null;
  }

  /** A user's imports, oldest first. */
  of(userId: string): OpenImport[] {
    return [...this.open.values()].filter((each) => each.userId === userId);
  }

  /** The import, if it is this user's. */
  find(id: string, userId: string): OpenImport {
    const found = this.open.get(id);
    if (found?.userId !== userId) throw new ApiError('NOT_FOUND', LOST);
    found.touchedAt = Date.now();
    return found;
  }

  /** Begins an import; beyond the limit it replaces one that the user has abandoned. */
  async begin(userId: string): Promise<OpenImport> {
    const replaced = this.replacedFor(userId);
    const id = randomUUID();
    const begun: OpenImport = {
      ...{ id, userId, folder: join(this.settings.folder, id) },
      ...{
        status: 'collecting',
        title: null,
        roles: null,
        demo: null,
        files: new Map<string, UploadedFile>(),
        arriving: 1,
        bytes: 0,
      },
      ...{ progress: null, problems: [], warnings: [], jobId: null },
      ...{ touchedAt: Date.now(), canceled: new AbortController() },
    };
    // Both before anything is awaited: requests that come at the same time must count it. It is no abandoned one either:
    // something of it counts as arriving until it has begun.
    const gone = replaced === null ? null : this.cancel(replaced);
    this.open.set(id, begun);
    try {
      await gone;
      await mkdir(filesFolder(begun), { recursive: true, mode: 0o700 });
      await this.space.assertRoomFor(0);
      begun.arriving = 0;
    } catch (error) {
      await this.cancel(begun);
      throw error;
    }
    return begun;
  }

  /** Makes the demo video for a user; without it NOT_FOUND. */
  async startDemo(userId: string): Promise<OpenImport> {
    const { demo } = this.settings;
    if (demo === null) throw new ApiError('NOT_FOUND', 'This server has no demo video.');
    const open = await this.begin(userId);
    Object.assign(open, { demo, status: 'waiting' });
    this.runNext();
    return open;
  }

  /** Takes a file in; see receiveFile. */
  async receive(open: OpenImport, file: ArrivingFile): Promise<UploadedFile> {
    assertCollecting(open);
    return await receiveFile(open, file, this.limits, this.space);
  }

  /** Takes a file out again. */
  async drop(open: OpenImport, name: string): Promise<void> {
    assertCollecting(open);
    if (!(await dropFile(open, name)))
      throw new ApiError('NOT_FOUND', `There is no file ${name} in this import.`);
  }

  /** Makes the video from the files, when it is this import's turn. Without roles, the names of the files give them. */
  start(open: OpenImport, title: string, roles: ImportRoles | null = null): void {
    assertCollecting(open);
    if (open.arriving > 0)
      throw new ApiError('CONFLICT', 'Some files are still uploading. Wait until they are finished.');
    const wrong = roles === null ? whatIsMissing(open.files.values()) : whatIsWrong(roles, open.files);
    if (wrong !== null) throw new ApiError('BAD_USER_INPUT', wrong);
    const song = roles?.song ?? [...open.files.values()].find(({ kind }) => kind === 'song')!.name;
    Object.assign(open, { roles, status: 'waiting', progress: null, problems: [], warnings: [] });
    open.title = importTitle(title, song);
    this.runNext();
  }

  /** Cancels an import in any state; afterwards its program has ended and its files are gone. */
  async cancel(open: OpenImport): Promise<void> {
    this.open.delete(open.id);
    open.canceled.abort();
    await this.runs.get(open);
    await this.removeFiles(open);
    this.runNext();
  }

  async stop(): Promise<void> {
    clearInterval(this.forgetting);
    await Promise.all([...this.open.values()].map(async (each) => await this.cancel(each)));
  }

  /** The import that a new one of this user takes the place of; null if there is room beside the others. */
  private replacedFor(userId: string): OpenImport | null {
    const undone = [...this.open.values()].filter(({ status }) => status !== 'done');
    const own = undone.filter((each) => each.userId === userId);
    if (own.length >= OPEN_PER_USER) {
      const message = `You already have ${OPEN_PER_USER} imports open. Wait until one finishes, or cancel one.`;
      return own.find(isIdle) ?? refuse(new ApiError('RATE_LIMITED', message));
    }
    if (undone.length < this.settings.openLimit) return null;
    const before = Date.now() - ABANDONED_AFTER_MS;
    const message = 'Too many videos are being imported at the moment. Try again in a minute.';
    return (
      undone.find((each) => isIdle(each) && each.touchedAt < before) ??
      refuse(new ApiError('SERVICE_UNAVAILABLE', message, { retryAfter: 60 }))
    );
  }

  private runNext(): void {
    const waiting = [...this.open.values()].filter(({ status }) => status === 'waiting');
    for (const next of waiting.slice(0, Math.max(0, this.settings.concurrency - this.runs.size))) {
      next.status = 'running';
      this.runs.set(next, this.run(next));
    }
  }

  private async run(open: OpenImport): Promise<void> {
    try {
      await runImport(open, this.settings);
    } catch (error) {
      this.settings.log.error({ err: error, import: open.id }, 'An import failed');
      open.problems.push({ file: null, message: 'The import could not be made. Try again.' });
    }
    open.status = open.jobId === null ? 'collecting' : 'done';
    open.touchedAt = Date.now();
    if (open.status === 'done') await this.removeFiles(open);
    this.runs.delete(open);
    this.runNext();
  }

  /** A failure to remove files does not fail the import: the folder is removed when the server ends. */
  private async removeFiles({ id, folder }: OpenImport): Promise<void> {
    try {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      this.settings.log.error({ err: error, import: id }, 'The files of an import could not be removed');
    }
  }

  private forgetOld(): void {
    this.space
      .look()
      .catch((error: unknown) => this.settings.log.warn({ err: error }, 'Free space is not known'));
    const before = Date.now() - FORGOTTEN_AFTER_MS;
    for (const each of this.open.values()) {
      const atWork = each.status === 'waiting' || each.status === 'running' || each.arriving > 0;
      if (!atWork && each.touchedAt < before) void this.cancel(each);
    }
  }
}

/** Whether it waits for its user: nothing of it is under way. */
function isIdle({ status, arriving }: OpenImport): boolean {
  return status === 'collecting' && arriving === 0;
}

function refuse(error: ApiError): never {
  throw error;
}

function assertCollecting({ status }: OpenImport): void {
  if (status !== 'collecting')
    throw new ApiError('CONFLICT', 'This import has started already: its files cannot change any more.');
}

/** What is missing for a video, in one sentence; null if nothing is. */
function whatIsMissing(files: Iterable<UploadedFile>): string | null {
  const all = [...files];
  const named = (kind: ImportKind): string[] =>
    all.filter((file) => file.kind === kind).map(({ name }) => name);
  const songs = named('song');
  if (named('clip').length === 0) return `There are no clips yet (${formatsOf('clip')}).`;
  if (songs.length === 0) return `There is no song yet (${formatsOf('song')}).`;
  if (songs.length > 1)
    return `There are ${songs.length} songs (${songs.join(', ')}). Keep the one that belongs to the clips.`;
  return null;
}

/** A title on one line, of 200 characters at most; of the song's name where nothing is left of it. */
function importTitle(wanted: string, songName: string): string {
  const title = cutTitle(wanted.replace(UNWANTED_IN_TITLE, ' ').replace(/\s+/g, ' ').trim());
  return title || songName.replace(/\.[^.]+$/, '');
}
