import { SharedWork } from './shared-work.js';

describe('work that several ask for', () => {
  it('is done once while it is under way, and again after that', async () => {
    const shared = new SharedWork<number>();
    let runs = 0;
    const ask = async (key: string): Promise<number> => await shared.share(key, async () => ++runs);
    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2]);
    expect(await ask('a')).toBe(3);
  });

  it('fails for all who wait, and may be tried again', async () => {
    const shared = new SharedWork<number>();
    const fail = async (): Promise<number> => await Promise.reject(new Error('away'));
    const both = [shared.share('a', fail), shared.share('a', async () => 1)];
    await expect(Promise.all(both)).rejects.toThrow('away');
    await expect(both[1]).rejects.toThrow('away');
    expect(await shared.share('a', async () => 2)).toBe(2);
  });
});
