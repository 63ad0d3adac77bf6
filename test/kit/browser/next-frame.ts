import type { Page } from 'playwright-core';

/** Waits until what was changed is drawn, and the transitions that it started have ended, however short they are. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = async (): Promise<unknown> => await new Promise(requestAnimationFrame);
    await frame();
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(async ({ finished }) => await finished.catch(() => undefined)));
    await frame();
  });
}
