import type { Page } from 'playwright-core';

/** Waits until what was changed is drawn. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    async () => await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}
