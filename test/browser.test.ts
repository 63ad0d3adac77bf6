import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { packagePath } from '../api/package-path.js';
import { createDemoWorld, type DemoWorld } from './demo-world.js';
import { chromiumPath, itRequires } from './requirements.js';
import { startServer, type TestServer } from './server.js';

// Without these, Chromium asks the internet for things that no test needs.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LOOP_LIMIT_MS = 90_000;
const ARTIFACTS = packagePath('artifacts');

let world: DemoWorld;
let server: TestServer;
let browser: Browser;
let page: Page;

const start = async (port: string): Promise<TestServer> =>
  await startServer({ DATABASE_URL: world.databaseUrl, DATA_DIR: world.dataDir, PORT: port });

beforeAll(async () => {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return;
  mkdirSync(ARTIFACTS, { recursive: true });
  world = await createDemoWorld();
  server = await start('0');
  browser = await chromium.launch({ executablePath, args: FLAGS });
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(20_000);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await world?.drop();
});

const videoSource = async (): Promise<string | null> =>
  await page.getByTestId('final-video').locator('video').getAttribute('src');
const thumbnail = async (): Promise<string | null> =>
  await page.getByTestId('clip-card-2').locator('img').getAttribute('src');
const screenshot = async (name: string): Promise<void> =>
  void (await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) }));

async function change(instruction: string): Promise<void> {
  await page.getByTestId('chat-input').fill(instruction);
  await page.getByTestId('chat-input').press('Enter');
  await page.getByTestId('quote-card').getByRole('button', { name: 'Confirm' }).click();
}

describe('the web app', () => {
  itRequires('chromium', 'signs in by itself and leads from the list to the clips of a video', async () => {
    await page.goto(server.url);
    await page.getByTestId('job-card').first().click();
    await page.getByTestId('clip-card-5').waitFor();
    expect(await page.getByTestId('clip-card-2').innerText()).toMatch(/Clip 3[\s\S]*0:08 - 0:12/);
    await screenshot('job-page');
  });

  itRequires(
    'chromium',
    'changes a clip by chat: quote, confirm, live progress, new video, thumbnail and badge',
    async () => {
      await page.getByTestId('clip-card-2').click();
      const [video, picture] = [await videoSource(), await thumbnail()];
      await page.getByTestId('chat-input').fill('make it nighttime');
      await page.getByTestId('chat-input').press('Enter');
      const quote = page.getByTestId('quote-card');
      await quote.waitFor();
      expect(await quote.innerText()).toMatch(/night[\s\S]*Video[\s\S]*\$0\.00[\s\S]*Total/i);
      await screenshot('quote');
      await quote.getByRole('button', { name: 'Confirm' }).click();
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await screenshot('progress');
      await page.getByTestId('regenerated-badge-2').waitFor({ timeout: LOOP_LIMIT_MS });
      await page.getByTestId('progress').waitFor({ state: 'detached' });
      expect(await videoSource()).not.toBe(video);
      expect(await thumbnail()).not.toBe(picture);
      await screenshot('done');
    },
    LOOP_LIMIT_MS + 30_000,
  );

  itRequires('chromium', 'shows the same after a reload, conversation included', async () => {
    await page.reload();
    await page.getByTestId('regenerated-badge-2').waitFor();
    await page.getByTestId('clip-card-2').click();
    await page.getByTestId('chat').getByText('make it nighttime', { exact: true }).waitFor();
    expect(await page.getByTestId('regenerated-badge-1').count()).toBe(0);
  });

  itRequires(
    'chromium',
    'goes on from there, and a reload in the middle loses nothing',
    async () => {
      const video = await videoSource();
      await change('add more motion');
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await page.reload();
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      await page.getByTestId('progress').waitFor({ state: 'detached', timeout: LOOP_LIMIT_MS });
      await expect(videoSource()).resolves.not.toBe(video);
    },
    LOOP_LIMIT_MS + 30_000,
  );

  itRequires(
    'chromium',
    'catches up by itself when the server is killed in the middle and started again',
    async () => {
      await page.getByTestId('clip-card-1').click();
      await change('make it darker');
      await page.getByTestId('progress').getByRole('progressbar').waitFor();
      const killed = once(server.process, 'exit');
      server.process.kill('SIGKILL');
      await killed;
      server = await start(new URL(server.url).port);
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

  itRequires('chromium', 'has a playground that answers for the demo user', async () => {
    await page.goto(`${server.url}/playground`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: /execute/i }).click();
    await page.locator('.result-window').getByText('"COMPLETED"').first().waitFor();
    await screenshot('playground');
  });
});
