import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { Backlog } from './backlog.js';

interface Waiting {
  position: number;
  frameCount: number;
  clips: number[];
}

/** Bodies at even positions and the transitions between them at odd ones, as in a video. */
function parts(clips: number): Waiting[] {
  return Array.from({ length: clips * 2 - 1 }, (_, position) => {
    const clip = Math.floor(position / 2);
    if (position % 2 === 0) return { position, frameCount: 300, clips: [clip] };
    return { position, frameCount: 15, clips: [clip, clip + 1] };
  });
}

describe('Backlog', () => {
  it('gives the longest of the next three, and everything once', async () => {
    const backlog = new Backlog<Waiting>();
    for (const part of parts(4).toReversed()) backlog.add(part);
    backlog.close();
    const taken = [];
    for (let part = await backlog.take(); part !== null; part = await backlog.take())
      taken.push(part.position);
    expect(taken).toEqual([0, 2, 4, 1, 6, 3, 5]);
  });

  it('waits for what is added later, and ends all who wait when nothing will be', async () => {
    const backlog = new Backlog<Waiting>();
    const [one, other] = [backlog.take(), backlog.take()];
    await turn();
    const part = parts(1)[0]!;
    backlog.add(part);
    expect(await one).toBe(part);
    backlog.close();
    expect(await other).toBeNull();
  });

  it('needs at most two clips for each that is made, and four that these share with waiting ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
        async (clips, lanes, choices) => {
          const all = parts(clips);
          const backlog = new Backlog<Waiting>();
          for (const part of all) backlog.add(part);
          backlog.close();
          const [here, ended] = [new Set<number>(), new Set<Waiting>()];
          const running: Waiting[] = [];
          for (const choice of choices) {
            while (running.length < lanes) {
              const part = await backlog.take();
              if (part === null) break;
              running.push(part);
              for (const clip of part.clips) here.add(clip);
            }
            expect(here.size).toBeLessThanOrEqual(lanes * 2 + 4);
            const [done] = running.splice(choice % Math.max(1, running.length), 1);
            if (done === undefined) break;
            ended.add(done);
            for (const clip of done.clips) {
              if (all.every((part) => ended.has(part) || !part.clips.includes(clip))) here.delete(clip);
            }
          }
          expect(ended.size).toBe(Math.min(all.length, choices.length));
          if (ended.size === all.length) expect(here.size).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
