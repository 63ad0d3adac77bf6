import type { Browser } from 'playwright-core';
import { launchChromium } from '../../test/kit/browser/chromium.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import { interact, noteInteractions } from './interactions.js';
import { openStage, type Stage } from './stage.js';

const ROUNDS = 4;

/**
 * How long typing, arrow keys and picking a clip take in Chromium on the page of a video with 60 clips, from the
 * input to the frame that shows it (Event Timing, rounded to 8 ms), while ten progress events a second arrive. The
 * interleaved baseline is the same page without events. The first round of each warms up and does not count.
 */
export async function run(): Promise<Goal[]> {
  const browser = await launchChromium();
  if (browser === undefined) throw new Error('This benchmark needs Chromium: set CHROMIUM_PATH.');
  try {
    return await withBenchDatabase('web', async (databaseUrl) => {
      const stage = await openStage(databaseUrl);
      try {
        return await measure(browser, stage);
      } finally {
        await stage.close();
      }
    });
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, stage: Stage): Promise<Goal[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await noteInteractions(page);
  await page.goto(stage.pageUrl);
  await page.getByTestId('clip-card-59').waitFor();
  await page.getByTestId('chat-input').waitFor();
  const [quiet, busy]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const without = await interact(page);
    const { result: under, events } = await stage.withEvents(async () => await interact(page));
    const name = round === 0 ? 'warm-up' : `round ${round}`;
    console.log(`${name}: ${describe(under)} under ${events} events; ${describe(without)} without any`);
    if (round === 0) continue;
    quiet.push(...without);
    busy.push(...under);
  }
  const [p98, baseline] = [percentile(sorted(busy), 98), percentile(sorted(quiet), 98)];
  console.log(`p98 under events is ${(p98 / baseline).toFixed(1)}x the one without`);
  return [{ name: 'web-interaction-p98', measured: p98, wanted: 100, unit: ' ms', better: 'lower' }];
}

function describe(durationsMs: number[]): string {
  const [p50, p98] = [50, 98].map((rank) => percentile(sorted(durationsMs), rank).toFixed(0));
  return `p50 ${p50} ms, p98 ${p98} ms of ${durationsMs.length} interactions`;
}

function sorted(values: number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
