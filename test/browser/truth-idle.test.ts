import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { itRequires } from '../kit/jest/requirements.js';
import {
  cancelElsewhere,
  chat,
  openTruthFixture,
  showsSoon,
  startElsewhere,
  type TruthFixture,
} from '../kit/browser/truth-fixture.js';

const TEST_MS = 120_000;
const TABS = 10;
/** What follows from the page itself is over by then: media, fonts, the first snapshot. */
const SETTLED_MS = 3_000;
const COUNTED_MS = 25_000;
/** As often as a page without a socket would ask ten times over. */
const MOST_PER_MINUTE = 1;

let fixture: TruthFixture;
let context: BrowserContext;

beforeAll(async () => {
  const opened = await openTruthFixture();
  if (opened === undefined) return;
  fixture = opened;
  context = await fixture.browser.newContext();
}, 120_000);
afterAll(async () => {
  await fixture?.close();
});

/** A tab beside the others, as one person's. */
async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  tab.setDefaultTimeout(20_000);
  await tab.goto(fixture.tcp.through(`${fixture.http.url}/jobs/${fixture.setup.jobId}?clip=1`));
  await chat(tab).getByText('This is clip 1').waitFor();
  return tab;
}

/** What the tabs send over HTTP while nobody does anything. */
async function requestsOf(tabs: Page[]): Promise<string[]> {
  await setTimeout(SETTLED_MS);
  const sent: string[] = [];
  for (const tab of tabs) {
    tab.on('request', (request) => void sent.push(`${request.url()} ${request.postData() ?? ''}`));
  }
  await setTimeout(COUNTED_MS);
  return sent;
}

const allowed = (tabs: number): number => Math.floor((tabs * MOST_PER_MINUTE * COUNTED_MS) / 60_000);

describe('pages that nobody uses', () => {
  let tabs: Page[];

  itRequires(
    'chromium',
    'send at most one request a minute: one page',
    async () => {
      tabs = [await openTab()];
      expect((await requestsOf(tabs)).slice(allowed(1))).toEqual([]);
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    `each of ${TABS} tabs, too; all show what begins and ends elsewhere, each by one socket`,
    async () => {
      while (tabs.length < TABS) tabs.push(await openTab());
      expect((await requestsOf(tabs)).slice(allowed(TABS))).toEqual([]);
      expect(fixture.http.upgrades).toBe(TABS);
      const id = await startElsewhere(fixture, 0);
      await Promise.all(tabs.map(async (tab) => await showsSoon(tab.getByTestId('progress'))));
      await cancelElsewhere(fixture, id);
      await Promise.all(tabs.map(async (tab) => await showsSoon(chat(tab).getByText(/^Canceled\./))));
    },
    TEST_MS,
  );
});
