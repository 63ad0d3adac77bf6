import type { CDPSession, Locator, Page, Request } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { appendEvent } from '../../core/regeneration/events.js';
import { endRegeneration, failClipChange } from '../../core/regeneration/lifecycle.js';
import { graveFindings } from '../kit/browser/axe.js';
import { keepScreenshot } from '../kit/browser/chromium.js';
import { operationsOf } from '../kit/browser/graphql-traffic.js';
import { openHistoryFixture, type HistoryFixture } from '../kit/browser/history-fixture.js';
import { itRequires } from '../kit/jest/requirements.js';
import { claimOf } from '../kit/rows/claim.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { FENCE } from '../kit/rows/running-regeneration.js';
import { until } from '../kit/server/until.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const CHANGED_MS = 60_000;
/** Longer than a press that picks several. */
const REST_MS = 700;
const NIGHT = 'make it nighttime';

let fixture: HistoryFixture;
let page: Page;

beforeAll(async () => {
  const opened = await openHistoryFixture();
  if (opened !== undefined) fixture = opened;
}, 120_000);
afterEach(async () => await fixture?.leave());
afterAll(async () => await fixture?.close());

const card = (clip: number, on = page): Locator => on.getByTestId(`clip-card-${clip - 1}`);
const field = (on = page): Locator => on.getByTestId('chat-input');
const chat = (on = page): Locator => on.getByTestId('chat');
const offer = (): Locator => page.getByTestId('quote-card');
const chips = (): Locator => page.getByTestId('picked-chips').getByRole('button');
const part = (clip: number, on = page): Locator => on.getByTestId(`clip-part-${clip - 1}`);
const badge = (clip: number, on = page): Locator => on.getByTestId(`regenerated-badge-${clip - 1}`);
const undo = (on = page): Locator => on.locator('.undo-redo button').first();
const focused = async (): Promise<string | null> =>
  await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

/** Clips, counted from 1, that are picked in grid, timeline and address alike. */
async function picked(...clips: number[]): Promise<void> {
  const numbers = async (selector: string) =>
    await page
      .locator(selector)
      .evaluateAll((found) =>
        found.map((each) => Number(/\d+$/.exec((each as HTMLElement).dataset.testid!)![0]) + 1),
      );
  await until(
    async () => (await numbers('[data-testid^=clip-card][aria-selected=true]')).join() === clips.join(),
    {
      what: `picked ${clips.join()}`,
    },
  );
  if ((await page.getByTestId('timeline').count()) > 0)
    expect(await numbers('.strip-clip.selected')).toEqual(clips);
}

async function ask(words: string): Promise<void> {
  await field().fill(words);
  await field().press('Enter');
}

describe('several clips', () => {
  itRequires(
    'chromium',
    'are picked with Ctrl and Shift, and taken out as chips over the field',
    async () => {
      page = await fixture.open(await fixture.videoWith(), 1);
      await card(3).click({ modifiers: ['ControlOrMeta'] });
      await picked(1, 3);
      expect(await chips().allTextContents()).toEqual(['Clip 1', 'Clip 3']);
      expect(await field().getAttribute('aria-label')).toBe('What should change in clips 1 and 3');
      await card(2).click({ modifiers: ['Shift'] });
      await picked(2, 3);
      expect(new URL(page.url()).searchParams.get('clip')).toBe('2-3');
      await page.reload();
      await picked(2, 3);
      await page.getByRole('button', { name: 'Take out clip 2' }).click();
      await picked(3);
      await chat().getByRole('heading', { name: 'Clip 3', exact: true }).waitFor();
      await card(1).click();
      await picked(1);
    },
  );

  itRequires('chromium', 'are picked with keys alone; Escape takes steps back', async () => {
    page = await fixture.open(await fixture.videoWith());
    expect(await page.locator('.clip-grid').getAttribute('aria-multiselectable')).toBe('true');
    await card(1).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await picked(1, 2, 3);
    await page.keyboard.press('Control+ArrowLeft');
    expect(await focused()).toBe('clip-card-1');
    await picked(1, 2, 3);
    await page.keyboard.press('Control+Space');
    await picked(1, 3);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('chat-input');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await picked(3);
    const name = async () => await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await name()).toBe('Take out clip 3');
    await card(2).focus();
    await page.keyboard.press('Control+a');
    await picked(1, 2, 3);
    await page.keyboard.press('Escape');
    await picked(3);
    await page.keyboard.press('Escape');
    await picked();
  });

  itRequires('chromium', 'are picked on the timeline, by pointer and by key', async () => {
    page = await fixture.open(await fixture.videoWith());
    const timeline = page.getByTestId('timeline');
    const { width, height } = (await timeline.boundingBox())!;
    const at = (share: number) => ({ position: { x: width * share, y: height / 2 } });
    await timeline.click(at(0.1));
    await picked(1);
    await timeline.click({ ...at(0.9), modifiers: ['ControlOrMeta'] });
    await picked(1, 3);
    await timeline.click({ ...at(0.5), modifiers: ['ControlOrMeta'] });
    await picked(1, 2, 3);
    await timeline.click(at(0.1));
    await timeline.click({ ...at(0.5), modifiers: ['Shift'] });
    await picked(1, 2);
    await timeline.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await picked(1);
    await page.keyboard.press('Shift+PageUp');
    await page.keyboard.press('Shift+PageUp');
    await picked(1, 2, 3);
    await page.keyboard.press('Control+Space');
    await picked(1, 2);
  });

  itRequires('chromium', 'keep what is being written when one more is picked', async () => {
    page = await fixture.open(await fixture.videoWith(), 1);
    await field().fill('make it');
    await card(2).click({ modifiers: ['ControlOrMeta'] });
    await until(async () => (await field().inputValue()) === 'make it');
    await chips().first().click();
    await picked(2);
    await until(async () => (await field().inputValue()) === 'make it');
  });
});

describe('a change of several clips', () => {
  itRequires(
    'chromium',
    'is one offer with a line a clip, one publication and one undo, in two tabs alike',
    async () => {
      const jobId = await fixture.videoWith();
      page = await fixture.open(jobId, 1);
      const other = await page.context().newPage();
      await other.goto(`${fixture.server.url}/jobs/${jobId}?clip=2`);
      await card(3).click({ modifiers: ['ControlOrMeta'] });
      await ask(NIGHT);
      await offer().getByText('Change clips 1 and 3').waitFor();
      const lines = offer().locator('[data-testid^=offer-line]');
      expect(await lines.allInnerTexts()).toEqual([
        expect.stringMatching(/^Clip 1\s+free\s+Nighttime · keeps every movement$/i),
        expect.stringMatching(/^Clip 3\s+free\s+Nighttime · keeps every movement$/i),
      ]);
      expect(await offer().locator('.quote-line-total dd').textContent()).toBe('$0.00');
      // Its built-in renderer makes the same picture each time.
      expect(await offer().getByRole('combobox').count()).toBe(0);
      await page.reload();
      await offer().getByRole('button', { name: 'Confirm' }).click();
      await chat().getByRole('progressbar', { name: 'Changing clips 1 and 3' }).waitFor();
      await part(3).waitFor();
      await chat().getByText('Clips 1 and 3 have changed').waitFor({ timeout: CHANGED_MS });
      await badge(1).waitFor();
      await badge(3, other).waitFor();
      expect(await badge(2).count()).toBe(0);
      await keepScreenshot(page, 'several-done');
      await chat().getByRole('button', { name: 'Undo' }).click();
      await page
        .getByTestId('restore-status')
        .getByText('Undone: Clips 1 and 3: make it nighttime')
        .waitFor();
      await until(async () => (await badge(1).count()) + (await badge(3, other).count()) === 0);
      await card(1).click();
      await chat().getByText('Clips 1 and 3', { exact: true }).waitFor();
    },
    CHANGED_MS + 30_000,
  );

  itRequires(
    'chromium',
    'shows how far each clip is, and the same after a reload in the middle',
    async () => {
      const jobId = await fixture.videoWith();
      const id = await fixture.begin(jobId, [0, 2], 'darker');
      const reach = async (clipIndex: number, clipProgress: number, progress: number) =>
        await appendEvent(fixture.db, claimOf(id, FENCE), {
          ...{ type: 'VIDEO_GENERATING', message: `Making clip ${clipIndex + 1}.` },
          ...{ clipIndex, clipProgress, progress },
        });
      page = await fixture.open(jobId);
      await picked(1, 3);
      await reach(0, 40, 12);
      await card(1).getByText('40 %').waitFor();
      await reach(2, 100, 42);
      const shown = async () => {
        await card(3).getByText('Made').waitFor();
        await part(1).getByText('40 %').waitFor();
        await part(3).getByText('Made').waitFor();
        await chat().getByText('42 %').waitFor();
        await chat().locator('.message-user').getByText('darker').waitFor();
      };
      await shown();
      await page.reload();
      await shown();
      expect(await card(2).getByText('%').count()).toBe(0);
      await card(3).click();
      await chat().getByText('42 %').waitFor();
      await fixture.end(jobId, id, [0, 2]);
      await chat().getByText('Clips 1 and 3 have changed').waitFor();
    },
  );

  itRequires(
    'chromium',
    'that fails in part says which clips, and tries only those again',
    async () => {
      const jobId = await fixture.videoWith();
      const id = await fixture.begin(jobId, [0, 1, 2], NIGHT);
      page = await fixture.open(jobId);
      const failure = { code: 'VIDEO_MODEL_FAILED', message: 'The model stopped.', retryable: true } as const;
      await failClipChange(fixture.db, claimOf(id, FENCE), {
        ...failure,
        clipIndex: 1,
        take: null,
        progress: 30,
      });
      await part(2).getByText('Failed').waitFor();
      await fixture.end(jobId, id, [0, 2]);
      await chat().getByText('Clips 1 and 3 have changed').waitFor();
      await chat().getByText('Clip 2 stays as it was.').waitFor();
      await page.getByTestId('clip-failure-1').getByText('The model stopped.').waitFor();
      await page.reload();
      await chat().getByRole('button', { name: 'Retry clip 2' }).click();
      await badge(2).waitFor({ timeout: CHANGED_MS });
      const retry = await fixture.db.clipChange.findMany({
        where: { regenerationId: { not: id }, regeneration: { jobId } },
      });
      expect(retry.map(({ clipIndex }) => clipIndex)).toEqual([1]);
      // What was made is not offered to be made, and paid for, once more.
      const again = chat().getByRole('button', { name: 'Retry clip 2' });
      await again.waitFor({ state: 'detached' });
      await page.reload();
      await page.getByTestId('clip-failure-1').waitFor();
      expect(await again.count()).toBe(0);
    },
    CHANGED_MS + 30_000,
  );

  itRequires(
    'chromium',
    'that ends as a whole says why, not of each clip that something went wrong',
    async () => {
      const jobId = await fixture.videoWith();
      const id = await fixture.begin(jobId, [0, 1], NIGHT);
      const ending = { status: 'failed', code: 'TIMEOUT', retryable: true } as const;
      const message = 'It took longer than it may. {charged}';
      await endRegeneration(fixture.db, claimOf(id, FENCE), { ...ending, message });
      page = await fixture.open(jobId);
      await card(1).click();
      await card(2).click({ modifiers: ['Control'] });
      await chat().getByText('It took longer than it may. Nothing was charged.').waitFor();
      expect(await page.getByTestId('clip-failure-0').count()).toBe(0);
    },
  );
});

describe('while a change runs', () => {
  itRequires(
    'chromium',
    'several clips are added to the queue as one entry, which starts by itself',
    async () => {
      const jobId = await fixture.videoWith();
      const id = await fixture.begin(jobId, [1], 'darker');
      page = await fixture.open(jobId, 1);
      await card(3).click({ modifiers: ['ControlOrMeta'] });
      await ask(NIGHT);
      await offer().getByRole('button', { name: 'Add to queue' }).click();
      await page.getByTestId('queue').getByText('Clips 1 and 3').waitFor();
      await chat().getByText('In the queue.').waitFor();
      await fixture.end(jobId, id, [1]);
      await chat().getByText('Clips 1 and 3 have changed').waitFor({ timeout: CHANGED_MS });
      await page.getByTestId('queue').waitFor({ state: 'hidden' });
    },
    CHANGED_MS + 30_000,
  );
});

describe('takes', () => {
  itRequires('chromium', 'are offered where a model is paid, with the price of all of them', async () => {
    const jobId = await fixture.videoWith();
    // Nothing is ordered here.
    const provider = {
      VIDEO_MODEL: 'kling_v21',
      REPLICATE_API_TOKEN: 'none',
      REPLICATE_BASE_URL: 'http://127.0.0.1:9',
    };
    const paid = await fixture.serve(provider);
    page = await fixture.browser.newPage();
    await page.goto(`${paid.url}/jobs/${jobId}?clip=2`);
    // Of what the footage can show there is one picture.
    await ask('add a dragon');
    const ways = offer().getByRole('combobox', { name: 'Made by' });
    const chosen = async (): Promise<string | null> => await ways.locator('option:checked').textContent();
    expect(await chosen()).toMatch(/^Kling O1 Edit, edits the footage · price unknown · /);
    await keepScreenshot(page, 'several-edit');
    await ways.selectOption('NEW_SHOT kling_v21');
    await until(async () => (await chosen())?.startsWith('Kling 2.1, a new shot · $') === true);
    const total = offer().locator('.quote-line-total dd');
    const one = Number((await total.textContent())!.slice(1));
    expect(one).toBeGreaterThan(0);
    const takes = offer().getByRole('combobox', { name: 'Takes, to choose from' });
    await takes.selectOption('3 takes');
    await until(async () => Number((await total.textContent())!.slice(1)) > 2 * one);
    expect(await takes.inputValue()).toBe('3');
    await keepScreenshot(page, 'several-takes');

    await offer().getByText('Own prompt or seed').click();
    await offer().getByLabel('Prompt, used word for word').fill('A dragon over a lane at dawn');
    await keepScreenshot(page, 'several-own-prompt');
    const { right } = await offer().evaluate((card) => card.getBoundingClientRect());
    const inside = await chat().evaluate((of) => of.getBoundingClientRect().right);
    expect(right).toBeLessThan(inside);
    await offer().getByRole('button', { name: 'Use them' }).click();
    const asked = async (): Promise<unknown> =>
      (await fixture.db.chatOffer.findFirstOrThrow({ where: { jobId } })).changes;
    const own = { prompt: 'A dragon over a lane at dawn', seed: null, takes: 3 };
    await until(async () => JSON.stringify(await asked()).includes(own.prompt), { what: 'the own prompt' });
    expect(await asked()).toMatchObject([own]);
    // What the model cannot take is said by the server.
    await offer().getByText('Own prompt or seed').click();
    await offer().getByPlaceholder('By chance').fill('7');
    await offer().getByRole('button', { name: 'Use them' }).click();
    await offer()
      .getByText(/takes no seed/)
      .waitFor();
    expect(await graveFindings(page, 'everything')).toEqual([]);
  });

  itRequires(
    'chromium',
    'stand among the versions, none of them current, until one is used',
    async () => {
      const jobId = await fixture.videoWith();
      await fixture.takes(jobId, { clipIndex: 1, instruction: NIGHT, cost: '0.30' }, 3);
      // As a runner leaves them where a fourth one was wanted.
      await fixture.db.clipChange.updateMany({
        where: { regeneration: { jobId } },
        data: {
          ...{ takes: 4, failedTakes: [3], errorRetryable: true },
          ...{ errorCode: 'VIDEO_MODEL_FAILED', errorMessage: 'The model stopped.' },
        },
      });
      page = await fixture.open(jobId, 2);
      await chat().getByText('The takes of clip 2 are ready').waitFor();
      await chat().getByText('Not all takes of clip 2 could be made.').waitFor();
      await page.getByTestId('clip-failure-1').getByText('The model stopped.').waitFor();
      await chat().getByRole('button', { name: 'Retry clip 2' }).waitFor();
      expect(await badge(2).count()).toBe(0);
      await page.getByTestId('version-1').getByText('Original').waitFor();
      expect(await page.getByTestId('version-1').getAttribute('aria-label')).toContain('current');
      await page.getByTestId('version-3').click();
      const details = page.locator('.version-details');
      await details.getByText('Take').waitFor();
      await details.getByRole('button', { name: 'Use this' }).click();
      await badge(2).waitFor({ timeout: CHANGED_MS });
      await until(async () => (await page.getByTestId('version-4').count()) === 1);
    },
    CHANGED_MS + 30_000,
  );
});

describe('sixty clips', () => {
  itRequires(
    'chromium',
    'are picked with one key, fit the page, and only cards that change are touched',
    async () => {
      const jobId = await insertJob(fixture.db, { userId: DEMO_USER_ID, clips: 60 });
      page = await fixture.browser.newPage({ viewport: { width: 1280, height: 720 } });
      await page.goto(`${fixture.server.url}/jobs/${jobId}`);
      await card(1).focus();
      await page.keyboard.press('Control+a');
      await until(async () => (await chips().count()) === 60);
      expect(new URL(page.url()).searchParams.get('clip')).toBe('1-60');
      await page.getByText('60 of 60 picked').waitFor();
      const messages = (await page.locator('.chat-messages').boundingBox())!;
      expect(messages.height).toBeGreaterThan(100);
      // Its card no longer plays.
      await field().focus();
      await page.evaluate(() => {
        const touched = new Set<Element>();
        new MutationObserver((changes) => {
          for (const { target } of changes) {
            const found = (target as Element).closest('[data-testid^=clip-card]');
            if (found) touched.add(found);
          }
        }).observe(document.querySelector('.clip-grid')!, {
          attributes: true,
          childList: true,
          subtree: true,
        });
        Object.assign(window, { touched });
      });
      await page.getByRole('button', { name: 'Take out clip 40' }).click();
      await until(async () => (await chips().count()) === 59);
      expect(await page.evaluate(() => (window as unknown as { touched: Set<Element> }).touched.size)).toBe(
        1,
      );
      expect(new URL(page.url()).searchParams.get('clip')).toBe('1-39,41-60');
      await keepScreenshot(page, 'several-sixty');
    },
  );
});

describe('on a phone', () => {
  itRequires('chromium', 'a finger that rests begins to pick, taps go on, and all of it fits', async () => {
    page = await fixture.open(await fixture.videoWith(), undefined, PHONE);
    const touch = await page.context().newCDPSession(page);
    await rest(touch, card(1));
    await picked(1);
    await card(3).tap();
    await picked(1, 3);
    await card(1).tap();
    await picked(3);
    await card(2).tap();
    await page.getByText('2 of 3 picked').waitFor();
    // Under the conversation the clips are, and still in sight of the picture.
    const [stage, strip] = [page.locator('.stage'), page.locator('.strip')];
    expect([(await stage.boundingBox())!.y, (await strip.boundingBox())!.height]).toEqual([0, 56]);
    const fits = async () =>
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    expect([await fits(), await graveFindings(page, 'everything')]).toEqual([true, []]);
    await keepScreenshot(page, 'several-phone-picking');
    await page.getByRole('button', { name: 'Change 2 clips' }).tap();
    await until(async () => (await focused()) === 'chat-input');
    await ask(NIGHT);
    await offer().getByText('Change clips 2 and 3').waitFor();
    for (const target of [chips().first(), offer().getByRole('button', { name: 'Confirm' })])
      expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect([await fits(), await graveFindings(page, 'everything')]).toEqual([true, []]);
    await keepScreenshot(page, 'several-phone-offer');
  });

  itRequires('chromium', 'the timeline picks several in the same way, and still scrubs', async () => {
    page = await fixture.open(await fixture.videoWith(), 1, PHONE);
    const touch = await page.context().newCDPSession(page);
    await rest(touch, page.getByTestId('timeline-clip-2'));
    await picked(1, 3);
    await page.getByTestId('timeline-clip-1').tap();
    await picked(1, 2, 3);
  });
});

/** Rests a finger on something until it is a long press, and lifts it. */
async function rest(touch: CDPSession, on: Locator): Promise<void> {
  await on.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await on.boundingBox())!;
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.waitForTimeout(REST_MS);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const isJobPage = (request: Request): boolean =>
  (request.postDataJSON() as { operationName: string } | null)?.operationName === 'JobPage';

/** Holds the next answer to JobPage back: the server answers at once, the page gets it when it is released. */
async function holdJobPage(): Promise<{ isHeld: () => boolean; release: () => void }> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let [asked, held] = [0, false];
  await page.route('**/graphql', async (route) => {
    if (!isJobPage(route.request()) || asked++ > 0) return await route.fallback();
    const response = await route.fetch();
    held = true;
    await released;
    await route.fulfill({ response });
  });
  return { isHeld: () => held, release };
}

/** How many messages with these words the socket has brought. */
function countHeard(words: string): () => number {
  let count = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => (count += payload.toString().includes(words) ? 1 : 0)),
  );
  return () => count;
}

describe('an answer with the whole page', () => {
  itRequires('chromium', 'that an undo overtakes does not bring back what was before it', async () => {
    const jobId = await fixture.videoWith({ clipIndex: 1, instruction: NIGHT });
    page = await fixture.open(jobId, 2);
    await badge(2).waitFor();
    const { isHeld, release } = await holdJobPage();
    await page.getByLabel('Paper lanterns', { exact: true }).dispatchEvent('error');
    await until(isHeld);
    await undo().click();
    await page.getByTestId('restore-status').getByText('Undone').waitFor();
    await badge(2).waitFor({ state: 'detached' });
    const answered = page.waitForResponse((response) => isJobPage(response.request()));
    release();
    await answered;
    await page.waitForLoadState('networkidle');
    expect(await badge(2).count()).toBe(0);
  });

  itRequires(
    'chromium',
    'that the socket overtakes is asked for again only where it is too old',
    async () => {
      page = await (await fixture.browser.newContext()).newPage();
      const [traffic, news] = [operationsOf(page), countHeard('"jobChanged"')];
      const published = countHeard('"versionNumber":2');
      const openHeld = async (jobId: string): Promise<() => void> => {
        const { isHeld, release } = await holdJobPage();
        const before = news();
        await page.goto(`${fixture.server.url}/jobs/${jobId}?clip=2`);
        await until(() => isHeld() && news() > before, { what: 'a snapshot before the answer' });
        return release;
      };
      const release = await openHeld(await fixture.videoWith());
      release();
      await card(2).waitFor();
      await page.waitForLoadState('networkidle');
      expect(traffic.count('JobPage')).toBe(1);

      const jobId = await fixture.videoWith();
      const releaseOld = await openHeld(jobId);
      await fixture.publish(jobId, { clipIndex: 1, instruction: NIGHT });
      // Not of its beginning: what comes after the answer asks for the page once more.
      await until(() => published() > 0, { what: 'the news of a new version' });
      releaseOld();
      await badge(2).waitFor();
      expect(traffic.count('JobPage')).toBe(3);
    },
  );
});
