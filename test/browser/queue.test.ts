import type { Browser, Locator, Page } from 'playwright-core';
import { ffmpegGate, type FfmpegGate } from '../faults/runner/ffmpeg-gate.js';
import { openSetup, type Setup } from '../faults/fault-fixture.js';
import { graveFindings } from '../kit/browser/axe.js';
import { launchChromium } from '../kit/browser/chromium.js';
import { itRequires } from '../kit/jest/requirements.js';
import { until } from '../kit/server/until.js';

const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
/** Several runners that start, render, compose and end. */
const RUNS_MS = 60_000;

let setup: Setup;
let gate: FfmpegGate;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  setup = await openSetup(async ({ dataDir }) => {
    gate = await ffmpegGate(dataDir, 'rendering');
    return { FFMPEG_PATH: gate.path, REGENERATIONS_PER_JOB_PER_HOUR: '20' };
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await setup?.close();
});

async function open(clip: number, options = {}): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  opened.setDefaultTimeout(20_000);
  await opened.goto(`${setup.server.url}/jobs/${setup.jobId}?clip=${clip}`);
  await opened.getByTestId('chat-input').waitFor();
  return opened;
}

const QUEUE = `mutation ($input: QueueChangesInput!) { queueChanges(input: $input) { job { id } } }`;
const queue = (on = page): Locator => on.getByTestId('queue');
const entry = (text: string, on = page): Locator => queue(on).getByRole('listitem').filter({ hasText: text });
const entries = async (on = page): Promise<string[]> =>
  await queue(on).locator('.queue-clips').allInnerTexts();
const tool = (name: string, on = page): Locator => queue(on).getByRole('button', { name, exact: true });

async function show(clip: number, on = page): Promise<void> {
  await on.getByTestId(`clip-card-${clip - 1}`).click();
  await on
    .getByTestId('chat')
    .getByRole('heading', { name: `Clip ${clip}` })
    .waitFor();
}

async function ask(clip: number, instruction: string, on = page): Promise<Locator> {
  await show(clip, on);
  await on.getByTestId('chat-input').fill(instruction);
  await on.getByTestId('chat-input').press('Enter');
  const card = on.getByTestId('quote-card').last();
  await card.waitFor();
  return card;
}

async function addToQueue(clip: number, instruction: string, on = page): Promise<void> {
  const card = await ask(clip, instruction, on);
  await card.getByText('It starts when the changes before it are done.').waitFor();
  await card.getByRole('button', { name: 'Add to queue' }).click();
  await entry(instruction, on).waitFor();
}

describe('while a change runs', () => {
  itRequires(
    'chromium',
    'the next ones are asked for, of one clip and of several, wait in a list that every tab shows, can be reordered and reworded by keyboard, and start by themselves',
    async () => {
      await gate.close();
      page = await open(1);
      const tab = await open(3);
      await (await ask(1, 'make it darker')).getByRole('button', { name: 'Confirm' }).click();
      await page.getByTestId('progress').waitFor();
      expect(await page.getByTestId('chat-input').isEnabled()).toBe(true);
      await addToQueue(2, 'make it warmer');
      await page.getByText('In the queue. It starts by itself when its turn comes.').waitFor();
      await addToQueue(1, 'make it brighter');
      // Asked for elsewhere, with what the page has no control for.
      const changes = [{ clipIndex: 2, instruction: 'make it dreamy', prompt: 'A lane at dawn' }];
      await setup.api.data(QUEUE, { input: { jobId: setup.jobId, changes } });
      await entry('make it dreamy').waitFor();
      expect(await entries()).toEqual(['Clip 2', 'Clip 1', 'Clip 3']);
      await until(async () => (await entries(tab)).join() === 'Clip 2,Clip 1,Clip 3', {
        what: 'the second tab',
      });

      await tool('Move up: Clip 3: make it dreamy').focus();
      await page.keyboard.press('Enter');
      await until(async () => (await entries()).join() === 'Clip 2,Clip 3,Clip 1');
      await until(
        async () =>
          (await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ===
          'Move up: Clip 3: make it dreamy',
        { what: 'the focus' },
      );
      await tool('Edit: Clip 3: make it dreamy').press('Enter');
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type('make it gritty');
      await page.keyboard.press('Enter');
      await entry('make it gritty').waitFor();
      const reworded = await setup.db.queuedChange.findFirst({ where: { clipIndexes: { equals: [2] } } });
      expect(reworded!.changes).toMatchObject([{ instruction: 'make it gritty', prompt: 'A lane at dawn' }]);

      await show(2);
      await page.getByTestId('clip-card-2').click({ modifiers: ['ControlOrMeta'] });
      await page.getByTestId('chat-input').fill('make it calmer');
      await page.getByTestId('chat-input').press('Enter');
      await page.getByTestId('quote-card').last().getByRole('button', { name: 'Add to queue' }).click();
      await entry('make it calmer').getByText('Clips 2 and 3').waitFor();
      await tool('Remove: Clip 1: make it brighter').press('Enter');
      const left = 'Clip 2,Clip 3,Clips 2 and 3';
      await until(async () => (await entries()).join() === left);
      await until(async () => (await entries(tab)).join() === left, { what: 'the second tab' });
      expect(await graveFindings(page, 'everything')).toEqual([]);

      await page.reload();
      await entry('make it gritty').waitFor();
      await gate.open();
      await queue().waitFor({ state: 'hidden', timeout: RUNS_MS });
      for (const [clip, version] of [2, 3, 3].entries())
        await page
          .getByTestId(`regenerated-badge-${clip}`)
          .getByText(`v${version}`)
          .waitFor({ timeout: RUNS_MS });
      await tab.getByTestId('regenerated-badge-2').getByText('v3').waitFor();
      await tab.close();
      await page.close();
    },
    2 * RUNS_MS,
  );

  itRequires(
    'chromium',
    'on a phone too; what rose in price asks, and starts when its person agrees',
    async () => {
      await gate.close();
      page = await open(1, PHONE);
      await (await ask(1, 'make it darker')).getByRole('button', { name: 'Confirm' }).click();
      await page.getByTestId('progress').waitFor();
      await addToQueue(2, 'make it brighter');
      await addToQueue(3, 'make it calmer');
      const cheap = { languageModel: '0', video: '0.001', recomposition: '0', total: '0.001', known: true };
      await setup.db.queuedChange.updateMany({
        where: { clipIndexes: { has: 1 } },
        data: { quoted: { cost: cheap, discount: '0' } },
      });
      for (const button of await queue().getByRole('button').all()) {
        const { width, height } = (await button.boundingBox())!;
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await tool('Remove: Clip 3: make it calmer').tap();
      await until(async () => (await entries()).join() === 'Clip 2');
      expect(await graveFindings(page, 'everything')).toEqual([]);

      await gate.open();
      const question = entry('Clip 2').getByText(
        /^This would now cost \$0\.\d+, not \$0\.001 as you agreed to\.$/,
      );
      await question.waitFor({ timeout: RUNS_MS });
      // What touches the same clip comes after it, though nothing runs.
      await page.getByTestId('progress').waitFor({ state: 'detached', timeout: RUNS_MS });
      await addToQueue(2, 'make it warmer');
      await until(async () => (await entries()).join() === 'Clip 2,Clip 2');
      await tool('Remove: Clip 2: make it warmer').tap();
      await until(async () => (await entries()).join() === 'Clip 2');
      const other = await ask(3, 'make it warmer');
      await other.getByRole('button', { name: 'Confirm' }).waitFor();
      await entry('Clip 2').getByRole('button', { name: 'Start it' }).tap();
      await queue().waitFor({ state: 'hidden', timeout: RUNS_MS });
      await page.getByTestId('regenerated-badge-1').getByText('v4').waitFor({ timeout: RUNS_MS });
      await page.close();
    },
    2 * RUNS_MS,
  );
});
