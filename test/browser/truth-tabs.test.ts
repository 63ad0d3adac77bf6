import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { itRequires } from '../kit/jest/requirements.js';
import { appendSilently } from '../kit/rows/running-regeneration.js';
import {
  cancelElsewhere,
  chat,
  openTruthFixture,
  showsSoon,
  startElsewhere,
  untilStatus,
  type TruthFixture,
} from '../kit/browser/truth-fixture.js';

const TEST_MS = 90_000;
/** A page takes a leap of its clock by more than 5 s for a sleep; what is shorter is found by pings, which take their time. */
const SLEEP_MS = 6_000;

let fixture: TruthFixture;
let page: Page;

beforeAll(async () => {
  const opened = await openTruthFixture();
  if (opened === undefined) return;
  fixture = opened;
  page = await fixture.open(1);
}, 120_000);
afterAll(async () => {
  await fixture?.close();
});

const progress = (tab = page) => tab.getByTestId('progress');
const canceled = (count: number, tab = page) =>
  chat(tab)
    .getByText(/^Canceled\./)
    .nth(count - 1);

describe('the page, beside others and after a sleep', () => {
  itRequires(
    'chromium',
    'shows after a reload what is going on; a second tab, and the list, what begins and ends in the first',
    async () => {
      const second = await fixture.open(1);
      const list = await fixture.browser.newPage();
      await list.goto(new URL('/', page.url()).href);
      await list.getByTestId('job-card').first().waitFor();
      await fixture.gate.close();
      await chat(page).getByTestId('chat-input').fill('make it darker');
      await chat(page).getByTestId('chat-input').press('Enter');
      await chat(page).getByRole('button', { name: 'Confirm' }).click();
      await progress().waitFor();
      await showsSoon(progress(second));
      await showsSoon(list.getByTestId('job-card').getByText(/changing/i));
      await fixture.gate.reached();
      await page.reload();
      await showsSoon(progress().getByText('Generating the clip'));
      await chat(page).getByRole('button', { name: 'Cancel' }).click();
      await canceled(1).waitFor();
      await showsSoon(canceled(1, second));
      await showsSoon(list.getByTestId('job-card').getByText(/ready/i));
      await second.close();
      await list.close();
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'signs the demo user in again without a word when the session has ended',
    async () => {
      await page.evaluate(() => sessionStorage.setItem('clip-chatbot.token', 'it.has.ended'));
      await page.reload();
      await canceled(1).waitFor();
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await page.evaluate(() => sessionStorage.getItem('clip-chatbot.token'))).not.toBe(
        'it.has.ended',
      );
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'shows what happened while the page was frozen',
    async () => {
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await cancelElsewhere(fixture, id);
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
      await showsSoon(canceled(2));
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'shows what happened while the machine slept, though its connections lead nowhere any more',
    async () => {
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      fixture.sleep();
      fixture.tcp.strand();
      await Promise.all([cancelElsewhere(fixture, id), setTimeout(SLEEP_MS)]);
      fixture.wake();
      await showsSoon(canceled(3));
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'asks no more than it needs while ten events a second come: one subscription, and its queries once for the result',
    async () => {
      // For 10 s after the connections died the page sends what is not answered within 250 ms once more, on purpose.
      await page.reload();
      await canceled(3).waitFor();
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      const sent = fixture.http.operations.length;
      const sockets = fixture.http.upgrades;
      await tellTenASecond(id);
      await showsSoon(progress().getByText(`Frame ${EVENTS}`));
      await fixture.gate.open();
      await untilStatus(fixture.setup, id, 'COMPLETED');
      await showsSoon(chat(page).getByText('Clip 1 has changed'));
      const counts = countOf(fixture.http.operations.slice(sent));
      expect(Object.keys(counts)).toContain('RegenerationOutcome');
      // All counts, so that a failure shows what went with the one too many.
      expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((operation) => [operation, 1])));
      expect(fixture.http.upgrades - sockets).toBe(0);
    },
    TEST_MS,
  );
});

const EVENTS = 30;

/** Appends events as a busy runner does. */
async function tellTenASecond(id: string): Promise<void> {
  for (let frame = 1; frame <= EVENTS; frame++) {
    await appendSilently(fixture.setup.db, id, { message: `Frame ${frame}` });
    await setTimeout(100);
  }
}

/** How often each operation was sent. */
function countOf(bodies: string[]): Record<string, number> {
  const names = bodies.map((body) => (JSON.parse(body) as { operationName: string }).operationName);
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
