import type { Page } from 'playwright-core';
import { keepScreenshot } from '../kit/browser/chromium.js';
import { itRequires } from '../kit/jest/requirements.js';
import {
  banner,
  cancelElsewhere,
  chat,
  openTruthFixture,
  showsSoon,
  startElsewhere,
  TRUTH_MS,
  untilStatus,
  WIDE,
  type TruthFixture,
} from '../kit/browser/truth-fixture.js';

const TEST_MS = 90_000;

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

const progress = () => page.getByTestId('progress');
const canceled = (count: number) =>
  chat(page)
    .getByText(/^Canceled\./)
    .nth(count - 1);
const noBanner = async () => await banner(page).waitFor({ state: 'detached', timeout: TRUTH_MS });

describe('the page, whatever happens to its connection', () => {
  itRequires(
    'chromium',
    'says that the connection is lost, stays usable, and shows what happened meanwhile',
    async () => {
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      fixture.tcp.refuse(true);
      fixture.tcp.cut();
      await showsSoon(banner(page).getByText('Connection lost. Trying again…'));
      await chat(page).getByTestId('chat-input').fill('and a bit warmer');
      await keepScreenshot(page, 'truth-lost');
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 360, height: 800 });
      await keepScreenshot(page, 'truth-lost-phone');
      await page.setViewportSize(WIDE);
      await cancelElsewhere(fixture, id);
      fixture.tcp.refuse(false);
      await showsSoon(canceled(1));
      await noBanner();
      expect(await chat(page).getByTestId('chat-input').inputValue()).toBe('and a bit warmer');
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'notices by itself that all its connections are dead',
    async () => {
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      expect(fixture.tcp.strand()).toBeGreaterThan(0);
      await cancelElsewhere(fixture, id);
      await showsSoon(canceled(2));
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'polls where websockets are blocked, and takes to one again when it may',
    async () => {
      await noBanner();
      fixture.http.allowWebsockets(false);
      fixture.http.cutWebsockets();
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress().getByText('Generating the clip'));
      expect(await banner(page).count()).toBe(0);
      await cancelElsewhere(fixture, id);
      await showsSoon(canceled(3));
      fixture.http.allowWebsockets(true);
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'outlives a server that is killed and started again, and one that answers with a page',
    async () => {
      const id = await startElsewhere(fixture, 0);
      await showsSoon(progress());
      fixture.setup.server.process.kill('SIGKILL');
      await showsSoon(banner(page).getByText('Connection lost. Trying again…'));
      await page.getByTestId('clip-card-1').click();
      await page.getByTestId('clip-card-0').click();
      await fixture.setup.restart();
      fixture.http.answerWithPage(true);
      await showsSoon(banner(page).getByText('The server cannot answer just now.'));
      await keepScreenshot(page, 'truth-page-instead');
      await fixture.gate.open();
      await untilStatus(fixture.setup, id, 'COMPLETED');
      fixture.http.answerWithPage(false);
      await showsSoon(chat(page).getByText('Clip 1 has changed'));
      await noBanner();
    },
    TEST_MS,
  );
});
