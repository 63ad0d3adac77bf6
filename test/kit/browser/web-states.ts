import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { DEMO_USER_ID } from '../../../core/import/demo-user.js';
import { copyJob } from '../rows/job-copy.js';
import { tokenFor } from '../server/tokens.js';
import type { WebFixture } from './web-fixture.js';

type Open = (page: Page, fixture: WebFixture) => Promise<void>;

/** A video about which nothing was said yet. */
async function untouched({ db, unchanged }: WebFixture): Promise<string> {
  return await copyJob(db, unchanged, { title: 'Paper lanterns' });
}

/** Every page and state of the web app, by name: how to come there. */
export const WEB_STATES: Record<string, Open> = {
  'the list of videos': async (page, { open }) => {
    await page.goto(open.url);
    await page.getByTestId('job-card').first().waitFor();
  },
  'a list without videos': async (page, { guarded }) => {
    await signIn(page, await guarded(), randomUUID());
    await page.getByText('No videos yet').waitFor();
  },
  'a list that did not load': async (page, { open }) => {
    await page.route('**/graphql', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
    await page.goto(open.url);
    await page.locator('.notice-error').waitFor();
  },
  'a video that loads': async (page, { open, unchanged }) => {
    await page.route('**/graphql', () => undefined);
    await page.goto(`${open.url}/jobs/${unchanged}`);
    await page.locator('.final-video.skeleton').waitFor();
  },
  'a video without a selected clip': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.unchanged);
    await page.getByRole('heading', { name: 'Pick a clip' }).waitFor();
  },
  'a video that is still being made': async (page, fixture) => {
    await page.goto(`${fixture.open.url}/jobs/${fixture.unfinished}`);
    await page.getByText('still being made').waitFor();
  },
  'a selected clip with greeting and looks': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.unchanged, 1);
    await page.getByTestId('looks').locator('.look').first().waitFor();
  },
  'a thinking assistant': async (page, fixture) => {
    await openVideo(page, fixture.open.url, await untouched(fixture), 1);
    await page.route('**/graphql', () => undefined);
    await ask(page, 'make it nighttime');
    await page.getByTestId('typing').waitFor();
  },
  'an offer': async (page, fixture) => {
    await openVideo(page, fixture.open.url, await untouched(fixture), 1);
    await ask(page, 'make it nighttime and add more motion');
    await page.getByTestId('quote-card').waitFor();
  },
  'an offer with warnings and an unknown price': async (page, fixture) => {
    await signIn(page, await fixture.guarded(), DEMO_USER_ID);
    await openVideo(page, await fixture.guarded(), await untouched(fixture), 1);
    await ask(page, 'make it darker and put a dragon on the roof');
    await page.getByTestId('quote-card').locator('.notice-warning').first().waitFor();
  },
  'a message that waits for the server': async (page, fixture) => {
    await openVideo(page, fixture.open.url, await untouched(fixture), 1);
    await page.route('**/graphql', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
    await ask(page, 'make it nighttime');
    await page.getByTestId('chat').getByText('Waiting:').waitFor();
  },
  'a change under way': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.running, 1);
    await page.getByTestId('progress').getByText('About 15 seconds left').waitFor();
  },
  'a queue with a question': async (page, fixture) => {
    await queueBehind(fixture, fixture.changes.running);
    await openVideo(page, fixture.open.url, fixture.changes.running, 1);
    await page.getByTestId('queue').getByRole('button', { name: 'Start it' }).waitFor();
  },
  'a change that is being canceled': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.canceling, 1);
    await page.getByTestId('progress').getByText('Canceling', { exact: true }).waitFor();
  },
  'the history of what a video has cost': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.completed);
    await page.getByTestId('total-cost').click();
    await page.getByTestId('cost-history').locator('.cost-entry').nth(2).waitFor();
  },
  'a completed change': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.completed, 1);
    await page.getByTestId('chat').getByText('Clip 1 has changed').waitFor();
  },
  'a clip before and after': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.completed, 1);
    await page.getByRole('button', { name: 'Before and after' }).click();
    await page.getByTestId('comparison').waitFor();
  },
  'a failed change': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.failed, 1);
    await page.getByTestId('chat').getByRole('button', { name: 'Retry' }).waitFor();
  },
  'a change that was rejected': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.rejected, 1);
    await page.getByRole('button', { name: 'Say it in other words' }).waitFor();
  },
  'a canceled change': async (page, fixture) => {
    await openVideo(page, fixture.open.url, fixture.changes.canceled, 1);
    await page.getByRole('button', { name: 'Start it again' }).waitFor();
  },
  'an address that leads nowhere': async (page, { open }) => {
    await page.goto(`${open.url}/nowhere/at/all`);
    await page.getByText('There is nothing here').waitFor();
  },
  'a video that does not exist': async (page, { open }) => {
    await page.goto(`${open.url}/jobs/${randomUUID()}`);
    await page.locator('.notice-error').waitFor();
  },
  'the sign-in': async (page, { guarded }) => {
    await page.goto(await guarded());
    await page.getByLabel('Access token').waitFor();
  },
  'a session that has ended': async (page, fixture) => {
    await signIn(page, await fixture.guarded(), DEMO_USER_ID);
    await openVideo(page, await fixture.guarded(), fixture.unchanged, 1);
    await page.getByTestId('chat-input').fill('make it nighttime');
    await page.route('**/graphql', (route) =>
      route.continue({ headers: { 'content-type': 'application/json' } }),
    );
    // A request of the page's own may be the first that is refused: then nothing can be asked any more.
    await page.keyboard.press('Enter');
    await page.getByText('Sign in again').first().waitFor();
  },
  'a server that cannot be reached': async (page, { open }) => {
    await page.route('**/auth/demo', (route) => route.abort());
    await page.goto(open.url);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  },
};

/** Two changes of a video that is being changed: one asks, the other waits. */
async function queueBehind({ db }: WebFixture, jobId: string): Promise<void> {
  const cost = { languageModel: '0', video: '0.05', recomposition: '0', total: '0.05', known: true };
  const asks = { state: 'ASKS', question: 'This would now cost $0.05, not $0.02 as you agreed to.' };
  await db.queuedChange.deleteMany({ where: { jobId } });
  await db.queuedChange.createMany({
    data: [asks, {}].map((state, clipIndex) => ({
      ...{ jobId, userId: DEMO_USER_ID, place: clipIndex + 1, clipIndexes: [clipIndex], inputHash: '' },
      ...{ onFailure: 'PUBLISH_WHAT_SUCCEEDED', quoted: { cost, discount: '0' }, ...state },
      changes: [{ clipIndex, instruction: 'make it nighttime and add more motion' }],
    })),
  });
}

/** Signs a user in by the form of a server that wants a token, and ends on the list. */
async function signIn(page: Page, url: string, userId: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Access token').fill(await tokenFor(userId));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByTestId('job-list').waitFor({ state: 'attached' });
}

async function openVideo(page: Page, url: string, jobId: string, clip?: number): Promise<void> {
  await page.goto(`${url}/jobs/${jobId}${clip === undefined ? '' : `?clip=${clip}`}`);
  await page.getByTestId('clip-card-2').waitFor();
}

async function ask(page: Page, instruction: string): Promise<void> {
  await page.getByTestId('chat-input').fill(instruction);
  await page.getByTestId('chat-input').press('Enter');
}
