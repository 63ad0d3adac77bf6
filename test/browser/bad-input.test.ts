import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { appendEvent } from '../../core/regeneration/events.js';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { itRequires } from '../kit/jest/requirements.js';
import { FENCE, insertRegenerationOf } from '../kit/rows/running-regeneration.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { claimOf } from '../kit/rows/claim.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

const MARKUP =
  '<img src=x onerror=window.ran=1><script>window.ran=1</script>{{constructor.constructor("window.ran=1")()}} javascript:window.ran=1';
/** Reverses the text after it, unless something isolates it. */
const TURNED = '\u202Edlrow';
const MIXED = 'أغنية الليل 🌙 Neon 👩‍🚀 סרט';

let database: TestDatabase;
let dataDir: string;
let server: TestServer;
let browser: Browser;
let db: PrismaClient;
let hostileId: string;
let mixedId: string;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 1 });
  hostileId = await insertHostileJob();
  mixedId = await insertJob(db, { userId: DEMO_USER_ID, clips: 2, title: MIXED });
  dataDir = await mkdtemp(join(tmpdir(), 'web-bad-input-'));
  server = await startServer({ DATABASE_URL: database.databaseUrl, DATA_DIR: dataDir });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await db?.$disconnect();
  await database?.drop();
  if (dataDir) await removeFolder(dataDir);
});

/** A video whose every text is markup, with a failed or running change of each clip, in the same words. */
async function insertHostileJob(): Promise<string> {
  const text = `${MARKUP} ${TURNED}`;
  const userId = DEMO_USER_ID;
  const jobId = await insertJob(db, { userId, clips: 2, title: text, lyric: MARKUP, prompt: text });
  const failed = await insertRegenerationOf(db, { jobId, userId, clipIndex: 0, instruction: text });
  await endRegeneration(db, claimOf(failed, FENCE), {
    status: 'failed',
    code: 'VIDEO_MODEL_FAILED',
    retryable: true,
    message: `${text}. {charged}`,
  });
  const running = await insertRegenerationOf(db, { jobId, userId, clipIndex: 1, instruction: text });
  await appendEvent(db, claimOf(running, FENCE), { type: 'VIDEO_GENERATING', progress: 30, message: text });
  return jobId;
}

async function visitor(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(20_000);
  return page;
}

/** Scripts that have run, or would have without the page's policy. */
async function ranIn(page: Page): Promise<unknown> {
  return await page.evaluate(() => {
    const { ran, violations } = window as unknown as { ran?: number; violations: string[] };
    const planted = document.querySelectorAll('img[src="x"], [href^="javascript:"], #root script').length;
    return { ran: ran ?? 0, violations, planted };
  });
}

describe('texts of people, pipelines and models', () => {
  itRequires('chromium', 'are shown as they are, and nothing in them runs', async () => {
    const page = await visitor();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
        violations.push(violatedDirective),
      );
      Object.assign(window, { violations });
    });
    const shows = async (place: string): Promise<void> =>
      await page.locator(place).getByText(MARKUP.slice(0, 60), { exact: false }).first().waitFor();
    const nothing = { ran: 0, violations: [], planted: 0 };

    await page.goto(server.url);
    await shows('[data-testid=job-card] h2');
    expect(await ranIn(page)).toEqual(nothing);
    await page.goto(`${server.url}/jobs/${hostileId}?clip=1`);
    for (const place of ['h1', '.clip-card-lyrics', '.message-user', '.notice-error']) await shows(place);
    await keepScreenshot(page, 'bad-input-markup');
    expect(await ranIn(page)).toEqual(nothing);
    await page.getByTestId('clip-card-1').click();
    await shows('.progress-message');
    await page.getByTestId('clip-card-0').click();
    await page.getByTestId('chat-input').fill(`make it darker and add ${MARKUP}`);
    await page.getByTestId('chat-input').press('Enter');
    // It is what is sung.
    await page.locator('.message-assistant').getByText('That is sung in clips 1 and 2.').waitFor();
    const ghost = '<b onclick=window.ran=1>a ghost</b>';
    await page.getByTestId('chat-input').fill(`make it darker and add ${ghost}`);
    await page.getByTestId('chat-input').press('Enter');
    await page.locator('.message-user').getByText(ghost).waitFor();
    await page
      .locator('.message-assistant')
      .getByText("I can't show “add a ghost” in this footage")
      .waitFor();
    expect(await ranIn(page)).toEqual(nothing);
    expect(dialogs).toEqual([]);
    await page.close();
  });

  itRequires('chromium', 'in many scripts with emoji name a video', async () => {
    const page = await visitor();
    await page.goto(`${server.url}/jobs/${mixedId}`);
    const title = page.getByRole('heading', { level: 1, name: MIXED });
    await title.waitFor();
    expect(await title.evaluate((heading) => heading.matches(':dir(rtl)'))).toBe(true);
    expect(await page.title()).toContain(MIXED);
    await keepScreenshot(page, 'bad-input-scripts');
    await page.close();
  });
});

describe('a title of 200 characters', () => {
  const titles = {
    'in words':
      'The long way home through seven cities, and a night without sleep. '.repeat(4).slice(0, 199) + '!',
    'without a space': 'W'.repeat(200),
    'of emoji': '🎬'.repeat(200),
  };
  for (const [what, title] of Object.entries(titles)) {
    itRequires('chromium', `${what} is kept, and breaks no layout`, async () => {
      const page = await visitor();
      const jobId = await insertJob(db, { userId: DEMO_USER_ID, clips: 2, title });
      for (const [width, height] of [
        [360, 640],
        [1280, 720],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(server.url);
        const card = page.locator(`[data-testid=job-card][href="/jobs/${jobId}"]`);
        await card.waitFor();
        const [narrowest, widest] = await page
          .getByTestId('job-card')
          .evaluateAll((cards) => cards.map(({ clientWidth }) => clientWidth).toSorted((a, b) => a - b))
          .then((widths) => [widths[0], widths.at(-1)]);
        expect(narrowest).toBe(widest);
        await card.click();
        const heading = page.getByRole('heading', { level: 1, name: title });
        await heading.waitFor();
        const lines = await heading.evaluate((element) => {
          const { height: box } = element.getBoundingClientRect();
          return Math.round(box / parseFloat(getComputedStyle(element).lineHeight));
        });
        expect(lines).toBeLessThanOrEqual(2);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        await keepScreenshot(page, `bad-input-title-${what.replaceAll(' ', '-')}-${width}`);
      }
      await page.close();
    });
  }
});

describe('a server that', () => {
  const answers = {
    'answers with a page': {
      status: 200,
      contentType: 'text/html',
      body: '<!doctype html><h1>Log in to the Wi-Fi</h1>',
    },
    'is not there behind its proxy': { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' },
    'answers with half an answer': { status: 200, contentType: 'application/json', body: '{"data":{"jo' },
  };
  for (const [what, answer] of Object.entries(answers)) {
    itRequires('chromium', `${what} is explained, and the page goes on when it is back`, async () => {
      const page = await visitor();
      await page.route('**/graphql', async (route) => await route.fulfill(answer));
      await page.goto(`${server.url}/jobs/${mixedId}`);
      await page.getByText('an answer that this page does not understand').waitFor();
      await page.unroute('**/graphql');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByTestId('clip-card-1').waitFor();
      await page.close();
    });
  }

  itRequires('chromium', 'cannot be reached is named so, and the page goes on when it is back', async () => {
    const page = await visitor();
    await page.route('**/graphql', async (route) => await route.abort('connectionrefused'));
    await page.goto(server.url);
    await page.getByText('The server cannot be reached').first().waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByTestId('job-card').first().waitFor();
    await page.close();
  });
});
