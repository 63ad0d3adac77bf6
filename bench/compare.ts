import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { DEMO_USER_ID } from '../core/import/demo-user.js';
import { createPrismaClient } from '../prisma/client.js';
import { launchChromium } from '../test/kit/browser/chromium.js';
import { makeClip } from '../test/kit/media/media.js';
import { insertJob } from '../test/kit/rows/job-rows.js';
import { startServer } from '../test/kit/server/server.js';
import { withBenchDatabase } from './kit/bench-database.js';
import type { Goal } from './kit/goal.js';

const SECONDS = 64;
const MEASURED_SECONDS = 60;
/** Bits of a frame's number, drawn as bars from left to right. */
const BITS = 11;
const SIZE = { width: 1280, height: 720 };
const BAR = Math.floor(SIZE.width / BITS);

/**
 * How many frames two versions of a video are apart on the stage while 60 seconds of them play side by side in Chromium:
 * each frame shows its number in black and white bars, which are read from the pixels of the page.
 */
export async function run(): Promise<Goal[]> {
  const browser = await launchChromium();
  if (browser === undefined) throw new Error('This benchmark needs Chromium: set CHROMIUM_PATH.');
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-compare-data-'));
  try {
    return await withBenchDatabase('compare', async (databaseUrl) => {
      const jobId = await insertVersions(databaseUrl, dataDir);
      const server = await startServer({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir });
      try {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
        await page.goto(`${server.url}/jobs/${jobId}?compare=video.v1.v2&view=side`);
        return await measure(page);
      } finally {
        await server.stop();
      }
    });
  } finally {
    await browser.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A video with two versions, whose frames are numbered alike. */
async function insertVersions(databaseUrl: string, dataDir: string): Promise<string> {
  const db = createPrismaClient(databaseUrl, { poolSize: 2 });
  const jobId = await insertJob(db, { userId: DEMO_USER_ID, clips: 1, clipSeconds: SECONDS });
  const folder = `video-outputs/${jobId}`;
  await mkdir(join(dataDir, 'storage', folder), { recursive: true });
  const bars = Array.from(
    { length: BITS },
    (_, bit) =>
      `drawbox=x=${bit * BAR}:y=0:w=${BAR}:h=ih:color=white:t=fill:enable='mod(floor(n/${2 ** bit}),2)'`,
  );
  for (const version of [1, 2]) {
    const key = `${folder}/v${version}.mp4`;
    const file = join(dataDir, 'storage', key);
    await makeClip({
      ...SIZE,
      file,
      seconds: SECONDS,
      pattern: 'color=black',
      sound: true,
      filters: bars.join(),
    });
    await db.videoVersion.upsert({
      where: { jobId_versionNumber: { jobId, versionNumber: version } },
      create: {
        ...{ jobId, versionNumber: version, cut: {}, footage: {}, videoUrl: key },
        ...{ standsFor: version, parent: version === 1 ? null : 1, summary: `Version ${version}` },
      },
      update: { videoUrl: key },
    });
    await db.job.update({ where: { id: jobId }, data: { videoUrl: key } });
  }
  await db.$disconnect();
  return jobId;
}

async function measure(page: Page): Promise<Goal[]> {
  await page.locator('.comparison-picture[data-frame]').waitFor();
  await page.evaluate(readBars, { bits: BITS, bar: BAR / SIZE.width, ratio: SIZE.width / SIZE.height });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const read = async (): Promise<Read> =>
    await page.evaluate(() => (window as unknown as { read: Read }).read);
  let now = await read();
  while (now.last < 30 * MEASURED_SECONDS) {
    await page.waitForTimeout(1000);
    now = await read();
  }
  const { pictures, apart } = now;
  console.log(`${pictures} pictures of ${now.last} frames were drawn; apart: ${JSON.stringify(apart)}`);
  const most = Math.max(...Object.keys(apart).map(Number));
  return [
    { name: 'compare-frames-apart', measured: most, wanted: 1, unit: ' frames', better: 'lower' },
    {
      name: 'compare-pictures-drawn',
      measured: (100 * pictures) / now.last,
      wanted: 50,
      unit: ' %',
      better: 'higher',
    },
  ];
}

interface Read {
  pictures: number;
  last: number;
  /** How many pictures were so many frames apart. */
  apart: Record<number, number>;
}

/** In the page: reads the numbers of both frames with every picture. */
function readBars({ bits, bar, ratio }: { bits: number; bar: number; ratio: number }): void {
  const read: Read = { pictures: 0, last: 0, apart: {} };
  const shown = document.querySelector<HTMLCanvasElement>('.comparison-picture')!;
  const line = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  let before = '';
  const look = (): void => {
    requestAnimationFrame(look);
    if (shown.dataset.frame === before) return;
    before = shown.dataset.frame!;
    const { width, height } = shown;
    if (line.canvas.width !== width) Object.assign(line.canvas, { width, height: 1 });
    line.drawImage(shown, 0, Math.floor(height / 2), width, 1, 0, 0, width, 1);
    const { data } = line.getImageData(0, 0, width, 1);
    const half = (width - 2) / 2;
    const picture = Math.min(half, height * ratio);
    const numberAt = (left: number): number => {
      const from = left + (half - picture) / 2;
      let number = 0;
      for (let bit = 0; bit < bits; bit++)
        if (data[4 * Math.floor(from + picture * bar * (bit + 0.5))]! > 128) number += 2 ** bit;
      return number;
    };
    const [one, other] = [numberAt(0), numberAt(width - half)];
    const apart = Math.abs(one - other);
    read.pictures++;
    read.last = Math.max(read.last, Number(before));
    read.apart[apart] = (read.apart[apart] ?? 0) + 1;
  };
  look();
  Object.assign(window, { read });
}
