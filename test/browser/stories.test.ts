import type { Browser, Locator, Page } from 'playwright-core';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { luma, lumaOfBoth } from '../kit/browser/comparison.js';
import { createDemoFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { operationsOf, type CountedOperations } from '../kit/browser/graphql-traffic.js';
import { itRequires } from '../kit/jest/requirements.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { until } from '../kit/server/until.js';

// The user stories, one after the other on one page, as one user would go through them.

const CHANGE_LIMIT_MS = 120_000;
/** The third clip of the demo video, from 8.2 s on. */
const CLIP = 2;
const CLIP_START = 8.2;

let fixture: DemoFixture;
let server: TestServer;
let browser: Browser;
let page: Page;
let traffic: CountedOperations;
let videoBefore: string | null;
let quotedCost: string;
let releaseNewVideo: () => Promise<void>;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  fixture = await createDemoFixture();
  server = await startServer({
    DATABASE_URL: fixture.databaseUrl,
    DATA_DIR: fixture.dataDir,
    LOCAL_RENDER_USD_PER_SECOND: '0.05',
  });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(20_000);
  traffic = operationsOf(page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await fixture?.drop();
});

const card = (index: number): Locator => page.getByTestId(`clip-card-${index}`);
const chat = (): Locator => page.getByTestId('chat');
const quote = (): Locator => page.getByTestId('quote-card');
const progress = (): Locator => page.getByTestId('progress');
const total = (): Locator => page.getByTestId('total-cost');
const history = (): Locator => page.getByTestId('cost-history');
const player = (): Locator => page.getByTestId('final-video').locator('video');
const still = (): Locator => page.getByTestId('final-video').locator('canvas');

/** Presses Tab until something has the focus, as keyboard users do. */
async function tabTo(what: string): Promise<void> {
  const focused = page.locator(`${what}:focus`);
  for (let presses = 0; (await focused.count()) === 0; presses++) {
    if (presses === 60) throw new Error(`Tab does not lead to ${what}`);
    await page.keyboard.press('Tab');
  }
}

/** A shown picture, small: red, green and blue of 32 x 18 places. */
async function smallPicture(shown: Locator): Promise<number[]> {
  return await shown.evaluate((video: HTMLVideoElement) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 });
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(video, 0, 0, 32, 18);
    return [...context.getImageData(0, 0, 32, 18).data].filter((_byte, index) => index % 4 !== 3);
  });
}

/** Mean difference of two pictures, 0 to 255. */
const difference = (a: number[], b: number[]): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

/** Holds back the new video of a change from the page. */
async function holdNewVideo(): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/media/video-outputs/**', async (route) => {
    if (!route.request().url().startsWith(videoBefore!)) await held;
    // The page may have aborted its request.
    await route.continue().catch(() => undefined);
  });
  return async () => {
    release();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

describe('as a user, I', () => {
  itRequires(
    'chromium',
    'US-1: want to see all clips from my video with thumbnails and lyrics, so I can easily identify which clip to modify',
    async () => {
      await page.goto(server.url);
      await page.getByTestId('job-card').first().click();
      await card(5).waitFor();
      const cards = page.locator('[data-testid^=clip-card]');
      await until(async () => (await cards.count()) === 6);
      await until(
        async () => (await page.locator('[data-testid^=clip-card] .thumbnail:not(.skeleton)').count()) === 6,
      );
      expect(await page.locator('[data-testid^=clip-card] .thumbnail-missing').count()).toBe(0);
      expect(await card(CLIP).innerText()).toMatch(/Clip 3[\s\S]*4\.1 s[\s\S]*0:08 - 0:12/);
      const sung = await cards.locator('.clip-card-lyrics:not(.faint)').allInnerTexts();
      expect(sung.length).toBeGreaterThanOrEqual(4);
      const sections = await page.locator('.strip-section').allInnerTexts();
      expect(sections).toEqual(['Intro', 'Verse', 'Chorus 1', 'Chorus 2', 'Outro']);
      expect(await page.locator('.strip-line').allInnerTexts()).toContain(sung[0]);
      expect(new Set(sung).size).toBe(sung.length);
      expect(await page.locator('.job-head-facts').innerText()).toMatch(/Model\s+Built-in renderer/);
      await keepScreenshot(page, 'story-clips');
    },
  );

  itRequires(
    'chromium',
    'US-1 again: want to see the picked clip itself, not what is left of the one before it',
    async () => {
      // A crossfade of half a second leads from the first clip into the second, which is alone from this frame on.
      const [cut, alone] = [4.1, 4.1 + 8 / 30 + 1 / 60];
      const tab = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      await tab.goto(page.url());
      const [shown, picked] = [tab.locator('.final-video video'), tab.getByTestId('clip-card-1')];
      await picked.click();
      const itself = picked.locator('video.playing');
      await itself.evaluate((video: HTMLVideoElement, at) => {
        video.pause();
        video.currentTime = at;
      }, alone - cut);
      // 18 apart at the cut, in the middle of the crossfade; not 0, because the two have different sizes.
      const isSame = async (): Promise<boolean> =>
        difference(await smallPicture(shown), await smallPicture(itself)) < 7;
      await until(isSame, { what: 'the player shows the picked clip alone' });
      expect(await shown.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeCloseTo(alone, 3);
      await keepScreenshot(tab, 'story-picked-clip');
      await tab.close();
    },
  );

  itRequires(
    'chromium',
    'US-4: want to see the estimated cost before regenerating a clip, so I can make informed decisions',
    async () => {
      // This story and the next use only the keyboard.
      await tabTo('[data-testid=clip-card-0]');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await chat().getByRole('heading', { name: 'Clip 3', exact: true }).waitFor();
      await page.keyboard.press('Tab');
      await until(async () => (await page.locator('[data-testid=chat-input]:focus').count()) === 1);
      await page.keyboard.type('make it nighttime');
      const spent = await total().innerText();
      await page.keyboard.press('Enter');
      await quote().waitFor();
      expect(await quote().innerText()).toMatch(
        /Nighttime[\s\S]*Language model\s+\$0\.00\s+Video\s+\$0\.2\d\s+Total\s+\$0\.2\d\s+Time\s+about \d+ s/,
      );
      quotedCost = await quote().locator('.quote-line-total dd').innerText();
      await keepScreenshot(page, 'story-quote');
      expect(await total().innerText()).toBe(spent);
      expect(traffic.count('QueueOffer')).toBe(0);
    },
  );

  itRequires(
    'chromium',
    'US-2: want to tell the chatbot "make it nighttime" and have it regenerate the selected clip, so I can refine my video without starting over',
    async () => {
      videoBefore = (await player().getAttribute('src'))!.split('?')[0]!;
      videoBefore = new URL(videoBefore, server.url).href;
      releaseNewVideo = await holdNewVideo();
      await tabTo('[data-testid=quote-card] .button-primary');
      await page.keyboard.press('Enter');
      await progress().waitFor();
      await until(async () => (await card(CLIP).locator('.clip-card-progress').count()) === 1);
      expect(await page.locator('.clip-card-progress').count()).toBe(1);
    },
  );

  itRequires(
    'chromium',
    'US-5: want to see progress during clip regeneration, so I know how long it will take',
    async () => {
      const seen: number[] = [];
      const bar = progress().getByRole('progressbar');
      expect(await progress().innerText()).toMatch(/about \d+ (s|min) left/);
      expect(await progress().innerText()).toMatch(/Queue\s+Prompt\s+Clip\s+Video/);
      // A look at another clip and back loses nothing, and subscribes to nothing again.
      await card(0).click();
      await card(CLIP).click();
      await until(
        async () => {
          const now = await bar.getAttribute('aria-valuenow', { timeout: 100 }).catch(() => null);
          if (now !== null) seen.push(Number(now));
          return (await page.getByTestId(`regenerated-badge-${CLIP}`).count()) === 1;
        },
        { limitMs: CHANGE_LIMIT_MS, what: 'the clip is regenerated' },
      );
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(new Set(seen).size).toBeGreaterThanOrEqual(4);
      await progress().waitFor({ state: 'detached' });
      await chat().getByText('Clip 3 has changed').waitFor();
    },
    CHANGE_LIMIT_MS + 30_000,
  );

  itRequires(
    'chromium',
    'US-6: want to see the updated video after regeneration, so I can verify the changes',
    async () => {
      // Until then, the last picture stays.
      expect(await still().isVisible()).toBe(true);
      const before = await luma(still());
      expect(before).toBeGreaterThan(10);
      await releaseNewVideo();
      await still().waitFor({ state: 'hidden' });
      expect(await player().getAttribute('src')).not.toContain(new URL(videoBefore!).pathname);
      const { time, paused } = await player().evaluate((video: HTMLVideoElement) => ({
        time: video.currentTime,
        paused: video.paused,
      }));
      expect(time).toBeCloseTo(CLIP_START, 1);
      expect(paused).toBe(true);
      await keepScreenshot(page, 'story-result');
      await page.getByRole('button', { name: 'Before and after' }).click();
      await until(async () => {
        const [first, second] = await lumaOfBoth(page);
        return first > 0 && second < 0.8 * first;
      });
      await page.keyboard.press('2');
      await keepScreenshot(page, 'story-before-after');
      await page.keyboard.press('Escape');
    },
  );

  itRequires(
    'chromium',
    'US-4 again: want to see what I have spent, change by change, beside what the video cost in the first place',
    async () => {
      await total().focus();
      await page.keyboard.press('Enter');
      await history().locator('.cost-entry').nth(1).waitFor();
      const lines = await history().locator('.cost-entry').allInnerTexts();
      expect(lines[0]).toContain('Clip 3 “make it nighttime”');
      expect(lines[0]).toContain(quotedCost);
      expect(lines[1]).toMatch(/The video itself\s+\$1\.56/);
      expect(await history().locator('.cost-history-total').innerText()).toContain(await total().innerText());
      await keepScreenshot(page, 'story-cost-history');
      await page.keyboard.press('Escape');
      await history().waitFor({ state: 'hidden' });
      await until(async () => (await page.locator('[data-testid=total-cost]:focus').count()) === 1);
    },
  );

  itRequires(
    'chromium',
    'need not wait for my browser: a whole change is a handful of requests',
    async () => {
      await progress().waitFor({ state: 'detached' });
      // Of several dozen events, only the end makes the page load anything again: once, and once more where the job still names it as active.
      const limits = {
        JobPage: 3,
        RegenerationOutcome: 3,
        // Once for what is said, what is accepted and what is done, each; and again where that comes while it is being read.
        Conversation: 9,
        JobRegenerations: 4,
        VideoBefore: 4,
        Looks: 3,
      };
      for (const [operation, limit] of Object.entries(limits)) {
        expect([operation, traffic.count(operation) <= limit]).toEqual([operation, true]);
      }
      expect(traffic.count('SendMessage')).toBe(1);
      expect(traffic.count('QueueOffer')).toBe(1);
      expect(traffic.count('CostHistory')).toBeLessThanOrEqual(2);
      expect(traffic.mostAtOnce('RegenerationProgress')).toBe(1);
    },
  );

  itRequires(
    'chromium',
    'US-3: want to have a conversation with the chatbot, so I can iteratively refine the clip',
    async () => {
      await page.getByTestId('chat-input').fill('a bit more');
      await page.getByTestId('chat-input').press('Enter');
      await quote().getByText('Nighttime').waitFor();
      await chat().getByText('“Nighttime” goes from 100 % to 125 %').waitFor();
      const first = await luma(player());
      const source = await player().getAttribute('src');
      const chosen = { playbackRate: 1.5, volume: 0.25 };
      await player().evaluate((video, choice) => void Object.assign(video, choice), chosen);
      await quote().getByRole('button', { name: 'Confirm' }).click();
      await progress().waitFor();
      await total().press('Enter');
      await history().getByText('under way').or(history().getByText('waiting')).first().waitFor();
      await keepScreenshot(page, 'story-refinement');
      await progress().waitFor({ state: 'detached', timeout: CHANGE_LIMIT_MS });
      // The open history updates by itself.
      await until(async () => (await history().locator('.cost-entry').count()) === 3);
      await history().getByText('under way').waitFor({ state: 'detached' });
      await until(async () => (await player().getAttribute('src')) !== source);
      await still().waitFor({ state: 'hidden' });
      await until(async () => (await luma(player())) < first);
      const kept = await player().evaluate((video: HTMLVideoElement) => {
        const { playbackRate, volume, paused } = video;
        return { playbackRate, volume, paused };
      });
      expect(kept).toEqual({ ...chosen, paused: true });
      expect(await chat().locator('.message-user .message-text').allInnerTexts()).toEqual([
        'make it nighttime',
        'a bit more',
      ]);
    },
    CHANGE_LIMIT_MS + 30_000,
  );
});
