import type { Locator, Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { graveFindings } from '../kit/browser/axe.js';
import { keepScreenshot } from '../kit/browser/chromium.js';
import { openHistoryFixture, type HistoryFixture } from '../kit/browser/history-fixture.js';
import { askFirst } from '../kit/browser/ask-first.js';
import { hold } from '../kit/browser/hold.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { insertMeasurements } from '../kit/rows/measurements.js';
import { itRequires } from '../kit/jest/requirements.js';
import { until } from '../kit/server/until.js';

const CHANGED_MS = 60_000;
const TEST_MS = CHANGED_MS + 60_000;
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let fixture: HistoryFixture;
let page: Page;

beforeAll(async () => {
  const opened = await openHistoryFixture({ asksFirst: false });
  if (opened !== undefined) fixture = opened;
}, 120_000);
afterEach(async () => await fixture?.leave());
afterAll(async () => await fixture?.close());

const chat = (on = page): Locator => on.getByTestId('chat');
const field = (on = page): Locator => on.getByTestId('chat-input');
const answer = (words: string | RegExp, on = page): Locator =>
  chat(on).locator('.message-assistant').getByText(words).last();
const button = (name: string, on = page): Locator =>
  chat(on).getByRole('button', { name, exact: true }).last();
const badge = (clip: number, on = page): Locator => on.getByTestId(`regenerated-badge-${clip - 1}`);

async function say(words: string, on = page): Promise<void> {
  await field(on).fill(words);
  await field(on).press('Enter');
}

/** Everything that was said, in order. */
const said = async (on: Page): Promise<string[]> =>
  await chat(on).locator('.message-user, .message-assistant').allInnerTexts();

describe('the conversation about a video', () => {
  itRequires(
    'chromium',
    'goes round without keys: greeted, asked, three clips adjusted by a sentence, one softened, all undone; free changes start at once, and a second tab shows the same',
    async () => {
      const jobId = await fixture.videoWith();
      page = await fixture.open(jobId);
      const other = await page.context().newPage();
      await other.goto(`${fixture.server.url}/jobs/${jobId}?clip=3`);
      await answer('Hello! Pick a clip, or several', other).waitFor();
      const [own, others] = [await hold(page, 'SendMessage'), await hold(other, 'Conversation')];
      await say('hi');
      // By the socket, which is faster than its own answer here.
      await answer('Hello! Pick a clip and say what should change').waitFor();
      expect(await chat().locator('.message-user').count()).toBe(1);
      own.release();
      await others.fetched;
      await say('how long is the video?');
      await answer('The video is 0:03 long and has 3 clips.').waitFor();
      // The other tab has heard of it, while it waits for what was said before.
      others.release();
      await answer('Hello! Pick a clip and say what should change', other).waitFor();
      await answer('The video is 0:03 long and has 3 clips.', other).waitFor();
      const thought = { jobId, text: { startsWith: 'The video is 0:03' } };
      await fixture.db.chatMessage.updateMany({ where: thought, data: { cost: '0.0004' } });
      await other.reload();
      await answer('Language model: $0.0004', other).waitFor();

      await say('make clips 1, 2 and 3 darker');
      await answer(/^Clips 1, 2 and 3 have changed: “Darker”\. Free, \d+ s\.$/).waitFor({
        timeout: CHANGED_MS,
      });
      expect(await page.getByTestId('quote-card').count()).toBe(0);
      for (const clip of [1, 2, 3]) await badge(clip, other).waitFor();
      await keepScreenshot(page, 'conversation-result');
      await say('clip 2: softer');
      await answer(/^Clip 2 has changed/).waitFor({ timeout: CHANGED_MS });
      await badge(2).getByText('v3').waitFor();
      await button('Undo').waitFor();
      await button('Compare').click();
      await page.getByTestId('comparison').waitFor();
      await page.keyboard.press('Escape');

      // The clip that is compared is picked: what is said is meant for it.
      await page.getByRole('button', { name: 'Take out clip 2' }).click();
      await say('start over');
      await until(
        async () => (await badge(1).count()) + (await badge(2).count()) + (await badge(3).count()) === 0,
      );
      await say('what did that cost?');
      await answer('The last change was free.').waitFor();
      await answer('The last change was free.', other).waitFor();
      await until(async () => (await said(other)).join() === (await said(page)).join());
      const before = (await said(page)).join();
      await page.reload();
      await answer('The last change was free.').waitFor();
      await until(async () => (await said(page)).join() === before, { what: 'the same after a reload' });
      expect(await graveFindings(page, 'everything')).toEqual([]);
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'asks which clip is meant with buttons; the result can be made stronger, and done for other clips',
    async () => {
      const jobId = await fixture.videoWith();
      page = await fixture.open(jobId, undefined, PHONE);
      await say('make it warmer');
      await answer(/^Which clip/).waitFor();
      await button('Clip 2, at 0:01').tap();
      await answer(/^Clip 2 has changed: “Warmer”/).waitFor({ timeout: CHANGED_MS });
      await button('Stronger').tap();
      await answer(/“Warmer” goes from 100 % to 150 %/).waitFor();
      await badge(2).getByText('v3').waitFor({ timeout: CHANGED_MS });
      await answer(/^Clip 2 has changed/).waitFor();
      const report = page.getByTestId('result-report');
      await report.getByText(/^Warmth now jumps by \d+ of 255 at the cut to clip [13]\./).waitFor();
      await report
        .getByRole('button', { name: /^Make clip [13] look like clip 2$/ })
        .first()
        .waitFor();
      // It comes after its message, whose list stays at its end.
      await until(
        async () =>
          await chat()
            .getByRole('log')
            .evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight < 2),
      );
      await keepScreenshot(page, 'conversation-report-phone');
      await button('Same for…').tap();
      const same = page.getByRole('group', { name: 'The same for these clips' });
      await same.getByRole('button', { name: 'Clip 1', exact: true }).tap();
      await same.getByRole('button', { name: 'Clip 3', exact: true }).tap();
      await keepScreenshot(page, 'conversation-phone');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await same.getByRole('button', { name: 'Change clips 1 and 3' }).tap();
      await badge(1).waitFor({ timeout: CHANGED_MS });
      await badge(3).waitFor();

      await page.goto(`${fixture.server.url}/jobs/${jobId}?clip=3`);
      await button('Only a part').tap();
      await page.getByLabel('To, in seconds').fill('2');
      await page.getByText('The part must lie in the clip’s 1 s, and end after it starts.').waitFor();
      await page.getByLabel('To, in seconds').fill('');
      await page.getByLabel('From, in seconds').fill('0.5');
      await keepScreenshot(page, 'conversation-part-phone');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await say('darker');
      await answer(/^Clip 3 has changed: “Darker in its second half”/).waitFor({ timeout: CHANGED_MS });
      expect(await page.getByLabel('From, in seconds').count()).toBe(0);
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'keeps what is sent while the server cannot be reached, over a reload, and sends it once',
    async () => {
      const jobId = await fixture.videoWith();
      page = await fixture.open(jobId, 2);
      const isOffline = { now: true };
      await page.route('**/graphql', async (route) => {
        const isSending = route.request().postData()?.includes('sendMessage') ?? false;
        await (isSending && isOffline.now ? route.abort() : route.continue());
      });
      await say('how long is this clip?');
      await chat().getByText('Waiting: it is sent as soon as the server can be reached.').waitFor();
      await page.reload();
      await chat().getByText('Waiting: it is sent as soon as the server can be reached.').waitFor();
      isOffline.now = false;
      await answer(/^Clip 2 is 1\.0 s long/).waitFor();
      await chat().getByText('Waiting:').waitFor({ state: 'detached' });
      expect(await fixture.db.chatMessage.count({ where: { jobId, role: 'USER' } })).toBe(1);
      await page.reload();
      await answer(/^Clip 2 is 1\.0 s long/).waitFor();
      await until(async () => (await said(page)).length === 3);
    },
    TEST_MS,
  );

  itRequires('chromium', 'goes back page by page', async () => {
    const jobId = await fixture.videoWith();
    const data = Array.from({ length: 40 }, (_, place) => ({
      ...{ jobId, userId: DEMO_USER_ID, place: place + 1, role: 'USER', text: `message ${place + 1}` },
      createdAt: new Date(Date.now() + place),
    }));
    await fixture.db.chatMessage.createMany({ data });
    page = await fixture.open(jobId);
    await chat().getByText('message 40', { exact: true }).waitFor();
    expect(await chat().getByText('message 10', { exact: true }).count()).toBe(0);
    await button('Earlier messages').click();
    await chat().getByText('message 1', { exact: true }).waitFor();
    await button('Earlier messages').waitFor({ state: 'detached' });
    await say('hi');
    await answer('Hello! Pick a clip and say').waitFor();
    await until(async () => (await said(page)).length === 43);
    // What another tab says is read without the pages before it.
    const other = { jobId, userId: DEMO_USER_ID, place: 43, role: 'USER', text: 'message 43' };
    await fixture.db.chatMessage.create({ data: other });
    await chat().getByText('message 43', { exact: true }).waitFor();
    expect(await said(page)).toHaveLength(44);
  });
});

describe('an offer', () => {
  itRequires(
    'chromium',
    'of what is free asks where its person wants that; expired, one click asks again; made while its clip was changed, it is asked for again by itself',
    async () => {
      const jobId = await fixture.videoWith();
      page = await fixture.open(jobId, 1);
      await page.getByRole('checkbox', { name: 'Ask first, before free changes' }).check();
      await say('make it darker');
      const card = page.getByTestId('quote-card');
      await card.waitFor();
      const late = { expiresAt: new Date(Date.now() - 1000) };
      await fixture.db.chatOffer.updateMany({ where: { jobId }, data: late });
      await page.reload();
      await chat().getByText('This offer has expired.').waitFor();
      await button('Ask again').click();
      await card.getByText('Darker').waitFor();
      const id = await fixture.begin(jobId, [0], 'warmer');
      // The product does both at once.
      await fixture.db.job.update({ where: { id: jobId }, data: { status: 'regenerating' } });
      await card.getByRole('button', { name: 'Add to queue' }).waitFor();
      const revision = async () =>
        (await fixture.db.chatOffer.findFirstOrThrow({ where: { jobId } })).revision;
      const before = await revision();
      await fixture.end(jobId, id, [0]);
      await until(async () => (await revision()) > before, { what: 'another offer' });
      await card.getByRole('button', { name: 'Confirm' }).click();
      await badge(1).getByText('v3').waitFor({ timeout: CHANGED_MS });
      expect(await card.count()).toBe(0);
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'says what stands out as soon as it is measured, one thing after the other, and does it when asked to; what is waved away stays away',
    async () => {
      const jobId = await insertJob(fixture.db, { userId: DEMO_USER_ID });
      page = await fixture.open(jobId, undefined, {});
      await askFirst(page.context());
      const answered = page.waitForResponse((response) =>
        Boolean(response.request().postData()?.includes('query Conversation')),
      );
      await page.reload();
      await answered;
      const suggestion = page.getByTestId('suggestion');
      expect(await suggestion.count()).toBe(0);
      await insertMeasurements(fixture.db, jobId, 6, { 1: { level: 80 }, 4: { saturation: 8 } });
      await suggestion.getByText('Clip 2 is darker than both its neighbors').waitFor();
      await keepScreenshot(page, 'conversation-suggestion');
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await button('Not now: make clip 2 brighter by 52 %').click();
      await suggestion.getByText('Clip 5 is paler than the rest').waitFor();
      await page.reload();
      await suggestion.getByText('Clip 5 is paler than the rest').waitFor();
      await suggestion.getByRole('button', { name: /^Make clip 5 look like clip/ }).click();
      await page.getByTestId('quote-card').waitFor();
      expect(await suggestion.count()).toBe(0);
    },
    TEST_MS,
  );
});
