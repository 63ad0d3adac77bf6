import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { byEffort } from '../kit/effort.js';
import { itRequires } from '../kit/jest/requirements.js';
import {
  cancelElsewhere,
  chat,
  openTruthFixture,
  startElsewhere,
  type TruthFixture,
} from '../kit/browser/truth-fixture.js';

const TEST_MS = 120_000;
const TABS = byEffort({ quick: 4, full: 10 });
/** What follows from the page itself is over by then: media, fonts, the first snapshot. */
const SETTLED_MS = 3_000;
/** A page that polls would send several times within the shorter one. */
const COUNTED_MS = byEffort({ quick: 13_000, full: 25_000 });
/** Ten times what a page without a socket would send. */
const MOST_PER_MINUTE = 1;

let fixture: TruthFixture;
/** One person's tabs. */
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

async function openTab(tab: Page): Promise<Page> {
  tab.setDefaultTimeout(20_000);
  await tab.goto(fixture.tcp.through(`${fixture.http.url}/jobs/${fixture.setup.jobId}?clip=1`));
  await chat(tab).getByRole('heading', { name: 'Clip 1', exact: true }).waitFor();
  return tab;
}

/** What tabs send over HTTP from now on. */
function requestsOf(tabs: Page[]): string[] {
  const sent: string[] = [];
  for (const tab of tabs) {
    tab.on('request', (request) => void sent.push(`${request.url()} ${request.postData() ?? ''}`));
  }
  return sent;
}

/** So many tabs draw slowly on a busy machine; their sockets and requests show that they are notified and do not poll. */
const shows = async (shown: Locator): Promise<void> => await shown.first().waitFor();

const allowed = (tabs: number): number => Math.floor((tabs * MOST_PER_MINUTE * COUNTED_MS) / 60_000);

describe('idle pages', () => {
  let tabs: Page[];
  let sent: { byOne: string[]; byTabs: string[] };

  // One page and another person's tabs at the same time: neither knows of the other.
  beforeAll(async () => {
    if (fixture === undefined) return;
    const one = await openTab(await fixture.browser.newPage());
    tabs = [];
    while (tabs.length < TABS) tabs.push(await openTab(await context.newPage()));
    await setTimeout(SETTLED_MS);
    sent = { byOne: requestsOf([one]), byTabs: requestsOf(tabs) };
    await setTimeout(COUNTED_MS);
    await one.close();
  }, TEST_MS);

  itRequires('chromium', 'send at most one request a minute: one page', async () => {
    expect(sent.byOne.slice(allowed(1))).toEqual([]);
  });

  itRequires('chromium', `each of ${TABS} tabs, too`, async () => {
    expect(sent.byTabs.slice(allowed(TABS))).toEqual([]);
  });

  itRequires(
    'chromium',
    `all of ${TABS} tabs show what begins and ends elsewhere, each by one socket`,
    async () => {
      const id = await startElsewhere(fixture, 0);
      await Promise.all(tabs.map(async (tab) => await shows(tab.getByTestId('progress'))));
      await cancelElsewhere(fixture, id);
      await Promise.all(tabs.map(async (tab) => await shows(chat(tab).getByText(/^Canceled\./))));
      expect(fixture.http.cutWebsockets()).toBe(TABS);
    },
    TEST_MS,
  );
});
