/** Work that several ask for at the same time is done once. */
export class SharedWork<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  /** The result of the work with this key that is under way, else of a new one. A failure is that of all who wait. */
  async share(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.underWay.get(key);
    if (running !== undefined) return await running;
    const started = work().finally(() => this.underWay.delete(key));
    this.underWay.set(key, started);
    return await started;
  }
}
