/**
 * `npm run capture`: takes the README's pictures from the current app, with its own server and the demo video,
 * Debian's Chromium (CHROMIUM_PATH names another), and ffmpeg for the animation. Takes about a minute.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startDemoServer } from '../capture/demo-server.mjs';
import { record } from '../capture/recording.mjs';
import { changeClip, openVideo } from '../capture/walk.mjs';
import { prepare } from '../build/prepare.mjs';
import { ROOT } from '../kit/step.mjs';

const IMAGES = join(ROOT, 'docs/images');
const SIZE = { width: 1280, height: 800 };

/** Records one run of the whole loop, with stills on the way. */
async function take(page, url, folder) {
  const still = (name) => page.screenshot({ path: join(IMAGES, `${name}.png`) });
  await page.goto(url);
  await page.getByTestId('job-card').first().waitFor();
  const recording = await record(page, folder);
  await openVideo(page);
  await changeClip(page, { clipIndex: 2, instruction: 'make it nighttime', still });
  await recording.writeGif(join(IMAGES, 'loop.gif'));
}

/** Fewer colors: a third of the bytes, without a visible difference on flat surfaces. */
async function shrinkStills(names) {
  const sharp = (await import('sharp')).default;
  for (const name of names) {
    const path = join(IMAGES, `${name}.png`);
    await sharp(await sharp(path).png({ palette: true, quality: 90 }).toBuffer()).toFile(path);
  }
}

await prepare();
await mkdir(IMAGES, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'capture-'));
const server = await startDemoServer(join(folder, 'data'));
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'dark' });
  await take(page, server.url, folder);
  await shrinkStills(['quote', 'progress', 'result']);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
