import type { Page } from 'playwright-core';

/**
 * Waits until what was changed is drawn, and the transitions that it started have ended, however short they are; one may start
 * another, as colors are passed on from part to part.
 */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = async (): Promise<unknown> => await new Promise(requestAnimationFrame);
    let ending: Animation[];
    do {
      await frame();
      ending = document.getAnimations().filter(({ effect, playState }) => {
        const endless = effect?.getComputedTiming().endTime === Infinity;
        return playState === 'running' && !endless;
      });
      await Promise.all(ending.map(async ({ finished }) => await finished.catch(() => undefined)));
    } while (ending.length > 0);
    await frame();
  });
}
