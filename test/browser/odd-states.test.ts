import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { clearTab } from '../kit/browser/shared-tab.js';
import { operationsOf } from '../kit/browser/graphql-traffic.js';
import { nextFrame } from '../kit/browser/next-frame.js';
import { makeClip } from '../kit/media/media.js';
import { claimOf } from '../kit/rows/claim.js';
import { copyJob } from '../kit/rows/job-copy.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { FENCE, insertRegenerationOf } from '../kit/rows/running-regeneration.js';
import { itRequires } from '../kit/jest/requirements.js';
import { until } from '../kit/server/until.js';
import { WEB_STATES } from '../kit/browser/web-states.js';
import { openWebFixture, type WebFixture } from '../kit/browser/web-fixture.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

let fixture: WebFixture;
let browser: Browser;
/** All tests go on in it. */
let page: Page;
let bareId: string;
let portraitId: string;
let folder: string;
let portraitFile: string;
const WINDOW = { width: 1400, height: 900 };
/** Sizes of windows: phones, laptops and a desktop. */
const WINDOWS = [
  [360, 640],
  [390, 844],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  page = await browser.newPage({ viewport: WINDOW });
  page.setDefaultTimeout(20_000);
  fixture = await openWebFixture();
  bareId = await insertJob(fixture.db, { userId: DEMO_USER_ID, clips: 40, lyric: null, prompt: null });
  portraitId = await copyJob(fixture.db, fixture.unchanged, { title: 'Portrait' });
  await fixture.db.job.update({ where: { id: portraitId }, data: { aspectRatio: '9:16' } });
  folder = await mkdtemp(join(tmpdir(), 'web-odd-states-'));
  portraitFile = await makeClip({ file: join(folder, 'portrait.mp4'), seconds: 3, width: 180, height: 320 });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await fixture?.close();
  if (folder !== undefined) await removeFolder(folder);
});
beforeEach(async () => {
  await page?.setViewportSize(WINDOW);
});
afterEach(async () => {
  if (page !== undefined) await clearTab(page);
});

const chat = (): Locator => page.getByTestId('chat');
const quote = (): Locator => page.getByTestId('quote-card');
const field = (): Locator => page.getByTestId('chat-input');
const show = async (state: string): Promise<void> => await WEB_STATES[state]!(page, fixture);
const open = async (jobId: string, clip: number): Promise<void> => {
  await page.goto(`${fixture.open.url}/jobs/${jobId}?clip=${clip}`);
  await field().waitFor();
};
const ask = async (instruction: string): Promise<void> => {
  await field().fill(instruction);
  await field().press('Enter');
};

/** Leaves a change behind that was charged before it was canceled, so the hourly limit of its video counts it. */
async function cancelChange(jobId: string): Promise<void> {
  const id = await insertRegenerationOf(fixture.db, { jobId, userId: DEMO_USER_ID });
  await fixture.db.clipRegeneration.update({ where: { id }, data: { cost: '0.01' } });
  await endRegeneration(fixture.db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });
}

/** Gives a page the media of a portrait video, whatever it asks for. */
async function servePortrait(): Promise<void> {
  await page.route(
    /\/media\/video-(outputs|clips)\//,
    async (route) => await route.fulfill({ path: portraitFile }),
  );
}

describe('the chat about a clip', () => {
  itRequires('chromium', 'of forty, without lyrics and without a prompt, goes on', async () => {
    await open(bareId, 40);
    await chat().getByRole('heading', { name: 'Clip 40', exact: true }).waitFor();
    expect(await page.getByTestId('clip-card-39').innerText()).toContain('No lyrics here');
    await ask('make it warmer');
    await quote().getByText('Warmer').waitFor();
    await keepScreenshot(page, 'chat-bare-clip');
  });

  itRequires('chromium', 'shows an unknown price as unknown instead of zero', async () => {
    await show('an offer with warnings and an unknown price');
    expect(await quote().locator('.quote-line-total dd').innerText()).toBe('price unknown');
    expect(await quote().locator('.quote-line-video dd').innerText()).toBe('price unknown');
    expect(await quote().innerText()).not.toContain('$0.00');
    await quote().locator('.notice-warning').filter({ hasText: 'price' }).waitFor();
  });

  itRequires('chromium', 'offers nothing to confirm that a limit would refuse, and says why', async () => {
    const jobId = await copyJob(fixture.db, fixture.unchanged, { title: 'At its limits' });
    const confirm = quote().getByRole('button', { name: 'Confirm' });
    const sentences = async (): Promise<string[]> => await quote().last().locator('.notice').allInnerTexts();
    await open(jobId, 1);
    await ask('make it darker');
    await quote().waitFor();
    expect([await confirm.isDisabled(), await sentences()]).toEqual([false, []]);
    // Spent since the offer was made: the page hears of it.
    await fixture.db.job.update({ where: { id: jobId }, data: { totalCost: '49.99' } });
    await page.reload();
    await quote().waitFor();
    await until(async () => await confirm.isDisabled());
    expect(await sentences()).toEqual(['This would exceed the video’s budget of $50.00.']);
    await ask('make it brighter');
    await quote().getByText('Brighter').waitFor();
    expect([await confirm.isDisabled(), await sentences()]).toEqual([
      true,
      ["This would exceed the video's budget of $50.00."],
    ]);
    await fixture.db.job.update({ where: { id: jobId }, data: { totalCost: '1' } });
    for (let count = 0; count < 5; count++) await cancelChange(jobId);
    await page.reload();
    await ask('make it warmer');
    await quote().getByText('Warmer').waitFor();
    expect([await confirm.isDisabled(), await sentences()]).toEqual([
      true,
      [
        expect.stringMatching(
          /^Only 5 changes of this video can be charged in an hour\. The next one is possible in \d+ min\.\s+Ask again at \d+:\d\d/,
        ),
      ],
    ]);
    await keepScreenshot(page, 'chat-limit');
    await fixture.db.clipRegeneration.deleteMany({ where: { jobId } });
    await quote().getByRole('button', { name: 'Ask again' }).click();
    await until(async () => !(await confirm.isDisabled()));
  });

  itRequires('chromium', 'that is asked to stop says so until it has, and asks no second time', async () => {
    await show('a change that is being canceled');
    const progress = page.getByTestId('progress');
    await progress.getByText('It says what was charged when it has stopped.').waitFor();
    const button = progress.getByRole('button', { name: 'Canceling…' });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    const traffic = operationsOf(page);
    await button.click({ force: true });
    expect(await progress.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('Canceling, 42 %');
    expect(traffic.count('CancelRegeneration')).toBe(0);
    expect(await chat().getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });

  itRequires(
    'chromium',
    'gives the words back when the content rules refuse them, to be put otherwise',
    async () => {
      await show('a change that was rejected');
      // Old news: a page that opens does not shout it.
      expect(await chat().locator('[role=alert]').count()).toBe(0);
      await chat().getByRole('button', { name: 'Say it in other words' }).click();
      expect(await field().inputValue()).toBe('make it warmer and add a little film grain');
      await until(async () => (await page.locator('[data-testid=chat-input]:focus').count()) === 1);
      await ask('make it warmer');
      await quote().waitFor();
      expect(await chat().getByRole('button', { name: 'Say it in other words' }).count()).toBe(0);
    },
  );

  itRequires(
    'chromium',
    'keeps an offer through a reload, as long as it stands and is not declined',
    async () => {
      await show('an offer');
      const words = await quote().innerText();
      await page.reload();
      await quote().waitFor();
      expect(await quote().innerText()).toBe(words);
      expect(await chat().locator('.message-user').count()).toBe(1);
      await fixture.db.chatOffer.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
      await page.reload();
      await chat().getByText('This offer has expired.').waitFor();
      expect(await quote().count()).toBe(0);
    },
  );
});

/** Narrower windows have the clips under the conversation. */
const PHONE_BELOW = 960;

/** Which parts of the page lie outside of the window. */
async function outOfSight(): Promise<string[]> {
  return await page.evaluate(() =>
    ['final-video', 'timeline', 'chat-input'].filter((testId) => {
      const { top, bottom } = document.querySelector(`[data-testid=${testId}]`)!.getBoundingClientRect();
      return top < 0 || bottom > innerHeight;
    }),
  );
}

const scrolls = async (): Promise<boolean> =>
  await page.evaluate(() => document.documentElement.scrollHeight > innerHeight);

describe('a video', () => {
  itRequires(
    'chromium',
    'fills its player in every window, with strip and field in sight; the page scrolls on phones only',
    async () => {
      for (const [jobId, ratio] of [
        [fixture.unchanged, 16 / 9],
        [portraitId, 9 / 16],
      ] as const) {
        if (jobId === portraitId) await servePortrait();
        await open(jobId, 2);
        const video = page.getByTestId('final-video').locator('video');
        await until(async () => await video.evaluate((element: HTMLVideoElement) => element.videoWidth > 0));
        for (const [width, height] of WINDOWS) {
          await page.setViewportSize({ width, height });
          await nextFrame(page);
          const player = (await page.getByTestId('final-video').boundingBox())!;
          expect([width, player.width / player.height]).toEqual([width, expect.closeTo(ratio, 2)]);
          expect([width, await outOfSight(), await scrolls()]).toEqual([width, [], width < PHONE_BELOW]);
          expect(await video.boundingBox()).toEqual(player);
          await keepScreenshot(page, `video-${ratio < 1 ? 'portrait' : 'landscape'}-${width}`);
        }
      }
    },
  );

  itRequires(
    'chromium',
    'in portrait has clips that are cut alike at rest and under the pointer',
    async () => {
      await servePortrait();
      await open(portraitId, 1);
      await page.getByTestId('clip-card-1').hover();
      const preview = page.locator('.clip-grid video.playing');
      await preview.waitFor();
      const fit = async (shown: Locator): Promise<unknown> =>
        await shown.evaluate((element) => {
          const { objectFit, objectPosition } = getComputedStyle(element);
          const { width, height } = element.getBoundingClientRect();
          return { objectFit, objectPosition, width, height };
        });
      expect(await preview.evaluate((video: HTMLVideoElement) => video.videoWidth < video.videoHeight)).toBe(
        true,
      );
      expect(await fit(preview)).toEqual(await fit(page.getByTestId('clip-card-1').locator('img')));
      await keepScreenshot(page, 'video-portrait-preview');
    },
  );

  itRequires('chromium', 'that does not exist, or is somebody else’s, is not asked for again', async () => {
    await show('a video that does not exist');
    expect(await page.locator('.notice-error').innerText()).toBe('This video or clip no longer exists.');
    const foreignId = await insertJob(fixture.db, { userId: randomUUID() });
    await page.goto(`${fixture.open.url}/jobs/${foreignId}`);
    await page.getByText('This video belongs to somebody else.').waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await page.getByRole('link', { name: 'All videos' }).waitFor();
  });

  itRequires('chromium', 'whose pictures have expired asks for their URLs once, and shows them', async () => {
    const traffic = operationsOf(page);
    await page.route('**/graphql', async (route) => {
      if (traffic.count('JobPage') < 2) return await route.continue();
      const answer = await route.fetch();
      return await route.fulfill({
        body: (await answer.text()).replaceAll('?expires=', '?renewed=1&expires='),
      });
    });
    await page.route('**/clip-thumbnails/**', async (route) =>
      route.request().url().includes('renewed=1')
        ? await route.continue()
        : await route.fulfill({ status: 403 }),
    );
    await open(fixture.unchanged, 1);
    await until(
      async () =>
        (await page.locator('[data-testid^=clip-card] .thumbnail:not(.skeleton) img').count()) === 3,
    );
    expect(traffic.count('JobPage')).toBe(2);
  });

  itRequires(
    'chromium',
    'whose pictures are broken shows placeholders, and does not ask on and on',
    async () => {
      const traffic = operationsOf(page);
      await page.route('**/clip-thumbnails/**', async (route) => await route.fulfill({ status: 403 }));
      await open(fixture.unchanged, 1);
      await until(
        async () => (await page.locator('[data-testid^=clip-card] .thumbnail-missing').count()) === 3,
      );
      await until(() => traffic.count('JobPage') === 2);
      await page.waitForLoadState('networkidle');
      expect(traffic.count('JobPage')).toBe(2);
    },
  );
});
