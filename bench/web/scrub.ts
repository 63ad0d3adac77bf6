import type { Page } from 'playwright-core';

/** Prime to the number of clips, so that moves are far apart and come to each clip once. */
const STRIDE = 53;
/** A move that shows no picture for so long is counted as that. */
const PATIENCE_MS = 5000;

/** Waits until the page has loaded the films of all clips, which it does by itself. */
export async function untilFilmed(page: Page, clips: number): Promise<void> {
  await page.waitForFunction((count) => {
    const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/film.jpg'));
    return loaded.length >= count;
  }, clips);
}

/**
 * Makes the page record, for each move of the pointer over the strip, the time from its event to the frame after the one that
 * shows a picture of that clip: then it has been drawn. Neither asks for a picture nor waits for one.
 */
export async function noteScrubbing(page: Page): Promise<void> {
  await page.evaluate(() => {
    const track = document.querySelector('[data-testid="timeline"]')!;
    const scrubbed: number[] = [];
    const pointed = { clip: -1, since: -1 };
    Object.assign(window, { scrubbed, pointed });
    track.addEventListener('pointermove', ({ timeStamp }) => (pointed.since = timeStamp));
    const isDrawn = (picture: Element | null | undefined): boolean => {
      if (picture instanceof HTMLImageElement) return picture.complete && picture.naturalWidth > 0;
      if (!(picture instanceof HTMLCanvasElement)) return false;
      const [x, y] = [picture.width / 2, picture.height / 2];
      return picture.getContext('2d')!.getImageData(x, y, 1, 1).data[3] === 255;
    };
    const look = (): void => {
      const hover = document.querySelector('[data-testid="strip-hover"]');
      const isThere = hover?.textContent.includes(`Clip ${pointed.clip + 1}`);
      if (pointed.since >= 0 && isThere && isDrawn(hover?.querySelector('canvas, img'))) {
        const { since } = pointed;
        pointed.since = -1;
        requestAnimationFrame(() => scrubbed.push(performance.now() - since));
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Moves the pointer to each clip, far from the last. Returns the milliseconds until each showed its picture. */
export async function scrub(page: Page, clips: number): Promise<number[]> {
  const box = (await page.getByTestId('timeline').boundingBox())!;
  for (let move = 0; move < clips; move++) {
    const clip = (move * STRIDE) % clips;
    await page.evaluate(
      (next) => Object.assign((window as unknown as Scrubbing).pointed, { clip: next }),
      clip,
    );
    await page.mouse.move(box.x + (box.width * (clip + 0.5)) / clips, box.y + box.height / 2);
    const shown = (count: number): boolean => (window as unknown as Scrubbing).scrubbed.length > count;
    await page.waitForFunction(shown, move, { timeout: PATIENCE_MS }).catch(async () => {
      await page.evaluate((late) => (window as unknown as Scrubbing).scrubbed.push(late), PATIENCE_MS);
    });
  }
  return await page.evaluate(() => (window as unknown as Scrubbing).scrubbed);
}

interface Scrubbing {
  scrubbed: number[];
  pointed: { clip: number; since: number };
}
