import type { Browser, Page } from 'playwright-core';
import { appendEvent } from '../../core/regeneration/events.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { itRequires } from '../kit/jest/requirements.js';
import { FENCE, insertRegenerationOf } from '../kit/rows/running-regeneration.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { claimOf } from '../kit/rows/claim.js';

let fixture: DemoFixture;
let server: TestServer;
let browser: Browser;
let page: Page;
let db: PrismaClient;
let regenerationId: string;
const foreignRequests: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  fixture = await createShortFixture();
  db = createPrismaClient(fixture.databaseUrl, { poolSize: 1 });
  const { id: jobId } = await db.job.findFirstOrThrow({ select: { id: true } });
  regenerationId = await insertRegenerationOf(db, { jobId, userId: DEMO_USER_ID });
  await say('The first event.');
  server = await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir });
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'dark' });
  page.setDefaultTimeout(30_000);
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(server.url).host) foreignRequests.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await db?.$disconnect();
  await fixture?.drop();
});

async function say(message: string): Promise<void> {
  await appendEvent(db, claimOf(regenerationId, FENCE), { type: 'VIDEO_GENERATING', progress: 20, message });
}

/** Ends when both editors are loaded: before that, nothing can be executed. */
async function openPlayground(): Promise<void> {
  await page.goto(`${server.url}/playground`);
  await page.locator('.graphiql-query-editor .view-lines').getByText('totalCount').waitFor();
  await page.locator('.result-window .monaco-editor').waitFor();
}

const result = (text: string): Promise<void> =>
  page.locator('.result-window').getByText(text).first().waitFor();
const execute = (): Promise<void> => page.getByRole('button', { name: /execute/i }).click();
const tab = (name: string): Promise<void> => page.getByRole('tab', { name }).click();

describe('the playground', () => {
  itRequires(
    'chromium',
    'has five examples in tabs, and the first one answers for the demo user',
    async () => {
      await openPlayground();
      const names = await page.getByRole('tab').allInnerTexts();
      expect(names.map((name) => name.trim())).toEqual(['Jobs', 'Clips', 'Quote', 'Regenerate', 'Progress']);
      await execute();
      await result('"REGENERATING"');
      await keepScreenshot(page, 'playground-dark');
    },
  );

  itRequires('chromium', 'fills in ids that exist: each query answers as it stands', async () => {
    await tab('Clips');
    await execute();
    await result('"totalClips"');
    await tab('Quote');
    await execute();
    await result('"estimatedTime"');
  });

  itRequires('chromium', 'subscribes: what has happened so far, then live', async () => {
    await tab('Progress');
    await execute();
    await result('"The first event."');
    await say('A second event.');
    await result('"A second event."');
    await page.getByRole('button', { name: /stop/i }).click();
  });

  itRequires('chromium', 'fits a phone in light colors: the answer stands below the question', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 360, height: 740 });
    await openPlayground();
    await execute();
    await result('"totalCount"');
    await keepScreenshot(page, 'playground-phone');
    const [question, answer] = [page.locator('.graphiql-query-editor'), page.locator('.result-window')];
    const [above, below] = [(await question.boundingBox())!, (await answer.boundingBox())!];
    expect([above.width, below.width].every((width) => width > 240 && width <= 360)).toBe(true);
    expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
  });

  itRequires('chromium', 'asked no other host for anything, and broke no rule of its page', async () => {
    await page.close();
    expect({ foreignRequests, complaints }).toEqual({ foreignRequests: [], complaints: [] });
  });
});
