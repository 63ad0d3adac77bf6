import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { TEMPLATES } from '../../core/templates/library/library.js';
import { drawnColors, shownColors } from '../kit/browser/look-colors.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { ffmpegScript } from '../faults/runner/ffmpeg-gate.js';
import { openSetup, type Setup } from '../faults/fault-fixture.js';
import { itRequires } from '../kit/jest/requirements.js';
import { until } from '../kit/server/until.js';

/** An ffmpeg whose renders wait while the file `held` is in its folder, and fail while `broken` is. */
interface MoodyFfmpeg {
  hold(): Promise<void>;
  release(): Promise<void>;
  breakDown(): Promise<void>;
  repair(): Promise<void>;
}

/** Looks that change colors alone, which the mean of one picture shows. */
const OF_COLOR = TEMPLATES.filter(
  ({ id, category }) =>
    ['Light', 'Time of day', 'Color', 'Mood', 'Grade', 'Tint'].includes(category) && id !== 'high_energy',
).map(({ id }) => id);
/** Of 255: what nobody sees beside each other. */
const NEAR = 16;

let setup: Setup;
let ffmpeg: MoodyFfmpeg;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  setup = await openSetup(async ({ dataDir }) => {
    const [held, broken] = [join(dataDir, 'held'), join(dataDir, 'broken')];
    ffmpeg = {
      hold: async () => await writeFile(held, ''),
      release: async () => await rm(held),
      breakDown: async () => await writeFile(broken, ''),
      repair: async () => await rm(broken),
    };
    const instead = `if [ -e ${broken} ]; then echo broken >&2; exit 1; fi; while [ -e ${held} ]; do sleep 0.05; done`;
    return { FFMPEG_PATH: await ffmpegScript(dataDir, 'rendering', instead) };
  });
  page = await newPage();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await setup?.close();
});

async function newPage(): Promise<Page> {
  const opened = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  opened.setDefaultTimeout(20_000);
  return opened;
}

const open = async (tab: Page, clip: number): Promise<void> =>
  void (await tab.goto(`${setup.server.url}/jobs/${setup.jobId}?clip=${clip}`));
const chat = (tab: Page = page): Locator => tab.getByTestId('chat');
const field = (): Locator => page.getByTestId('chat-input');
const button = (name: string, tab: Page = page): Locator =>
  chat(tab).getByRole('button', { name, exact: true });
const message = (text: RegExp | string, tab: Page = page): Locator =>
  chat(tab).locator('.message, .notice').getByText(text).first();
const screenshot = async (name: string): Promise<void> => await keepScreenshot(page, name);

/** What was asked so far about the selected clip, as the person wrote it. */
const asked = async (tab: Page = page): Promise<string[]> =>
  await chat(tab).locator('.message-user .message-text').allInnerTexts();

async function ask(instruction: string): Promise<void> {
  const before = (await asked()).length;
  await field().fill(instruction);
  await field().press('Enter');
  await until(async () => (await asked()).length > before, { what: 'the message' });
  // The answer, whose offer overtakes the one before it.
  const awaited = chat().getByTestId('typing');
  await until(async () => (await awaited.count()) === 0, { limitMs: 20_000, what: 'the answer' });
  await page.getByTestId('quote-card').waitFor();
}

async function confirm(instruction: string): Promise<void> {
  await ask(instruction);
  await field().press('Control+Enter');
  await page.getByTestId('progress').waitFor();
}

/** The router selects a clip in its own time. */
const fieldHolds = (text: string): Promise<void> =>
  until(async () => (await field().inputValue()) === text, {
    limitMs: 10_000,
    what: `the field holds “${text}”`,
  });

describe('the chat about a clip', () => {
  itRequires(
    'chromium',
    'greets, sends on Enter but not on Shift+Enter, and nothing while empty',
    async () => {
      await open(page, 1);
      await message(/^Hello! Pick a clip/).waitFor();
      expect(await field().getAttribute('aria-label')).toBe('What should change in clip 1');
      expect(await button('Send').isDisabled()).toBe(true);
      await field().fill('  ');
      expect(await button('Send').isDisabled()).toBe(true);
      await field().fill('darker');
      await field().press('Shift+Enter');
      await field().pressSequentially('more motion');
      await expect(field().inputValue()).resolves.toBe('darker\nmore motion');
      expect(await asked()).toEqual([]);
      await field().press('Enter');
      await page.getByTestId('quote-card').waitFor();
      expect(await asked()).toEqual(['darker\nmore motion']);
      expect(await field().inputValue()).toBe('');
      expect(await page.getByTestId('quote-card').innerText()).toMatch(
        /Change clip 1[\s\S]*Darker[\s\S]*More motion[\s\S]*Language model[\s\S]*\$0\.00[\s\S]*Video[\s\S]*\$0\.01[\s\S]*Total[\s\S]*\$0\.01[\s\S]*Time[\s\S]*about \d+ s/,
      );
      await screenshot('chat-quote');
      await button('Not now').click();
      await message('Not started. Nothing was spent.').waitFor();
    },
  );

  itRequires('chromium', 'shows each look on the picked clip, near to how it is drawn', async () => {
    await open(page, 2);
    await page.getByTestId('looks').locator('.look').first().waitFor();
    const picture = await page.getByTestId('looks').locator('img').first().getAttribute('src');
    const file = Buffer.from(await (await fetch(new URL(picture!, page.url()))).arrayBuffer());
    const [shown, drawn] = [await shownColors(page, OF_COLOR), await drawnColors(file, OF_COLOR)];
    const differences = OF_COLOR.map((id, at) => ({
      id,
      shown: shown[at],
      drawn: drawn[at],
      off: Math.max(...shown[at]!.map((mean, channel) => Math.abs(mean - drawn[at]![channel]!))),
    }));
    expect(differences.filter(({ off }) => off > NEAR)).toEqual([]);
    expect(new Set(shown.map(String)).size).toBe(OF_COLOR.length);
  });

  itRequires(
    'chromium',
    'suggests every template: a key press asks for it, or adds it to what is written',
    async () => {
      await open(page, 2);
      const looks = page.getByTestId('looks');
      await looks.locator('.look').first().waitFor();
      const labels = await looks.locator('.look').allInnerTexts();
      expect(labels).toEqual(
        expect.arrayContaining(['Nighttime', 'More motion', 'Warmer', 'Dreamy', 'Darker']),
      );
      await screenshot('chat-looks');
      await field().focus();
      while ((await page.evaluate('document.activeElement.textContent')) !== 'Nighttime')
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByTestId('quote-card').getByText('Nighttime').waitFor();
      expect((await asked()).at(-1)).toBe('Nighttime');
      expect(await field().evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
      await page.keyboard.type('darker');
      await looks.getByRole('button', { name: 'More motion' }).click();
      expect(await field().inputValue()).toBe('darker, more motion');
    },
  );

  itRequires(
    'chromium',
    'keeps what is being written through a reload and a look at another clip',
    async () => {
      await page.reload();
      await page.getByTestId('clip-card-0').click();
      await chat().getByRole('heading', { name: 'Clip 1', exact: true }).waitFor();
      await fieldHolds('darker, more motion');
    },
  );

  itRequires('chromium', 'shows markup, emoji and right-to-left text as they were written', async () => {
    await open(page, 3);
    const nasty = 'make it darker and add <img src=x onerror="window.hacked = true"> 🌙';
    await ask(nasty);
    await field().fill('اجعلها ليلية 🌙');
    await field().press('Enter');
    await chat().getByText('that needs a video model').waitFor();
    expect((await asked()).slice(-2)).toEqual([nasty, 'اجعلها ليلية 🌙']);
    const directions = await chat()
      .locator('.message-user .message-text')
      .evaluateAll((texts) => texts.map((text) => text.matches(':dir(rtl)')));
    expect(directions.slice(-2)).toEqual([false, true]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    await screenshot('chat-texts');
  });

  itRequires('chromium', 'cancels in the middle and says what was charged, in a second tab too', async () => {
    await open(page, 1);
    await ffmpeg.hold();
    await confirm('make it brighter');
    await page.getByTestId('progress').getByText('Generating the clip').waitFor();
    await screenshot('chat-progress');
    const second = await newPage();
    await open(second, 1);
    await second.getByTestId('progress').waitFor();
    await button('Cancel').click();
    await message(/^Canceled\. .*charged\. Your video is as it was\.$/).waitFor();
    await message(/^Canceled\. .*charged\./, second).waitFor();
    expect((await asked(second)).at(-1)).toBe('make it brighter');
    await second.close();
    await ffmpeg.release();
    await screenshot('chat-canceled');
  });

  itRequires(
    'chromium',
    'says in words why a change failed; Retry makes it, and the result waits to be looked at',
    async () => {
      await ffmpeg.breakDown();
      await confirm('make it warmer');
      await message('The new clip could not be generated.').waitFor();
      await screenshot('chat-failed');
      await ffmpeg.repair();
      await ffmpeg.hold();
      await button('Retry').click();
      await page.getByTestId('progress').waitFor();
      expect((await asked()).slice(-2)).toEqual(['make it warmer', 'make it warmer']);
      const announced = await page.getByTestId('progress').evaluate((card) => ({
        card: card.getAttribute('aria-live'),
        within: [...card.querySelectorAll('[aria-live]')].map((live) => live.textContent),
      }));
      // The phases, not the percentages.
      expect(announced).toEqual({ card: 'off', within: [expect.stringMatching(/^\D+$/)] });
      await page.getByTestId('clip-card-2').click();
      await ffmpeg.release();
      await page.getByTestId('unread-badge-0').waitFor();
      await screenshot('chat-unread');
      await page.getByTestId('clip-card-0').click();
      await page.getByTestId('unread-badge-0').waitFor({ state: 'detached' });
      await message(/Clip 1 has changed: “Warmer”/).waitFor();
    },
  );

  itRequires('chromium', 'comes back after a reload, and refines what was done before', async () => {
    await page.reload();
    await message(/Clip 1 has changed/).waitFor();
    await ask('a bit more of that');
    await message(/“Warmer” goes from 100 % to 125 %/).waitFor();
  });

  itRequires('chromium', 'fits a phone: looks and offer, without scrolling sideways', async () => {
    const phone = await newPage();
    await phone.setViewportSize({ width: 360, height: 800 });
    await phone.emulateMedia({ colorScheme: 'dark' });
    const fits = async (name: string): Promise<void> => {
      await chat(phone).evaluate((panel) => panel.scrollIntoView({ behavior: 'instant' }));
      await keepScreenshot(phone, name);
      const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await phone.evaluate(overflow)).toBeLessThanOrEqual(0);
    };
    await open(phone, 2);
    await phone.getByTestId('looks').locator('.look').first().waitFor();
    await fits('chat-phone-looks');
    await phone.getByTestId('looks').getByRole('button', { name: 'Darker' }).click();
    await phone.getByTestId('quote-card').waitFor();
    await fits('chat-phone-quote');
    await phone.close();
  });
});
