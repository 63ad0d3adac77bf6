import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { keepScreenshot } from '../kit/browser/chromium.js';
import { itRequires } from '../kit/jest/requirements.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';
import {
  cancelElsewhere,
  chat,
  openTruthFixture,
  showsSoon,
  startElsewhere,
  type TruthFixture,
} from '../kit/browser/truth-fixture.js';

const TEST_MS = 90_000;

let fixture: TruthFixture;
let page: Page;

beforeAll(async () => {
  const opened = await openTruthFixture({ AUTH_JWT_SECRET: JWT_SECRET });
  if (opened === undefined) return;
  fixture = opened;
  page = await fixture.goTo(2);
}, 120_000);
afterAll(async () => {
  await fixture?.close();
});

/** The API takes a token over HTTP until 30 s after its end, and closes its sockets at the end. */
const ENDS_OVER_HTTP_SOON = '-18s';
const ENDS_SOON = '8s';
const A_WHILE_MS = 45_000;

const dialog = () => page.getByRole('dialog');
const composer = () => chat(page).getByTestId('chat-input');
const video = () => page.getByTestId('final-video').locator('video');
const placeInVideo = async () =>
  await video().evaluate((element: HTMLVideoElement) => (element.readyState > 0 ? element.currentTime : 0));

async function signIn(token: string): Promise<void> {
  await dialog().getByLabel('Access token').fill(token);
  await dialog().getByRole('button', { name: 'Sign in' }).click();
}

const ended = async () => await tokenFor(DEMO_USER_ID, '-1h');

async function sessionEnds(): Promise<void> {
  await dialog().getByText('Sign in again').waitFor({ timeout: A_WHILE_MS });
}

describe('the page, when its session ends', () => {
  itRequires(
    'chromium',
    'asks for a token that the API takes, asks again over the page, and loses nothing of it',
    async () => {
      await signIn('abc');
      await dialog().getByRole('alert').getByText('This token is not accepted').waitFor();
      await signIn(await tokenFor(DEMO_USER_ID, ENDS_OVER_HTTP_SOON));
      await until(async () => (await placeInVideo()) >= 1, { what: 'the player shows the clip' });
      await video().evaluate((element: HTMLVideoElement) => (element.currentTime = 2.5));
      await composer().fill('make it so that nothing is lost');
      await sessionEnds();
      await keepScreenshot(page, 'truth-session');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
      expect(await page.locator('.gate-app').evaluate((app: HTMLElement) => app.inert)).toBe(true);
      await signIn(await tokenFor(DEMO_USER_ID, ENDS_SOON));
      await dialog().waitFor({ state: 'detached' });
      expect(await composer().inputValue()).toBe('make it so that nothing is lost');
      expect(await composer().evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await placeInVideo()).toBe(2.5);
      await page.getByTestId('clip-card-1').and(page.locator('[aria-selected=true]')).waitFor();
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'shows after signing in what happened since the socket was closed because the session had ended',
    async () => {
      const id = await startElsewhere(fixture, 1);
      await chat(page).getByTestId('progress').waitFor();
      await sessionEnds();
      await cancelElsewhere(fixture, id);
      await signIn(await tokenFor(DEMO_USER_ID));
      await showsSoon(chat(page).getByText(/^Canceled\./));
    },
    TEST_MS,
  );

  itRequires(
    'chromium',
    'shows nothing of one user to the next',
    async () => {
      await composer().fill('a secret wish');
      await page.evaluate((token) => sessionStorage.setItem('clip-chatbot.token', token), await ended());
      await page.reload();
      await sessionEnds();
      await signIn(await tokenFor(randomUUID()));
      await page.getByText('This video belongs to somebody else.').waitFor();
      expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('secret');
      expect(await page.getByTestId('clip-card-0').count()).toBe(0);
    },
    TEST_MS,
  );
});
