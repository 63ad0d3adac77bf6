import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { askFirst } from '../kit/browser/ask-first.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { createShortFixture, type DemoFixture } from '../kit/server/demo-fixture.js';
import { itRequires } from '../kit/jest/requirements.js';
import { ffmpegGate, type FfmpegGate } from '../faults/runner/ffmpeg-gate.js';
import { startServer, type TestServer } from '../kit/server/server.js';

const LOOP_LIMIT_MS = 90_000;

let fixture: DemoFixture;
/** Renders stop here while it is closed: a change is still under way when the page comes back. */
let gate: FfmpegGate;
let server: TestServer;
let browser: Browser;
let page: Page;

const start = async (port: string): Promise<TestServer> =>
  await startServer({
    DATABASE_URL: fixture.databaseUrl,
    DATA_DIR: fixture.dataDir,
    FFMPEG_PATH: gate.path,
    PORT: port,
  });

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  fixture = await createShortFixture();
  gate = await ffmpegGate(fixture.dataDir, 'rendering');
  server = await start('0');
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(20_000);
  await askFirst(page);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await fixture?.drop();
});

const videoSource = async (): Promise<string | null> =>
  await page.getByTestId('final-video').locator('video').getAttribute('src');
const screenshot = async (name: string): Promise<void> => await keepScreenshot(page, name);

async function change(instruction: string): Promise<void> {
  await page.getByTestId('chat-input').fill(instruction);
  await page.getByTestId('chat-input').press('Enter');
  await page.getByTestId('quote-card').getByRole('button', { name: 'Confirm' }).click();
}

describe('the web app', () => {
  itRequires(
    'chromium',
    'loses nothing by a reload in the middle of a change',
    async () => {
      await page.goto(server.url);
      await page.getByTestId('job-card').first().click();
      await page.getByTestId('clip-card-2').click();
      const video = await videoSource();
      await change('add more motion');
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await page.reload();
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await gate.open();
      await page.getByTestId('progress').waitFor({ state: 'detached', timeout: LOOP_LIMIT_MS });
      await expect(videoSource()).resolves.not.toBe(video);
    },
    LOOP_LIMIT_MS + 30_000,
  );

  itRequires(
    'chromium',
    'catches up by itself when the server is killed in the middle and started again',
    async () => {
      await gate.close();
      await page.getByTestId('clip-card-1').click();
      await change('make it darker');
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await gate.reached();
      const killed = once(server.process, 'exit');
      server.process.kill('SIGKILL');
      await killed;
      server = await start(new URL(server.url).port);
      await gate.open();
      await page.getByTestId('regenerated-badge-1').waitFor({ timeout: LOOP_LIMIT_MS });
      await page.getByTestId('progress').waitFor({ state: 'detached' });
    },
    LOOP_LIMIT_MS + 60_000,
  );

  itRequires('chromium', 'does not scroll sideways on a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await screenshot('phone');
    await page.setViewportSize({ width: 1400, height: 900 });
  });
});
