import { useSyncExternalStore } from 'react';
import { t } from '../languages/t.js';
import { classifyFiles, rolesOf, type FileUse } from './classify-files.js';
import {
  beginDemo,
  beginImport,
  cancelImport,
  fetchImport,
  fetchLimits,
  ImportFailure,
  removeFile,
  sendFile,
  startImport,
} from './import-api.js';
import {
  asServerHas,
  CLOSED,
  lost,
  withFile,
  withoutFile,
  withPicked,
  type ImportFile,
  type ImportState,
  type PickedFile,
} from './import-state.js';

/** Files on their way at a time. */
const AT_ONCE = 2;
const ASK_EVERY_MS = 700;
/** Names the import that the server is at, so that a reload of the page finds it again. */
const STORAGE_KEY = 'clip-chatbot.import';

/** The one import of this page. It outlives the jobs page: files go on their way while another page is looked at. */
class ImportSession {
  private state: ImportState = CLOSED;
  private readonly listeners = new Set<() => void>();
  /** Aborted when it is canceled. */
  private going = new AbortController();
  private sending: Promise<void> | null = null;
  private takingUp: Promise<void> | null = null;

  readonly get = (): ImportState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens the panel, or adds files to the open one. */
  add(picked: PickedFile[]): void {
    if (this.state.phase === 'done') this.close();
    if (this.state.phase === 'closed') this.change({ ...CLOSED, phase: 'choosing' });
    if (this.state.phase !== 'choosing') return;
    this.change(withPicked(this.state, picked));
    if (this.state.limits === null) void this.learnLimits();
  }

  /** Makes the demo video, in the place of an import of files. */
  async demo(): Promise<void> {
    if (this.state.phase !== 'closed') return;
    this.change({ ...CLOSED, phase: 'making', title: t('import.demo') });
    const { signal } = this.going;
    try {
      const begun = await beginDemo();
      if (signal.aborted) return await cancelImport(begun.id);
      sessionStorage.setItem(STORAGE_KEY, begun.id);
      this.change(asServerHas({ ...this.state, importId: begun.id }, begun));
      void this.learnLimits();
      await this.follow(begun.id);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  /** Says what a file is for. */
  setUse({ key }: ImportFile, use: FileUse): void {
    this.change(withFile(this.state, key, { use }));
  }

  /** Puts the clips into an order, by name. */
  setOrder(order: readonly string[]): void {
    this.change({ ...this.state, order });
  }

  setTitle(title: string): void {
    this.change({ ...this.state, title });
  }

  /** Asks the server for its limits. */
  async learnLimits(): Promise<void> {
    this.change({ ...this.state, failure: null });
    try {
      const limits = await fetchLimits();
      this.change({ ...this.state, limits });
    } catch (error) {
      this.fail(error);
    }
  }

  async remove({ key, name, state }: ImportFile): Promise<void> {
    const { importId } = this.state;
    this.change(withoutFile(this.state, key));
    if (state !== 'sent' || importId === null) return;
    await removeFile(importId, name).catch((error: unknown) => this.fail(error));
  }

  /** Uploads the remaining files, then starts the import; also after a failure. */
  send(): void {
    this.change({ ...this.state, phase: 'sending', failure: null, problems: [], warnings: [] });
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
  }

  /** Resumes the import that was running before a reload. */
  takeUp(): void {
    if (this.state.phase !== 'closed') return;
    this.takingUp ??= this.takeUpStored().finally(() => (this.takingUp = null));
  }

  /** Ends it, whatever it is at, and closes the panel. */
  async cancel(): Promise<void> {
    const { importId, phase } = this.state;
    this.close();
    if (importId !== null && phase !== 'done') await cancelImport(importId).catch(() => undefined);
  }

  close(): void {
    this.going.abort();
    this.going = new AbortController();
    this.sending = null;
    sessionStorage.removeItem(STORAGE_KEY);
    this.change(CLOSED);
  }

  private async takeUpStored(): Promise<void> {
    const importId = sessionStorage.getItem(STORAGE_KEY);
    if (importId === null) return;
    try {
      const found = await fetchImport(importId);
      this.change(asServerHas({ ...CLOSED, importId }, found));
    } catch {
      // It is gone with its server, or done and forgotten: then it is in the list.
      return sessionStorage.removeItem(STORAGE_KEY);
    }
    void this.learnLimits();
    await this.follow(importId);
  }

  private async sendAll(): Promise<void> {
    const { signal } = this.going;
    try {
      const importId = this.state.importId ?? (await beginImport()).id;
      if (signal.aborted) return await cancelImport(importId);
      this.change({ ...this.state, importId });
      const lane = async (): Promise<void> => {
        for (let next = this.nextToSend(); next; next = this.nextToSend())
          await this.sendOne(importId, next, signal);
      };
      this.reviveFailed();
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      if (signal.aborted || this.state.phase !== 'sending') return;
      const failed = this.state.files.filter(({ state }) => state === 'failed').length;
      if (failed > 0) throw new ImportFailure('NOT_SENT', notSent(failed));
      sessionStorage.setItem(STORAGE_KEY, importId);
      const roles = rolesOf(this.classified());
      this.change(asServerHas(this.state, await startImport(importId, this.state.title, roles)));
      await this.follow(importId);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private async sendOne(importId: string, { key, file }: ImportFile, signal: AbortSignal): Promise<void> {
    const change = (change: Partial<ImportFile>): void => {
      if (!signal.aborted) this.change(withFile(this.state, key, change));
    };
    change({ state: 'sending', sentBytes: 0, failure: null });
    try {
      await sendFile(importId, file!, (sentBytes) => change({ sentBytes }), signal);
      change({ state: 'sent', sentBytes: file!.size });
    } catch (error) {
      if ((error as ImportFailure).code === 'NOT_FOUND') throw error;
      change({ state: 'failed', failure: (error as Error).message });
    }
  }

  /** Asks how far the server is until the import is done or refused. */
  private async follow(importId: string): Promise<void> {
    const { signal } = this.going;
    while (this.state.phase === 'making' && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      try {
        const found = await fetchImport(importId);
        if (!signal.aborted) this.change(asServerHas(this.state, found));
      } catch (error) {
        if (signal.aborted) return;
        // A server that is away comes back, and then knows whether it still has the import.
        if ((error as ImportFailure).code === 'NOT_FOUND') return this.fail(error);
        this.change({ ...this.state, failure: (error as Error).message });
      }
    }
    if (!signal.aborted) sessionStorage.removeItem(STORAGE_KEY);
  }

  private fail(error: unknown): void {
    const { code, message } = error as ImportFailure;
    if (code === 'NOT_FOUND') this.change(lost(this.state, message));
    else this.change({ ...this.state, phase: 'choosing', failure: message });
  }

  private reviveFailed(): void {
    for (const { key, state } of this.state.files)
      if (state === 'failed') this.change(withFile(this.state, key, { state: 'ready' }));
  }

  /** The next file to send; those of no use stay here. */
  private nextToSend(): ImportFile | undefined {
    if (this.state.phase !== 'sending') return undefined;
    const useful = this.classified().filter(({ role }) => role.kind !== null);
    return useful.map(({ file }) => file).find(({ state }) => state === 'ready');
  }

  private classified() {
    const { files, limits, order } = this.state;
    return limits === null ? [] : classifyFiles(files, limits, order);
  }

  private change(next: ImportState): void {
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}

function notSent(count: number): string {
  return t('import.notSent', { count });
}

export const importSession = new ImportSession();

/** Cancels an unfinished upload: only this page, which is closing, has the files. */
addEventListener('pagehide', () => {
  const { phase, importId } = importSession.get();
  if (phase === 'sending' && importId !== null) void cancelImport(importId).catch(() => undefined);
});

/** Once all files are uploaded, the server continues alone, and a later page finds the import again. */
addEventListener('beforeunload', (event) => {
  if (importSession.get().phase === 'sending') event.preventDefault();
});

/** The import of this page, for components. */
export function useImport(): ImportState {
  return useSyncExternalStore(importSession.subscribe, importSession.get);
}
