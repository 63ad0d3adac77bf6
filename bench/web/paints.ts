import type { Page } from 'playwright-core';

/** Makes each page that is opened keep its largest paint so far. */
export async function notePaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      Object.assign(window, { largestPaint: list.getEntries().at(-1)!.startTime });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}

/** Milliseconds from opening the page to its largest paint, once nothing is loading any more. */
export async function largestPaint(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'load' });
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => 'largestPaint' in window);
  // What is painted larger than that comes with the answers that are under way.
  await page.waitForTimeout(1000);
  return await page.evaluate(() => (window as unknown as { largestPaint: number }).largestPaint);
}
