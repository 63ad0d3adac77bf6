import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { graveFindings } from '../kit/browser/axe.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { clearTab } from '../kit/browser/shared-tab.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { itRequires } from '../kit/jest/requirements.js';
import { admit } from '../kit/rows/admit.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

const EMOJI = '🎬'.repeat(200);

let database: TestDatabase;
let db: PrismaClient;
let folder: string;
let server: TestServer;
let browser: Browser;
/** One browser profile: its tabs share localStorage. */
let context: BrowserContext;
/** All tests go on in it; further ones are closed after each. */
let tab: Page;
let isFree: boolean;
let userId: string;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'web-menu-'));
  await mkdir(join(folder, 'storage/video-outputs/job'), { recursive: true });
  await writeFile(join(folder, 'storage/video-outputs/job/final.mp4'), 'a video');
  server = await startServer({
    ...{ DATABASE_URL: database.databaseUrl, DATA_DIR: folder, AUTH_JWT_SECRET: JWT_SECRET },
  });
  context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true, acceptDownloads: true });
  tab = await context.newPage();
}, 120_000);
beforeEach(() => {
  userId = randomUUID();
  isFree = true;
});
afterEach(async () => {
  if (browser === undefined) return;
  await Promise.all(context.pages().map(async (page) => page === tab || (await page.close())));
  await context.setOffline(false);
  // Nothing of the app runs there that could write what is cleared.
  await tab.goto(`${server.url}/healthz`);
  await clearTab(tab);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await db?.$disconnect();
  await database?.drop();
  if (folder !== undefined) await removeFolder(folder);
});

async function open(path = ''): Promise<Page> {
  const page = isFree ? tab : await context.newPage();
  isFree = false;
  page.setDefaultTimeout(20_000);
  await page.goto(`${server.url}/healthz`);
  const token = await tokenFor(userId);
  await page.evaluate((value) => sessionStorage.setItem('clip-chatbot.token', value), token);
  await page.goto(`${server.url}${path}`);
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .waitFor();
  return page;
}

const opener = (page: Page, title: string): Locator =>
  page.getByRole('button', { name: `More for “${title}”`, exact: true });
const item = (page: Page, name: string): Locator => page.getByRole('menuitem', { name });
const undo = (page: Page): Locator => page.getByRole('button', { name: /^Undo deleting/ });
const card = (page: Page, title: string): Locator => page.getByTestId('job-card').filter({ hasText: title });
const titleOf = async (id: string) => (await db.job.findUniqueOrThrow({ where: { id } })).title;

/** Lets the ten seconds pass at once, in every tab. */
async function passTheTime(page: Page): Promise<void> {
  const key = 'clip-chatbot.deletions';
  await page.evaluate((name) => {
    const kept = JSON.parse(localStorage.getItem(name) ?? '[]') as object[];
    localStorage.setItem(name, JSON.stringify(kept.map((one) => ({ ...one, until: Date.now() }))));
    window.dispatchEvent(new StorageEvent('storage', { key: name }));
  }, key);
}

describe('the menu of a video', () => {
  itRequires(
    'chromium',
    'is opened, walked and left by keys, and has nothing that a screen reader misses',
    async () => {
      await insertJob(db, { userId, title: 'Neon' });
      const page = await open();
      await opener(page, 'Neon').focus();
      await page.keyboard.press('Enter');
      // The focus moves in the frame after a key.
      const focused = async () => await page.evaluate(() => document.activeElement?.textContent);
      const isFocused = async (name: string) => await until(async () => (await focused()) === name);
      await isFocused('Rename');
      await page.keyboard.press('ArrowUp');
      await isFocused('Delete');
      await page.keyboard.press('Home');
      await isFocused('Rename');
      await page.keyboard.press('ArrowDown');
      await isFocused('Download');
      await keepScreenshot(page, 'job-menu');
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await page.keyboard.press('Escape');
      await item(page, 'Rename').waitFor({ state: 'hidden' });
      const isOpenerFocused = async () =>
        await opener(page, 'Neon').evaluate((button) => button === document.activeElement);
      await until(isOpenerFocused);
    },
  );

  itRequires(
    'chromium',
    'renames in place: Enter saves 200 emoji whole, in both tabs; Escape does not',
    async () => {
      const id = await insertJob(db, { userId, title: 'Neon' });
      const [page, other] = [await open(), await open(`/jobs/${id}`)];
      await opener(page, 'Neon').click();
      await item(page, 'Rename').click();
      const field = page.getByRole('textbox', { name: 'Title' });
      await field.fill('Something else');
      await field.press('Escape');
      await card(page, 'Neon').waitFor();
      await opener(page, 'Neon').click();
      await item(page, 'Rename').click();
      await field.fill('');
      await field.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'Give the video a title.' }).waitFor();
      await field.fill(`${EMOJI}🎬`);
      await field.press('Enter');
      await page.getByRole('alert').filter({ hasText: 'at most 200 characters' }).waitFor();
      expect(await titleOf(id)).toBeNull();
      await field.fill(EMOJI);
      await field.press('Enter');
      await card(page, EMOJI).waitFor();
      await other.getByRole('heading', { level: 1, name: EMOJI }).waitFor();
      expect(await titleOf(id)).toBe(EMOJI);
    },
  );

  itRequires(
    'chromium',
    'downloads the video under its title, without what a file name may not hold',
    async () => {
      const id = await insertJob(db, { userId, title: 'Neon: 東京/2' });
      const page = await open(`/jobs/${id}`);
      await opener(page, 'Neon: 東京/2').click();
      const [download] = await Promise.all([page.waitForEvent('download'), item(page, 'Download').click()]);
      expect(download.suggestedFilename()).toBe('Neon- 東京-2.mp4');
      expect(page.url()).toContain(id);
    },
  );

  itRequires(
    'chromium',
    'deletes only after the time to undo: Undo, in another tab too and after a reload, keeps it',
    async () => {
      const id = await insertJob(db, { userId, title: 'Kept' });
      await insertJob(db, { userId, title: 'Other' });
      const [page, other] = [await open(), await open()];
      await opener(page, 'Kept').click();
      await item(page, 'Delete').click();
      await Promise.all(
        [page, other].map(async (tab) => await card(tab, 'Kept').waitFor({ state: 'detached' })),
      );
      await keepScreenshot(page, 'job-deleted');
      await until(async () => await undo(page).evaluate((button) => button === document.activeElement));
      await until(async () => (await page.getByText('1 video', { exact: true }).count()) === 1);
      await page.reload();
      await undo(page).waitFor();
      await undo(other).click();
      await Promise.all([page, other].map(async (tab) => await card(tab, 'Kept').waitFor()));
      await passTheTime(page);
      expect(await db.job.count({ where: { id } })).toBe(1);
    },
  );

  itRequires(
    'chromium',
    'deletes from its page too, which leads to the list; other tabs follow',
    async () => {
      const id = await insertJob(db, { userId, title: 'Gone' });
      await insertJob(db, { userId, title: 'Other' });
      const [page, list, watched] = [await open(`/jobs/${id}`), await open(), await open(`/jobs/${id}`)];
      await opener(page, 'Gone').click();
      await item(page, 'Delete').click();
      await page.getByRole('heading', { name: 'Your videos' }).waitFor();
      await passTheTime(page);
      await until(async () => (await db.job.count({ where: { id } })) === 0);
      await watched.getByRole('heading', { name: 'This video cannot be shown' }).waitFor();
      for (const tab of [page, list]) {
        await undo(tab).waitFor({ state: 'detached' });
        expect(await card(tab, 'Gone').count()).toBe(0);
      }
    },
  );

  itRequires('chromium', 'brings a video back, with the reason, that could not be deleted', async () => {
    const id = await insertJob(db, { userId, title: 'Busy' });
    const page = await open();
    await opener(page, 'Busy').click();
    await item(page, 'Delete').click();
    await admit(db, userId, id);
    await passTheTime(page);
    await page.getByText('It is being changed; delete it after that.').waitFor();
    await card(page, 'Busy').waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await opener(page, 'Busy').click();
    expect(await item(page, 'Delete').getAttribute('aria-disabled')).toBe('true');
  });

  itRequires(
    'chromium',
    'brings a video back that was to be deleted while offline, and tries again',
    async () => {
      const id = await insertJob(db, { userId, title: 'Offline' });
      await insertJob(db, { userId, title: 'Other' });
      const page = await open();
      await opener(page, 'Offline').click();
      await item(page, 'Delete').click();
      await context.setOffline(true);
      await passTheTime(page);
      await page.getByText(/was not deleted\. The server cannot be reached/).waitFor();
      await card(page, 'Offline').waitFor();
      await context.setOffline(false);
      await page.getByRole('button', { name: 'Try again' }).last().click();
      await undo(page).waitFor();
      await passTheTime(page);
      await until(async () => (await db.job.count({ where: { id } })) === 0);
    },
  );

  itRequires(
    'chromium',
    'asks nothing of a server where the tab was closed in time: Undo is offered once more',
    async () => {
      const id = await insertJob(db, { userId, title: 'Closed' });
      const page = await open();
      await opener(page, 'Closed').click();
      await item(page, 'Delete').click();
      await undo(page).waitFor();
      await page.evaluate(() => {
        const kept = JSON.parse(localStorage.getItem('clip-chatbot.deletions')!) as object[];
        const old = JSON.stringify(kept.map((one) => ({ ...one, until: Date.now() - 3_600_000 })));
        addEventListener('pagehide', () => localStorage.setItem('clip-chatbot.deletions', old));
      });
      await page.goto('about:blank');
      await page.goto(server.url);
      await undo(page).press('Enter');
      await undo(page).waitFor({ state: 'detached' });
      await until(async () => await card(page, 'Closed').evaluate((link) => link === document.activeElement));
      expect(await db.job.count({ where: { id } })).toBe(1);
    },
  );
});
