import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../test/kit/browser/chromium.js';
import { withBenchDatabase } from '../kit/bench-database.js';
import type { Goal } from '../kit/goal.js';
import { percentile } from '../kit/http-load.js';
import { interact, noteInteractions } from './interactions.js';
import { largestPaint, notePaints } from './paints.js';
import { noteScrubbing, scrub, untilFilmed } from './scrub.js';
import { CLIPS, openStage, type Stage } from './stage.js';

const ROUNDS = 4;
const PAINTS = 10;
const SCRUBS = 2;

/**
 * The page of a video with 120 clips in Chromium, beside a baseline that is interleaved:
 * - its largest paint when it was open before, against the list's;
 * - from the pointer's move over the strip to the frame that shows a picture of that place, over each clip for the first time,
 *   at a quarter of the processor and at all of it;
 * - typing, arrow keys and picking a clip, from the input to the frame that shows it (Event Timing, rounded to 8 ms), while ten
 *   progress events a second arrive, and without any. The first round of each warms up and does not count.
 */
export async function run(parts: string[] = []): Promise<Goal[]> {
  const browser = await launchChromium();
  if (browser === undefined) throw new Error('This benchmark needs Chromium: set CHROMIUM_PATH.');
  try {
    return await withBenchDatabase('web', async (databaseUrl) => {
      const stage = await openStage(databaseUrl);
      try {
        return await measure(browser, stage, parts);
      } finally {
        await stage.close();
      }
    });
  } finally {
    await browser.close();
  }
}

/** Desktop. */
const VIEWPORT = { width: 1440, height: 900 };

const PARTS = { paint: measurePaint, scrub: measureScrubbing, interactions: measureInteractions };

async function measure(browser: Browser, stage: Stage, parts: string[]): Promise<Goal[]> {
  const goals: Goal[] = [];
  for (const [part, measurePart] of Object.entries(PARTS))
    if (parts.length === 0 || parts.includes(part)) goals.push(await measurePart(browser, stage));
  return goals;
}

/** The page that was open before, against the list, whose pictures and scripts are the same few. */
async function measurePaint(browser: Browser, stage: Stage): Promise<Goal> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await notePaints(page);
  const [job, list]: [number[], number[]] = [[], []];
  for (let round = 0; round <= PAINTS; round++) {
    const paints = [await largestPaint(page, stage.pageUrl), await largestPaint(page, stage.server.url)];
    if (round === 0) continue;
    job.push(paints[0]!);
    list.push(paints[1]!);
  }
  await page.close();
  const [median, baseline] = [percentile(sorted(job), 50), percentile(sorted(list), 50)];
  console.log(`largest paint: video ${median.toFixed(0)} ms, list ${baseline.toFixed(0)} ms (median)`);
  return { name: 'web-lcp-warm', measured: median, wanted: 700, unit: ' ms', better: 'lower' };
}

/** At a quarter of the processor, against all of it. A fresh page each time: what was pointed at once is there. */
async function measureScrubbing(browser: Browser, stage: Stage): Promise<Goal> {
  const [slow, full]: [number[], number[]] = [[], []];
  for (let round = 0; round < SCRUBS; round++)
    for (const [rate, durations] of [
      [4, slow],
      [1, full],
    ] as const) {
      const page = await openPage(browser, stage);
      await untilFilmed(page, CLIPS);
      const processor = await page.context().newCDPSession(page);
      await processor.send('Emulation.setCPUThrottlingRate', { rate });
      await noteScrubbing(page);
      durations.push(...(await scrub(page, CLIPS)));
      await page.close();
    }
  console.log(`scrubbing at a quarter of the processor: ${describe(slow)}; at all of it: ${describe(full)}`);
  return { name: 'scrub', measured: Math.max(...slow), wanted: 50, unit: ' ms', better: 'lower' };
}

async function measureInteractions(browser: Browser, stage: Stage): Promise<Goal> {
  const page = await openPage(browser, stage);
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
  await page.close();
  const [p98, baseline] = [percentile(sorted(busy), 98), percentile(sorted(quiet), 98)];
  console.log(`p98 under events is ${(p98 / baseline).toFixed(1)}x the one without`);
  return { name: 'web-interaction-p98', measured: p98, wanted: 100, unit: ' ms', better: 'lower' };
}

async function openPage(browser: Browser, stage: Stage): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await noteInteractions(page);
  // A busy machine measures its line as slow, on which films are not loaded ahead.
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: undefined }));
  await page.goto(stage.pageUrl);
  await page.getByTestId(`clip-card-${CLIPS - 1}`).waitFor();
  await page.getByTestId('chat-input').waitFor();
  return page;
}

function describe(durationsMs: number[]): string {
  const [p50, p98] = [50, 98].map((rank) => percentile(sorted(durationsMs), rank).toFixed(0));
  return `p50 ${p50} ms, p98 ${p98} ms of ${durationsMs.length} interactions`;
}

function sorted(values: number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
