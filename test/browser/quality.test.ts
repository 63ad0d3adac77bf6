import type { Browser, BrowserContext, Page } from 'playwright-core';
import { graveFindings } from '../kit/browser/axe.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { hold } from '../kit/browser/hold.js';
import { nextFrame } from '../kit/browser/next-frame.js';
import { byEffort, spread } from '../kit/effort.js';
import { itRequires } from '../kit/jest/requirements.js';
import { clearTab } from '../kit/browser/shared-tab.js';
import { until } from '../kit/server/until.js';
import { WEB_STATES } from '../kit/browser/web-states.js';
import { openWebFixture, type WebFixture } from '../kit/browser/web-fixture.js';
import { englishIn, overlaps, wordsOf } from '../kit/browser/words.js';
import german from '../../web/src/languages/de.js';
import spanish from '../../web/src/languages/es.js';

/** More stops of Tab than the page of a video has. */
const STOPS = 60;
const FIELD = 'What should change in clip 1';
/** A visitor who prefers less motion, so that colors are measured in their final state. */
const VISITOR = {
  viewport: { width: 1280, height: 900 },
  colorScheme: 'dark',
  reducedMotion: 'reduce',
  bypassCSP: true,
} as const;
const WIDTHS = [1920, 1280, 768, 360];

let fixture: WebFixture;
let browser: Browser;
/** Shared by all pages, so that the app is fetched once; sessions are per tab. */
let context: BrowserContext;
/** Shows one state after the other. */
let tab: Page;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  fixture = await openWebFixture();
  context = await browser.newContext(VISITOR);
  tab = await visitor();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await fixture?.close();
});

async function visitor(): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** The widths of a window in which a page has to be scrolled sideways. */
async function widthsScrolledSideways(page: Page): Promise<number[]> {
  const tooNarrow: number[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.scrollingElement!.scrollWidth > innerWidth)) tooNarrow.push(width);
  }
  return tooNarrow;
}

interface Stop {
  name: string;
  /** Whether an outline, or a ring around its container, shows the focus. */
  shown: boolean;
}

/** Where Tab has led to. */
async function focusedStop(page: Page): Promise<Stop> {
  return await page.evaluate(() => {
    const stop = document.activeElement!;
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const ring = getComputedStyle(stop.closest('.composer-field') ?? stop).boxShadow;
    const name = stop.getAttribute('aria-label') ?? stop.textContent.trim();
    return { name, shown: outlined || ring !== 'none' };
  });
}

/** The sum of all layout shifts since a page was opened. */
async function layoutShift(page: Page): Promise<number> {
  return await page.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: 'layout-shift', buffered: true });
        // Without any shift the observer is never called.
        setTimeout(() => resolve(0), 500);
      }),
  );
}

const SCHEMES: ('dark' | 'light')[] = ['dark', 'light'];

describe('axe finds nothing grave, in dark and light, and no width needs sideways scrolling:', () => {
  afterEach(async () => {
    if (tab !== undefined) await clearTab(tab);
  });

  for (const [index, [state, open]] of spread(Object.entries(WEB_STATES), 5).entries()) {
    itRequires('chromium', state, async () => {
      await tab.setViewportSize(VISITOR.viewport);
      await open(tab, fixture);
      const name = `state-${state.replaceAll(' ', '-')}`;
      const grave: string[] = [];
      // At quick effort each state in one of the two, in turn.
      const schemes = byEffort({ quick: [SCHEMES[index % SCHEMES.length]!], full: SCHEMES });
      for (const [count, colorScheme] of schemes.entries()) {
        await tab.emulateMedia({ colorScheme });
        await nextFrame(tab);
        await keepScreenshot(tab, `${name}-${colorScheme}`);
        grave.push(...(await graveFindings(tab, count === 0 ? 'everything' : 'colors')));
      }
      const tooNarrow = await widthsScrolledSideways(tab);
      await keepScreenshot(tab, `${name}-phone`);
      expect({ grave, tooNarrow }).toEqual({ grave: [], tooNarrow: [] });
    });
  }
});

describe('every page', () => {
  itRequires('chromium', 'has a name, one main part and one first heading', async () => {
    const page = await visitor();
    const anatomy: unknown[] = [];
    for (const path of ['/', `/jobs/${fixture.unchanged}`, '/nowhere/at/all']) {
      await page.goto(`${fixture.open.url}${path}`);
      await until(async () => (await page.title()) !== 'Clip Chatbot', { what: `the title of ${path}` });
      anatomy.push([
        await page.title(),
        await page.locator('main').count(),
        await page.locator('h1').count(),
      ]);
    }
    expect(anatomy).toEqual([
      ['Videos · Clip Chatbot', 1, 1],
      ['short-source · Clip Chatbot', 1, 1],
      ['Nothing here · Clip Chatbot', 1, 1],
    ]);
    await page.close();
  });

  itRequires(
    'chromium',
    'lets the keyboard skip its bar, and shows where the focus is at every stop',
    async () => {
      const page = await visitor();
      await page.goto(`${fixture.open.url}/jobs/${fixture.unchanged}?clip=1`);
      await page.getByTestId('looks').waitFor();
      await page.keyboard.press('Tab');
      const skip = page.getByRole('button', { name: 'Skip to the content' });
      expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
      expect((await skip.boundingBox())!.y).toBeGreaterThanOrEqual(0);
      await keepScreenshot(page, 'keyboard-skip');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement!.localName)).toBe('main');
      const stops: Stop[] = [];
      do {
        await page.keyboard.press('Tab');
        stops.push(await focusedStop(page));
      } while (stops.at(-1)!.name !== 'Nighttime' && stops.length < STOPS);
      await keepScreenshot(page, 'keyboard-focus');
      expect(stops.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'All videos',
          'Full screen',
          'Play',
          'Timeline',
          'Messages',
          'Nighttime',
          FIELD,
        ]),
      );
      const field = stops.findIndex(({ name }) => name === FIELD);
      expect(stops[field - 1]!.name).toMatch(/^Clip 1/);
      expect(stops.filter(({ shown }) => !shown)).toEqual([]);
      await page.close();
    },
  );

  itRequires('chromium', 'keeps its layout while thumbnails come late', async () => {
    for (const path of ['/', `/jobs/${fixture.unchanged}?clip=1`]) {
      const page = await visitor();
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/clip-thumbnails/**', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${fixture.open.url}${path}`);
      await page.locator('.thumbnail.skeleton').first().waitFor();
      release();
      await until(async () => (await page.locator('.thumbnail.skeleton').count()) === 0);
      await nextFrame(page);
      expect(await layoutShift(page)).toBeLessThan(0.02);
      await page.close();
    }
  });

  itRequires('chromium', 'keeps its layout while the looks come late', async () => {
    for (const width of [WIDTHS[0]!, WIDTHS.at(-1)!]) {
      const page = await visitor();
      await page.setViewportSize({ width, height: 900 });
      const looks = await hold(page, 'Looks');
      const messages = async () => await page.getByRole('log', { name: 'Messages' }).boundingBox();
      await page.goto(`${fixture.open.url}/jobs/${fixture.unchanged}?clip=1`);
      await page.getByText('Hello!').waitFor();
      await looks.fetched;
      const before = await messages();
      expect(before!.height).toBeGreaterThan(0);
      looks.release();
      await page.getByTestId('looks').waitFor();
      expect(await messages()).toEqual(before);
      await page.close();
    }
  });
});

/** A list, a video with a result, and what opens over it. */
const SPOKEN: Record<string, (page: Page) => Promise<void>> = {
  list: async (page) => {
    await page.goto(fixture.open.url);
    await page.getByTestId('job-card').first().waitFor();
  },
  video: async (page) => {
    await page.goto(`${fixture.open.url}/jobs/${fixture.changes.completed}?clip=1`);
    await page.locator('.result-actions button').first().waitFor();
    await page.getByTestId('looks').locator('.look').first().waitFor();
    await page.locator('.version-tile[aria-selected]').first().waitFor();
    await page.getByTestId('total-cost').click();
    await page.getByTestId('cost-history').locator('.cost-entry').first().waitFor();
  },
};

describe('the page speaks', () => {
  for (const [code, locale, catalog] of [
    ['es', 'es-MX', spanish],
    ['de', 'de-DE', german],
  ] as const) {
    itRequires('chromium', `${code} to a browser in ${locale}, all of it, on a phone too`, async () => {
      const speaker = await browser.newContext({ ...VISITOR, locale });
      const page = await speaker.newPage();
      for (const [name, open] of Object.entries(SPOKEN)) {
        await page.setViewportSize(VISITOR.viewport);
        await open(page);
        const found = {
          lang: await page.getAttribute('html', 'lang'),
          english: englishIn(await wordsOf(page), catalog),
          grave: await graveFindings(page, 'everything'),
          tooNarrow: await widthsScrolledSideways(page),
        };
        await keepScreenshot(page, `words-${code}-${name}-phone`);
        await page.setViewportSize(VISITOR.viewport);
        await keepScreenshot(page, `words-${code}-${name}`);
        expect([name, found]).toEqual([name, { lang: code, english: [], grave: [], tooNarrow: [] }]);
      }
      await speaker.close();
    });
  }

  itRequires('chromium', 'the language that is chosen in its bar, also after a reload', async () => {
    const speaker = await browser.newContext(VISITOR);
    const page = await speaker.newPage();
    await SPOKEN.list!(page);
    expect(englishIn(await wordsOf(page), german)).toContain('Your videos');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: german['jobs.yours'] }).waitFor();
    expect(await page.getByLabel(german['app.language']).inputValue()).toBe('de');
    await page.reload();
    await page.getByRole('heading', { name: german['jobs.yours'] }).waitFor();
    await speaker.close();
  });

  itRequires(
    'chromium',
    'from right to left: nothing is out of sight or lies over something else',
    async () => {
      const speaker = await browser.newContext(VISITOR);
      const page = await speaker.newPage();
      for (const [name, open] of Object.entries(SPOKEN)) {
        await open(page);
        const before = await overlaps(page);
        // As a browser says of Arabic.
        await page.addInitScript(() =>
          Object.assign(Intl.Locale.prototype, { getTextInfo: () => ({ direction: 'rtl' }) }),
        );
        await open(page);
        expect(await page.getAttribute('html', 'dir')).toBe('rtl');
        await keepScreenshot(page, `words-rtl-${name}`);
        const found = { overlaps: await overlaps(page), tooNarrow: await widthsScrolledSideways(page) };
        await keepScreenshot(page, `words-rtl-${name}-phone`);
        expect([name, found]).toEqual([name, { overlaps: before, tooNarrow: [] }]);
        await page.setViewportSize(VISITOR.viewport);
      }
      await speaker.close();
    },
  );
});
