import { setTimeout as pause } from 'node:timers/promises';
import { concurrently } from './concurrently.js';

const never = new AbortController().signal;

describe('concurrently', () => {
  it('keeps the order of the items and never runs more than the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await concurrently([30, 5, 20, 1], 2, never, async (milliseconds) => {
      most = Math.max(most, ++running);
      await pause(milliseconds);
      running--;
      return milliseconds * 2;
    });
    expect(results).toEqual([60, 10, 40, 2]);
    expect(most).toBe(2);
  });

  it('stops the others at the first failure, waits for them and rejects with it', async () => {
    const ended: string[] = [];
    const running = concurrently(['slow', 'broken', 'later'], 2, never, async (item, signal) => {
      if (item === 'broken') throw new Error('it broke');
      await pause(10_000, undefined, { signal }).catch(() => undefined);
      ended.push(item);
    });
    await expect(running).rejects.toThrow('it broke');
    expect(ended).toEqual(['slow']);
  });

  it('rejects with the reason of an abort', async () => {
    const stop = new AbortController();
    const running = concurrently([1], 1, stop.signal, (_, signal) => pause(10_000, undefined, { signal }));
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });
});
