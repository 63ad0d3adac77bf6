// cspell:ignore hstack
import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { TemplateId } from '../../../core/templates/template.js';
import { lookChain } from '../../../runner/video/builtin/looks.js';

/** Mean red, green and blue, each 0 to 255. */
export type MeanColor = [red: number, green: number, blue: number];

/** The mean colors of looks as the page shows them on its small pictures. */
export async function shownColors(page: Page, ids: readonly TemplateId[]): Promise<MeanColor[]> {
  // All in one view, and in one screenshot.
  const style = await page.addStyleTag({
    content:
      '.looks { position: fixed; z-index: 99; inset: 4rem 0 0; background: #fff } .look-row, .look-group { flex-wrap: wrap }',
  });
  await page.waitForFunction(
    () =>
      document.querySelectorAll('.look .thumbnail:not(.skeleton) img').length ===
      document.querySelectorAll('.look').length,
  );
  const screenshot = await page.screenshot({ animations: 'disabled' });
  const colors: MeanColor[] = [];
  for (const id of ids) {
    const box = (await page.locator(`[data-look="${id}"] .look-picture`).boundingBox())!;
    const [left, top] = [Math.ceil(box.x), Math.ceil(box.y)];
    const [width, height] = [Math.floor(box.width) - 1, Math.floor(box.height) - 1];
    const cut = await sharp(screenshot).extract({ left, top, width, height }).png().toBuffer();
    const { channels } = await sharp(cut).stats();
    colors.push(channels.slice(0, 3).map(({ mean }) => Math.round(mean)) as MeanColor);
  }
  await style.evaluate((element) => (element as Element).remove());
  return colors;
}

/** The mean colors of looks as the runner draws them on the same picture; `picture` is a JPEG of even size. */
export async function drawnColors(picture: Buffer, ids: readonly TemplateId[]): Promise<MeanColor[]> {
  const { width, height } = await sharp(picture).metadata();
  const source = { width, height, frameCount: 1, frameRate: 30, beatFrames: [] };
  const graph = [
    `[0]format=yuv420p,split=${ids.length}${ids.map((_, at) => `[in${at}]`).join('')}`,
    ...ids.map((id, at) => {
      const look = lookChain([{ id, strength: 1 }], source)!.replaceAll('look0', `look${at}x`);
      return `[in${at}]${look},format=rgb24,scale=16:16:flags=area,scale=1:1:flags=area[out${at}]`;
    }),
    `${ids.map((_, at) => `[out${at}]`).join('')}hstack=inputs=${ids.length}`,
  ];
  const args = ['-v', 'error', '-i', '-', '-filter_complex', graph.join(';')];
  const { stdout, stderr, status } = spawnSync(
    'ffmpeg',
    [...args, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    { input: picture },
  );
  if (status !== 0) throw new Error(String(stderr));
  return ids.map((_, at) => [...stdout.subarray(3 * at, 3 * at + 3)] as MeanColor);
}
