import type { Logger } from 'pino';

/** Closes what was opened, last first, once. */
export class Shutdown {
  private readonly closers: { name: string; close: () => Promise<void> }[] = [];
  private closing: Promise<void> | null = null;

  constructor(private readonly log: Logger) {}

  add(name: string, close: () => Promise<void>): void {
    this.closers.unshift({ name, close });
  }

  async run(): Promise<void> {
    this.closing ??= this.closeAll();
    await this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const { name, close } of this.closers) {
      await close().catch((error: unknown) => this.log.error({ err: error }, `Closing failed: ${name}`));
    }
  }
}
