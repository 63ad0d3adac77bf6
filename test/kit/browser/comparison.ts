import type { Locator, Page } from 'playwright-core';
import { until } from '../server/until.js';
import { nextFrame } from './next-frame.js';

/** Mean brightness, 0 to 255, of a video or a canvas. */
export async function luma(shown: Locator): Promise<number> {
  return await shown.evaluate((source: HTMLVideoElement | HTMLImageElement | HTMLCanvasElement) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 });
    const context = canvas.getContext('2d')!;
    context.drawImage(source, 0, 0, 32, 18);
    const bytes = context.getImageData(0, 0, 32, 18).data;
    return bytes.reduce((sum, byte, index) => (index % 4 === 3 ? sum : sum + byte), 0) / (32 * 18 * 3);
  });
}

/** Mean brightness of the two versions that are compared, the first one first. Leaves them as a flicker. */
export async function lumaOfBoth(page: Page): Promise<[first: number, second: number]> {
  const picture = page.locator('.comparison-picture');
  await page.getByRole('radio', { name: 'Flicker' }).check({ force: true });
  await until(async () => (await picture.getAttribute('data-frame')) !== null, { what: 'a drawn picture' });
  await nextFrame(page);
  const second = await luma(picture);
  await page.keyboard.down('x');
  await nextFrame(page);
  const first = await luma(picture);
  await page.keyboard.up('x');
  return [first, second];
}
