import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Dialog, Locator, Page } from 'playwright-core';
import { createPrismaClient, type PrismaClient } from '../../prisma/client.js';
import { JobRepository } from '../../core/job/job-repository.js';
import { allFindings } from '../kit/browser/axe.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { byEffort, spread } from '../kit/effort.js';
import { ffmpegGate, type FfmpegGate } from '../faults/runner/ffmpeg-gate.js';
import { ImportClient } from '../kit/server/import-client.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { makeClip, makeSong } from '../kit/media/media.js';
import { nextFrame } from '../kit/browser/next-frame.js';
import { createTestDatabase, type TestDatabase } from '../kit/database/postgres.js';
import { itRequires } from '../kit/jest/requirements.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { JWT_SECRET, tokenFor } from '../kit/server/tokens.js';
import { until } from '../kit/server/until.js';
import { removeFolder } from '../kit/storage/remove-folder.js';

/** Two clips of a second and a song of two. */
const IMPORT_LIMIT_MS = 60_000;
const LARGE_BYTES = 4 * 1024 * 1024;
/** Right to left, and with a picture. */
const FOLDER = 'שיר הים 🎬';

let database: TestDatabase;
let db: PrismaClient;
let folder: string;
let gate: FfmpegGate;
let server: TestServer;
let browser: Browser;
let page: Page;
const maker = randomUUID();

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  database = await createTestDatabase();
  db = createPrismaClient(database.databaseUrl, { poolSize: 2 });
  folder = await mkdtemp(join(tmpdir(), 'web-jobs-'));
  // Closed, it holds the import at the first thumbnail.
  gate = await ffmpegGate(folder, 'thumbnail');
  await gate.open();
  await makeFolder();
  server = await start('0');
  page = await open(maker);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await db?.$disconnect();
  await database?.drop();
  if (folder !== undefined) await removeFolder(folder);
});

async function start(port: string): Promise<TestServer> {
  const fixture = { DATABASE_URL: database.databaseUrl, DATA_DIR: join(folder, 'data'), PORT: port };
  const settings = { AUTH_JWT_SECRET: JWT_SECRET, FFMPEG_PATH: gate.path, OUTPUT_RESOLUTION: '360' };
  return await startServer({ ...fixture, ...settings });
}

const file = (name: string): string => join(folder, FOLDER, name);

async function makeFolder(): Promise<void> {
  await mkdir(join(folder, FOLDER));
  await makeClip({ file: file('clip 2.mp4'), seconds: 1, pattern: 'color=orange' });
  await makeClip({ file: file('clip 10.mp4'), seconds: 1, pattern: 'color=teal' });
  await makeSong({ file: file('song.m4a'), seconds: 2 });
  await writeFile(file('words.lrc'), '[00:00.20]Rise up\n');
  await writeFile(file('prompts.txt'), 'An orange wall\nA teal wall\n');
  await writeFile(file('cover.pdf'), 'not of use');
  await writeFile(file('.hidden.mp4'), 'not seen');
}

/** A tab of a signed-in user who prefers less motion, so that colors are final when they are measured. */
async function signedIn(userId: string): Promise<Page> {
  const viewport = { width: 1280, height: 900 };
  const tab = await browser.newPage({ viewport, reducedMotion: 'reduce', bypassCSP: true });
  tab.setDefaultTimeout(30_000);
  const token = await tokenFor(userId);
  await tab.addInitScript((value) => sessionStorage.setItem('clip-chatbot.token', value), token);
  return tab;
}

/** The list of a user's videos, in a separate tab. */
async function open(userId: string): Promise<Page> {
  const tab = await signedIn(userId);
  await tab.goto(server.url);
  await tab.getByRole('heading', { name: 'Your videos' }).waitFor();
  return tab;
}

/** Drags local files or folders over the page, and drops them, as a file manager does. */
async function drag(path: string, whileOver: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const at = { x: 400, y: 300, data };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  await whileOver();
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  await session.detach();
}

async function pick(...names: string[]): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(names.map((name) => file(name)));
}

const panel = (): Locator => page.getByTestId('import-panel');
const button = (name: string | RegExp): Locator => panel().getByRole('button', { name });
const row = (name: string): Locator => panel().locator('.import-file', { hasText: name });
const cards = (on = page): Locator => on.getByTestId('job-card');

/** Each file's use and its name, in the order of the panel. */
async function rows(): Promise<string[]> {
  return await panel()
    .locator('.import-file')
    .evaluateAll((files) =>
      files.map((file) => {
        const use = file.querySelector('.import-kind')!;
        const words = use instanceof HTMLSelectElement ? use.selectedOptions[0]!.text : use.textContent;
        return `${words}: ${file.querySelector('.import-name bdi')!.textContent}`;
      }),
    );
}

const tile = (number: number): Locator =>
  panel()
    .locator('.import-clip')
    .nth(number - 1);
const handle = (number: number): Locator => tile(number).locator('.import-picture');

/** The clip that is picked up; a copy keeps its place. */
const moving = (): Locator => panel().locator('[data-dnd-dragging]');

/** Waits until the clips stand like this, and nothing of a move is left. */
async function clipsAre(...names: string[]): Promise<void> {
  const shown = async (): Promise<string[]> => await panel().locator('.import-clip bdi').allInnerTexts();
  await until(async () => (await shown()).join() === names.join(), { what: `clips: ${names.join()}` });
  await until(
    async () => (await panel().locator('[data-dnd-dragging], [data-dnd-placeholder]').count()) === 0,
  );
}

/** By keyboard, mouse, finger, and the menu of a clip; in the end the second clip is the first. */
async function movesClips(): Promise<void> {
  await handle(1).press('Space');
  await moving().waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByText('clip 2.mp4: place 2.').waitFor({ state: 'attached' });
  await page.keyboard.press('Space');
  await page.getByText('clip 2.mp4 is at place 2 now.').waitFor({ state: 'attached' });
  await clipsAre('clip 10.mp4', 'clip 2.mp4');
  const [from, to] = [(await handle(1).boundingBox())!, (await handle(2).boundingBox())!];
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 10, y, { steps: 8 });
  await moving().waitFor();
  await page.mouse.up();
  await clipsAre('clip 2.mp4', 'clip 10.mp4');
  const session = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number | null): Promise<void> =>
    void (await session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at === null ? [] : [{ x: at, y }],
    }));
  await touch('touchStart', x);
  await moving().waitFor();
  for (const share of [0.3, 0.6, 0.9, 1]) await touch('touchMove', x + share * (to.x - from.x + 20));
  await touch('touchEnd', null);
  await session.detach();
  await clipsAre('clip 10.mp4', 'clip 2.mp4');
  for (const [name, entry] of [
    ['clip 10.mp4', 'Move later'],
    ['clip 10.mp4', 'Move to the start'],
  ] as const) {
    await panel()
      .getByRole('button', { name: `More for ${name}` })
      .press('Enter');
    await page.getByRole('menuitem', { name: entry }).press('Enter');
  }
  await clipsAre('clip 10.mp4', 'clip 2.mp4');
  await panel().getByText('clip 10.mp4 is clip 1 of 2 now.').waitFor({ state: 'attached' });
}

/** The file of the first clip of the video that was made last, as it is stored. */
async function firstClip(): Promise<Buffer> {
  const { id } = await db.job.findFirstOrThrow({ where: { userId: maker }, orderBy: { createdAt: 'desc' } });
  const job = await new JobRepository(db).find(id, maker);
  return await readFile(join(folder, 'data/storage', job!.clips[0]!.videoKey!));
}

/** Starts to send a slow file, and returns once a part of it is sent. */
async function sendLarge(): Promise<void> {
  await pick('large.mp4', 'song.m4a');
  await button('Import').click();
  const bar = row('large.mp4').getByRole('progressbar');
  await until(async () => {
    const sent = Number(await bar.getAttribute('value'));
    return sent > 0 && sent < LARGE_BYTES;
  });
  await row('song.m4a').getByText('Sent').waitFor();
}

/** Reloads the page; returns the browser's question, not yet answered. */
async function triedToLeave(): Promise<Dialog> {
  const question = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await question;
  expect(dialog.type()).toBe('beforeunload');
  return dialog;
}

async function serverHasNone(): Promise<void> {
  const api = new ImportClient(server.url, await tokenFor(maker));
  await until(async () => (await api.open()).every(({ status }) => status === 'done'), {
    what: 'the server has no import that goes on',
  });
}

const SCHEMES: ('dark' | 'light')[] = ['dark', 'light'];
let looks = 0;

/**
 * Keeps screenshots in both color schemes and on a phone; axe finds nothing at all, and nothing is wider than the
 * window. At quick effort one scheme, in turn.
 */
async function keepLooks(name: string, on = page): Promise<void> {
  const found: string[] = [];
  const schemes = byEffort({ quick: [SCHEMES[looks++ % SCHEMES.length]!], full: SCHEMES });
  for (const [index, colorScheme] of schemes.entries()) {
    await on.emulateMedia({ colorScheme });
    await nextFrame(on);
    await keepScreenshot(on, `${name}-${colorScheme}`);
    found.push(...(await allFindings(on, index === 0 ? 'everything' : 'colors')));
  }
  await on.setViewportSize({ width: 360, height: 800 });
  await keepScreenshot(on, `${name}-phone`);
  expect(await on.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await on.setViewportSize({ width: 1280, height: 900 });
  expect(found).toEqual([]);
}

const offsetOf = async (tab: Page): Promise<number> => await tab.evaluate(() => Math.round(scrollY));

/** A video from the end of the list opens at its top, on a phone; every way back leads to the same place in the list. */
async function opensAtItsTop(tab: Page): Promise<void> {
  await tab.setViewportSize({ width: 390, height: 844 });
  await cards(tab)
    .nth(28)
    .evaluate((card) => card.scrollIntoView());
  const offset = await offsetOf(tab);
  expect(offset).toBeGreaterThan(5000);
  const ways = [
    async () => void (await tab.goBack()),
    async () => await tab.getByRole('link', { name: 'All videos' }).click(),
    async () => {
      await tab.reload();
      await tab.getByTestId('clip-card-0').waitFor();
      await tab.goBack();
    },
  ];
  for (const back of spread(ways, 2)) {
    await cards(tab).nth(28).click();
    await tab.getByTestId('clip-card-0').waitFor();
    expect(await offsetOf(tab)).toBe(0);
    await back();
    await until(async () => Math.abs((await offsetOf(tab)) - offset) <= 1, {
      what: `the list is at ${offset}`,
    });
    await tab.getByText('30 of 30 videos are shown.').waitFor();
  }
}

/** Words in any order and case; what was found is there again after Back. */
async function findsByTitle(tab: Page): Promise<void> {
  await tab.setViewportSize({ width: 1280, height: 900 });
  const field = tab.getByRole('searchbox', { name: 'Search your videos' });
  await field.fill('100% écl');
  await tab.getByRole('status').getByText('1 video found').waitFor();
  const frame = cards(tab).first().locator('.job-card-film .thumbnail').first();
  const { width, height } = (await frame.boundingBox())!;
  expect(width / height).toBeCloseTo(9 / 16, 1);
  await keepLooks('jobs-found', tab);
  await cards(tab).first().click();
  await tab.getByTestId('clip-card-0').waitFor();
  await tab.goBack();
  await tab.getByRole('status').getByText('1 video found').waitFor();
  await field.fill('1000% écl');
  await tab.getByText('No video has “1000% écl” in its title.').waitFor();
  await field.fill('');
  await tab.getByRole('status').getByText('30 videos', { exact: true }).waitFor();
}

describe('the list of videos', () => {
  itRequires('chromium', 'is empty at first, and says how to fill it', async () => {
    await page.getByTestId('no-jobs').waitFor();
    expect(await page.getByTestId('no-jobs').innerText()).toMatch(/No videos yet\s+Drop the clips/);
    await page.getByText('Say what should change in a clip').waitFor();
    await page.getByRole('button', { name: 'Try the demo video' }).waitFor();
    await keepLooks('jobs-empty');
  });

  itRequires('chromium', 'offers the demo to whoever has no video, and ends it on request', async () => {
    await page.getByRole('button', { name: 'Try the demo video' }).press('Enter');
    await panel()
      .getByText(/^Checking (the song|clip \d of 6)$/)
      .waitFor();
    await button('Cancel').click();
    await page.getByTestId('no-jobs').waitFor();
    await serverHasNone();
  });

  itRequires(
    'chromium',
    'shows 24 of 30, then the rest: the focus goes on to the first new one; finds one by words of its title',
    async () => {
      const userId = randomUUID();
      const portrait = await insertJob(db, { userId, title: 'Éclair 100%\nshot in portrait', clips: 3 });
      await db.job.update({ where: { id: portrait }, data: { aspectRatio: '9:16' } });
      for (let count = 1; count < 30; count++) await insertJob(db, { userId, clips: count % 3 });
      const tab = await open(userId);
      await cards(tab).nth(23).waitFor();
      expect(await cards(tab).count()).toBe(24);
      await tab.getByText('24 of 30 videos are shown.').waitFor();
      await tab.route('**/graphql', async (route) => await route.abort());
      await tab.getByRole('button', { name: 'Show more' }).focus();
      await tab.keyboard.press('Enter');
      await tab.getByRole('alert').waitFor();
      expect(await cards(tab).count()).toBe(24);
      await keepLooks('jobs-more-failed', tab);
      await tab.unroute('**/graphql');
      await tab.getByRole('button', { name: 'Try again' }).press('Enter');
      await tab.getByText('30 of 30 videos are shown.').waitFor();
      const focused = await tab.evaluate(() =>
        [...document.querySelectorAll('[data-testid=job-card]')].indexOf(document.activeElement!),
      );
      expect([focused, await cards(tab).count()]).toEqual([24, 30]);
      await opensAtItsTop(tab);
      await findsByTitle(tab);
      await tab.close();
    },
  );

  itRequires('chromium', 'explains a server that answers HTML, and tries again', async () => {
    const tab = await signedIn(maker);
    const html = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' };
    await tab.route('**/graphql', async (route) => await route.fulfill(html));
    await tab.goto(server.url);
    expect(await tab.getByRole('alert').innerText()).toMatch(/an answer that this page does not understand/);
    await tab.unroute('**/graphql');
    const retry = tab.getByRole('button', { name: 'Try again' });
    if (await retry.isVisible()) await retry.click({ timeout: 1000 }).catch(() => undefined);
    await tab.getByTestId('no-jobs').waitFor();
    await tab.close();
  });
});

describe('the import', () => {
  itRequires(
    'chromium',
    'makes a video of a folder that is dropped on the page, and its clips can be changed',
    async () => {
      await drag(join(folder, FOLDER), async () => await page.getByTestId('drop-target').waitFor());
      await row('cover.pdf').waitFor();
      expect(await page.getByTestId('drop-target').count()).toBe(0);
      expect(await rows()).toEqual([
        'Clip 1: clip 2.mp4',
        'Clip 2: clip 10.mp4',
        'Song: song.m4a',
        'Lyrics: words.lrc',
        'Prompts: prompts.txt',
        'Not used: cover.pdf',
      ]);
      expect(await panel().getByLabel('Title').inputValue()).toBe(FOLDER);
      await panel().getByText('The clips last 0:02 together, the song 0:02.').waitFor();
      expect(await panel().locator('.import-clip img').count()).toBe(2);
      await movesClips();
      await keepLooks('import-files');
      await button('Import').press('Enter');
      const link = panel().getByRole('link', { name: 'Open the video' });
      await link.waitFor({ timeout: IMPORT_LIMIT_MS });
      await until(async () => (await cards().count()) === 1);
      expect(await cards().first().innerText()).toMatch(new RegExp(`0:02\\s+${FOLDER}\\s+.*2 clips`, 's'));
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open the video');
      expect(await firstClip()).toEqual(await readFile(file('clip 10.mp4')));
      await keepLooks('import-done');
      await page.keyboard.press('Enter');
      await page.getByTestId('clip-card-1').click();
      await page.getByTestId('chat-input').fill('make it nighttime');
      await page.getByRole('heading', { name: FOLDER }).waitFor();
      await page.goto(server.url);
      await cards().first().waitFor();
    },
    IMPORT_LIMIT_MS + 30_000,
  );

  itRequires('chromium', 'says what is missing or of no use before anything is sent', async () => {
    const requests: string[] = [];
    page.on('request', (request) => void (request.method() === 'PUT' && requests.push(request.url())));
    await writeFile(file('empty.mp4'), '');
    await writeFile(file('other.mp3'), 'x');
    const status = panel().getByRole('status');
    await pick('words.lrc');
    await status.getByText('Add the clips and the song.').waitFor();
    await pick('clip 2.mp4');
    await status.getByText(/^Add the song/).waitFor();
    await pick('song.m4a', 'other.mp3');
    await status.getByText(/^There are 2 songs/).waitFor();
    for (const name of ['song.m4a', 'other.mp3']) await row(name).getByText('Which one?').waitFor();
    await until(async () => (await panel().locator('.import-file-bad').count()) === 2);
    await keepScreenshot(page, 'import-two-songs');
    await button('This one: song.m4a').click();
    await row('other.mp3').waitFor({ state: 'detached' });
    expect(await panel().locator('.import-file-bad').count()).toBe(0);
    await pick('empty.mp4');
    await status.getByText(/^Take out or replace/).waitFor();
    expect(await row('empty.mp4').innerText()).toContain('This file is empty.');
    await button('Import').press('Enter');
    await keepLooks('import-not-yet');
    await row('words.lrc').getByRole('combobox').selectOption('Not used');
    await button('More for empty.mp4').click();
    await page.getByRole('menuitemradio', { name: 'Finished video' }).click();
    await status.getByText('2 files are ready to be imported.').waitFor();
    expect(await rows()).toEqual([
      'Clip 1: clip 2.mp4',
      'Song: song.m4a',
      'Finished video: empty.mp4',
      'Not used: words.lrc',
    ]);
    await panel().locator('input[webkitdirectory]').setInputFiles(join(folder, FOLDER));
    await row('clip 10.mp4').waitFor();
    expect(await panel().getByLabel('Title').inputValue()).toBe(FOLDER);
    await button('Cancel').click();
    await panel().waitFor({ state: 'detached' });
    expect(requests).toEqual([]);
  });

  itRequires(
    'chromium',
    'shows how much of a file has gone, and warns before the page is left; that ends it, as Cancel does',
    async () => {
      await writeFile(file('large.mp4'), Buffer.alloc(LARGE_BYTES));
      const session = await page.context().newCDPSession(page);
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 };
      await session.send('Network.emulateNetworkConditions', slow);
      await sendLarge();
      await row('large.mp4').getByText('This browser cannot show it.').waitFor();
      const stay = await triedToLeave();
      await stay.dismiss();
      await keepLooks('import-sending');
      await button('Cancel').click();
      await panel().waitFor({ state: 'detached' });
      await serverHasNone();
      await sendLarge();
      const leave = await triedToLeave();
      await leave.accept();
      await panel().waitFor({ state: 'detached' });
      await serverHasNone();
      await session.detach();
    },
  );

  itRequires(
    'chromium',
    'sends again what did not arrive, names the clip that is broken, and takes another in its place',
    async () => {
      const whole = await readFile(file('clip 2.mp4'));
      await writeFile(file('clip 3.mp4'), whole.subarray(0, whole.length / 2));
      await page.route('**/files/song.m4a', async (route) => await route.abort());
      await pick('clip 2.mp4', 'clip 3.mp4', 'song.m4a');
      await panel().getByLabel('Title').fill('Repaired');
      await button('Import').click();
      await row('song.m4a').getByText('The server cannot be reached.').waitFor();
      expect(await row('clip 2.mp4').innerText()).toContain('Sent');
      await keepLooks('import-not-sent');
      await page.unroute('**/files/song.m4a');
      await button('Retry song.m4a').click();
      await row('clip 3.mp4')
        .getByText(/^Clip 2 \(clip 3\.mp4\) cannot be used\./)
        .waitFor({ timeout: IMPORT_LIMIT_MS });
      await keepLooks('import-broken');
      await writeFile(file('clip 3.mp4'), whole);
      await pick('clip 3.mp4');
      await button('Import').click();
      await button('Close').click({ timeout: IMPORT_LIMIT_MS });
      await until(async () => (await cards().count()) === 2);
      expect(await cards().first().innerText()).toContain('Repaired');
    },
    2 * IMPORT_LIMIT_MS,
  );

  itRequires(
    'chromium',
    'goes on through a reload, and through a server that is lost; Cancel ends it',
    async () => {
      await gate.close();
      await pick('clip 2.mp4', 'clip 10.mp4', 'song.m4a');
      await button('Import').click();
      await gate.reached();
      await panel().getByText('Storing the clips').waitFor();
      await keepLooks('import-making');
      await page.reload();
      await panel().getByText('Storing the clips').waitFor();
      await button('Cancel').click();
      await panel().waitFor({ state: 'detached' });
      await page.reload();
      await cards().nth(1).waitFor();
      expect([
        await panel().count(),
        await cards().count(),
        await db.job.count({ where: { userId: maker } }),
      ]).toEqual([0, 2, 2]);
      await gate.close();
      await pick('clip 2.mp4', 'clip 10.mp4', 'song.m4a');
      await button('Import').click();
      await gate.reached();
      server.process.kill('SIGKILL');
      await panel().getByText('The server cannot be reached.').waitFor();
      server = await start(new URL(server.url).port);
      await panel()
        .getByText(/^The server no longer knows this import/)
        .waitFor();
      await keepLooks('import-lost');
      await gate.open();
      await button('Try again').click();
      await button('Close').click({ timeout: IMPORT_LIMIT_MS });
      await until(async () => (await cards().count()) === 3);
    },
    2 * IMPORT_LIMIT_MS,
  );
});
