import { Prisma } from '../../prisma/generated/client.js';
import type { Locator, Page } from 'playwright-core';
import { endRegeneration } from '../../core/regeneration/lifecycle.js';
import { graveFindings } from '../kit/browser/axe.js';
import { keepScreenshot } from '../kit/browser/chromium.js';
import { openHistoryFixture, type HistoryFixture } from '../kit/browser/history-fixture.js';
import { nextFrame } from '../kit/browser/next-frame.js';
import { itRequires } from '../kit/jest/requirements.js';
import { claimOf } from '../kit/rows/claim.js';
import { FENCE, insertRegenerationOf } from '../kit/rows/running-regeneration.js';
import { until } from '../kit/server/until.js';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';

const NIGHT = { clipIndex: 1, instruction: 'make it nighttime', cost: '0.05' };
const WARM = { clipIndex: 1, instruction: 'warmer' };
const RAIN = { clipIndex: 0, instruction: 'add rain' };
const PHONE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
const COMPOSED_MS = 60_000;

let fixture: HistoryFixture;
let page: Page;

beforeAll(async () => {
  const opened = await openHistoryFixture();
  if (opened !== undefined) fixture = opened;
}, 120_000);
afterEach(async () => await fixture?.leave());
afterAll(async () => await fixture?.close());

const version = (number: number, on = page): Locator => on.getByTestId(`version-${number}`);
const details = (): Locator => page.locator('.version-details');
const news = (on = page): Locator => on.getByTestId('restore-status');
const undo = (on = page): Locator => on.locator('.undo-redo button').first();
const redo = (on = page): Locator => on.locator('.undo-redo button').last();
const badge = (clip: number, number: number, on = page): Locator =>
  on.getByTestId(`regenerated-badge-${clip - 1}`).getByText(`v${number}`);
const history = (): Locator => page.getByTestId('history');
const entry = (number: number): Locator => page.getByTestId(`video-version-${number}`);
const numberOf = async (jobId: string): Promise<number> =>
  (await fixture.db.videoVersion.aggregate({ where: { jobId }, _max: { versionNumber: true } }))._max
    .versionNumber ?? 1;
const playerSource = async (): Promise<string> =>
  (await page.getByLabel('Paper lanterns', { exact: true }).getAttribute('src'))!.split('?')[0]!;
const comparison = (): Locator => page.getByTestId('comparison');
/** Whether these two are shown, and drawn: one that does not load never is. */
const compares = async (names: string): Promise<void> => {
  await page.getByRole('group', { name: new RegExp(`: ${names}$`) }).waitFor();
  const files = comparison().locator('video');
  await until(async () =>
    (await files.evaluateAll((all) => (all as HTMLVideoElement[]).map(({ readyState }) => readyState))).every(
      (state) => state >= 2,
    ),
  );
  await comparison().locator('canvas[data-frame]').waitFor();
};
const openHistory = async (): Promise<void> => {
  await page.getByRole('button', { name: 'History of the video' }).click();
  await entry(1).waitFor();
};

describe('the versions of the picked clip', () => {
  itRequires(
    'chromium',
    'are shown with what was asked for, paid ones that were canceled too, and can be used',
    async () => {
      const jobId = await fixture.videoWith(NIGHT, WARM);
      await fixture.cancelPaid(jobId, { clipIndex: 1, instruction: 'snow', cost: '0.20' });
      page = await fixture.open(jobId, 2);
      await version(4).waitFor();
      expect(await page.getByRole('option', { name: /^(Original|v\d)/ }).allTextContents()).toEqual([
        ...['Original ', 'v2 make it nighttime', 'v3 warmer', 'v4 snow'],
      ]);
      expect(await version(3).getAttribute('aria-label')).toBe('v3 warmer, current');
      await details().getByText('Current · free').waitFor();
      await until(async () => (await version(4).locator('img').count()) === 1);
      await version(4).click();
      await details().getByText('Canceled, but made · $0.20').waitFor();
      await details().getByRole('button', { name: 'Use this' }).click();
      await news().getByText('Done: Clip 2: use version 4').waitFor({ timeout: COMPOSED_MS });
      await badge(2, 5).waitFor();
      await details().getByText('Back to version 4: “snow”').waitFor();
    },
    COMPOSED_MS + 30_000,
  );

  itRequires('chromium', 'are one stop of Tab, in which arrows move', async () => {
    page = await fixture.open(await fixture.videoWith(NIGHT, WARM), 2);
    await version(3).focus();
    await page.keyboard.press('ArrowLeft');
    await details().getByText('make it nighttime').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('version-2');
    await page.keyboard.press('Home');
    await details().getByText('As it came').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await news().getByText('Clip 2 shows the original again.').waitFor();
  });

  itRequires('chromium', 'say where a file is gone, and offer nothing there', async () => {
    const jobId = await fixture.videoWith(NIGHT, WARM);
    await fixture.db.clipVersion.delete({
      where: { jobId_clipIndex_versionNumber: { jobId, clipIndex: 1, versionNumber: 2 } },
    });
    page = await fixture.open(jobId, 2);
    await version(3).waitFor();
    expect(await version(2).count()).toBe(0);
    await openHistory();
    await entry(2).getByText('Gone').waitFor();
    expect(
      await entry(2)
        .getByRole('button', { name: /^Restore/ })
        .count(),
    ).toBe(0);
    expect(
      await entry(1)
        .getByRole('button', { name: /^Restore/ })
        .count(),
    ).toBe(1);
  });

  itRequires('chromium', 'start over only where something else than the original is shown', async () => {
    page = await fixture.open(await fixture.videoWith(NIGHT), 1);
    await version(1).waitFor();
    const startOver = page.getByRole('button', { name: /^Start over/ });
    expect(await startOver.count()).toBe(0);
    await page.getByTestId('clip-card-1').click();
    await startOver.click();
    await news().getByText('Clip 2 shows the original again.').waitFor();
    await details().getByText('Back to the original').waitFor();
    expect(await startOver.count()).toBe(0);
  });

  itRequires('chromium', 'are compared, any with any', async () => {
    page = await fixture.open(await fixture.videoWith(NIGHT, WARM), 2);
    await version(1).click();
    await details().getByRole('button', { name: 'Compare' }).click();
    await compares('Original and v3');
    await page.getByLabel('Second version').selectOption({ label: 'v2: make it nighttime' });
    await compares('Original and v2');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Compare');
  });
});

describe('a clip or a video of more versions than the API lists at once', () => {
  const MANY = 150;
  const listed = async (): Promise<number> =>
    await page.getByLabel('First version').locator('option').count();

  /** Takes of a clip that were not used, newer than all that was. */
  async function addTakes(jobId: string): Promise<void> {
    const { id: _, ...made } = await fixture.db.clipVersion.findFirstOrThrow({
      where: { jobId, clipIndex: NIGHT.clipIndex, versionNumber: 2 },
    });
    await fixture.db.clipVersion.createMany({
      data: Array.from({ length: MANY }, (_take, index) => ({
        ...{ ...made, versionNumber: index + 3, isCurrent: false, origin: 'TAKE' },
        adjustments: made.adjustments ?? Prisma.DbNull,
      })),
    });
  }

  itRequires('chromium', 'can be compared with each of them', async () => {
    const jobId = await fixture.videoWith(NIGHT);
    await addTakes(jobId);
    page = await fixture.open(jobId, 2);
    await version(MANY + 2).click();
    await details().getByRole('button', { name: 'Compare' }).click();
    // Beside those that are read first: the current one and the one before, wherever they stand.
    await until(async () => (await listed()) === 122);
    expect(await page.getByLabel('First version').locator('option', { hasText: 'v3:' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Older versions' }).click();
    await until(async () => (await listed()) === MANY + 2);
    expect(await page.getByRole('button', { name: 'Older versions' }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'First version',
    );
    await page.getByLabel('First version').selectOption({ label: 'v3: make it nighttime' });
    await compares('v3 and v2');
    await page.keyboard.press('Escape');
    await comparison().waitFor({ state: 'detached' });

    // Found in the strip, further down than what a comparison begins with.
    const older = page.getByRole('button', { name: 'Older', exact: true });
    while ((await version(3).count()) === 0) {
      const before = await page.getByRole('option', { name: /^(Original|v\d)/ }).count();
      await older.click();
      await until(async () => (await page.getByRole('option', { name: /^(Original|v\d)/ }).count()) > before);
    }
    await version(3).click();
    await details().getByRole('button', { name: 'Compare' }).click();
    await compares('v3 and v2');

    // What becomes of the video meanwhile is read again, and leaves what was found.
    await page.keyboard.press('Escape');
    await comparison().waitFor({ state: 'detached' });
    await undo().click();
    await version(MANY + 3).waitFor();
    expect(await version(3).count()).toBe(1);
  });

  itRequires('chromium', 'the video, too', async () => {
    const jobId = await fixture.videoWith(NIGHT);
    await fixture.db.$executeRaw`
      INSERT INTO video_versions (job_id, version_number, cut, footage, video_url, stands_for, parent, summary)
      SELECT job_id, number, cut, footage, video_url, number, number - 1, summary
      FROM video_versions, generate_series(3, ${MANY + 2}::int) AS number
      WHERE job_id = ${jobId}::uuid AND version_number = 2`;
    page = await fixture.open(jobId, 2);
    await page.getByRole('button', { name: 'History of the video' }).click();
    await entry(MANY + 1)
      .getByRole('button', { name: 'Compare' })
      .click();
    await until(async () => (await listed()) === 120);
    await page.getByRole('button', { name: 'Older versions' }).click();
    await until(async () => (await listed()) === MANY + 2);
    await page.getByLabel('First version').selectOption('1');
    await compares(`Original and v${MANY + 2}`);
  });
});

describe('a comparison', () => {
  /** Version 2 is the file of other footage, and what the stage shows is not. */
  const SEVERAL = [NIGHT, WARM, { clipIndex: 1, instruction: 'softer' }];
  const OTHER = 'v2: make it nighttime';
  const picture = (): Locator => comparison().locator('canvas');
  const wipe = (): Locator => comparison().getByRole('slider', { name: 'Wipe' });
  const view = (name: string): Locator => comparison().getByRole('radio', { name });

  /** Red, green and blue of places on the middle line, from left to right. */
  const COLUMNS = 16;
  async function colors(): Promise<number[][]> {
    await nextFrame(page);
    return await picture().evaluate((canvas: HTMLCanvasElement, columns) => {
      const context = canvas.getContext('2d')!;
      const { width, height } = canvas;
      return Array.from({ length: columns }, (_, column) => {
        const x = Math.floor(((column + 0.5) / columns) * width);
        return [...context.getImageData(x, Math.floor(height / 3), 1, 1).data.slice(0, 3)];
      });
    }, COLUMNS);
  }
  /** The greatest difference of two such rows. */
  const apart = (one: number[][], other: number[][]): number =>
    Math.max(...one.flatMap((color, at) => color.map((value, part) => Math.abs(value - other[at]![part]!))));
  const left = (row: number[][]): number[][] => row.slice(0, COLUMNS / 2);
  const right = (row: number[][]): number[][] => row.slice(COLUMNS / 2);

  itRequires(
    'chromium',
    'shows what each view says, by keys and by touch; its address shows the same again',
    async () => {
      page = await fixture.open(await fixture.videoWith(...SEVERAL), 2);
      await page.keyboard.press('c');
      await compares('v3 and v4');
      expect(new URL(page.url()).search).toBe('?clip=2&compare=clip2.v3.v4&view=wipe');
      await page.getByLabel('First version').selectOption({ label: OTHER });
      await compares('v2 and v4');
      await page.getByTestId('comparison').focus();
      await page.keyboard.press('4');
      const second = await colors();
      await page.keyboard.down('x');
      const first = await colors();
      expect(await picture().getAttribute('aria-label')).toBe('v2');
      await page.keyboard.up('x');
      expect(apart(await colors(), second)).toBe(0);
      expect(apart(first, second)).toBeGreaterThan(100);

      await page.keyboard.press('2');
      const wiped = await colors();
      expect([apart(left(wiped), left(first)), apart(right(wiped), right(second))]).toEqual([0, 0]);
      for (let press = 0; press < 10; press++) await page.keyboard.press('Shift+ArrowLeft');
      expect(apart(await colors(), second)).toBe(0);
      await wipe().focus();
      await page.keyboard.press('End');
      expect(apart(await colors(), first)).toBe(0);
      expect(await wipe().getAttribute('aria-valuetext')).toBe('100 % v2');

      await page.keyboard.press('3');
      for (let press = 0; press < 10; press++) await page.keyboard.press('Shift+ArrowLeft');
      const mean = first.map((color, at) => color.map((value, part) => (value + second[at]![part]!) / 2));
      expect(apart(await colors(), mean)).toBeLessThan(3);

      await page.keyboard.press('1');
      const both = await colors();
      // Each in half the width; bars of one color are found where they were.
      expect(apart(both.slice(0, 1), first.slice(0, 1))).toBeLessThan(12);
      expect(apart(both.slice(-1), second.slice(-1))).toBeLessThan(60);
      expect(apart(left(both), left(first))).toBeGreaterThan(60);

      const address = page.url();
      expect(new URL(address).search).toBe('?clip=2&compare=clip2.v2.v4&view=side');
      await page.reload();
      await compares('v2 and v4');
      expect(await view('Side by side').isChecked()).toBe(true);
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await page.keyboard.press('Escape');
      await comparison().waitFor({ state: 'detached' });
      expect(new URL(page.url()).search).toBe('?clip=2');

      page = await fixture.open(await fixture.videoWith(...SEVERAL), 2, PHONE);
      await page.goto(page.url() + new URL(address).search.replace('?clip=2', ''));
      await compares('v2 and v4');
      await comparison().getByText('Flicker').tap();
      expect(apart(await colors(), first)).toBeGreaterThan(100);
      await comparison().getByText('Wipe').tap();
      const { x, y, width, height } = (await picture().boundingBox())!;
      await page.touchscreen.tap(x + 0.9 * width, y + height / 2);
      await until(async () => Number(await wipe().inputValue()) > 80);
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await keepScreenshot(page, 'comparison-phone');
    },
    60_000,
  );

  itRequires('chromium', 'says where a file is no longer kept', async () => {
    const jobId = await fixture.videoWith(NIGHT, WARM);
    page = await fixture.open(jobId, 2);
    await page.goto(`${page.url()}&compare=clip2.v9.v3&view=side`);
    await comparison().getByRole('alert').getByText('The file of v9 is no longer kept.').waitFor();
    await page.getByLabel('First version').selectOption({ label: 'Original' });
    await compares('Original and v3');
  });

  itRequires(
    'chromium',
    'never draws two moments of the song that are more than a frame apart, over the clip and again',
    async () => {
      page = await fixture.open(await fixture.videoWith(...SEVERAL), 2);
      await page.goto(`${page.url()}&compare=clip2.v2.v4&view=side`);
      await compares('v2 and v4');
      await page.evaluate(watchDrawing);
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await until(async () => (await drawings()).length >= 2 * FRAMES_WATCHED, { limitMs: 40_000 });
      const draws = await drawings();
      // Side by side, the first and the second take turns; after the clip's last frame both are the stage's.
      const pairs = draws.flatMap((media, at) =>
        at % 2 === 0 && at + 1 < draws.length ? [[media, draws[at + 1]!]] : [],
      );
      const distances = pairs.flatMap(([own, stage]) => (own === stage ? [] : [Math.abs(stage! - 1 - own!)]));
      expect(distances.length).toBeGreaterThan(FRAMES_WATCHED / 2);
      expect(Math.max(...distances)).toBeLessThanOrEqual(1 / 30 + 0.002);
    },
    60_000,
  );
});

/** Of the comparison's pictures: enough to be all of the clip, and its start again. */
const FRAMES_WATCHED = 30;

/** The frames that a canvas was given, by their times in their files. */
const drawings = async (): Promise<number[]> =>
  await page.evaluate(() => (window as unknown as { drawings: number[] }).drawings);

/** In the page: records what its canvases are given from the next picture on. */
function watchDrawing(): void {
  const drawn: number[] = [];
  const { prototype } = CanvasRenderingContext2D;
  const own = Reflect.get(prototype, 'drawImage') as (...all: unknown[]) => void;
  Reflect.set(prototype, 'drawImage', function (this: unknown, ...all: unknown[]) {
    const [source] = all;
    if (source instanceof VideoFrame) drawn.push(source.timestamp / 1_000_000);
    own.apply(this, all);
  });
  Object.assign(window, { drawings: drawn });
}

const TRIED_WITHIN_MS = 500;

/** In the page: whether what is tried out has another picture than the video on the stage. */
function differsFromStage(): boolean {
  const tried = document.querySelector<HTMLCanvasElement>('[data-testid=audition][data-frame]');
  const stage = document.querySelector<HTMLVideoElement>('[data-testid=final-video] > video');
  if (!tried || !stage) return false;
  const [one, other] = [tried, stage].map((source) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 9 });
    const context = canvas.getContext('2d')!;
    context.drawImage(source, 0, 0, 16, 9);
    return context.getImageData(0, 0, 16, 9).data;
  });
  return one!.reduce((sum, value, at) => sum + Math.abs(value - other![at]!), 0) / one!.length > 20;
}

/** In the page: milliseconds from the next press until another picture than the stage's own is drawn. */
async function delayOfPress(): Promise<number> {
  const { differsFromStage: differs } = globalThis as unknown as { differsFromStage: () => boolean };
  const pressed = await new Promise<number>((resolve) =>
    addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { once: true, capture: true }),
  );
  while (!differs()) await new Promise(requestAnimationFrame);
  return performance.now() - pressed;
}

describe('a version that is not used', () => {
  const tried = (): Locator => page.getByTestId('audition');
  const stage = (): Locator => page.getByLabel('Paper lanterns', { exact: true });

  itRequires(
    'chromium',
    'plays in its place at a press, with the song, and nowhere else; nothing is asked of the server but its file',
    async () => {
      const jobId = await fixture.videoWith(NIGHT);
      await fixture.takes(jobId, { clipIndex: 1, instruction: 'darker' }, 1);
      page = await fixture.open(jobId, 2);
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') asked.push(request.postData() ?? '');
      });
      await version(3).waitFor();
      await page.waitForLoadState('networkidle');
      asked.length = 0;
      const delays: number[] = [];
      // A busy machine may be late; one that is not shows what the page needs.
      for (let press = 0; press < 4 && Math.min(...delays, Infinity) > TRIED_WITHIN_MS; press++) {
        await page.evaluate(`globalThis.differsFromStage = ${String(differsFromStage)}`);
        const delay = page.evaluate(delayOfPress);
        await version(3).click();
        delays.push(await delay);
        expect(await stage().evaluate((video: HTMLVideoElement) => video.paused || video.muted)).toBe(false);
        await page.getByRole('button', { name: 'Stop' }).click();
        await tried().waitFor({ state: 'detached' });
      }
      expect(Math.min(...delays)).toBeLessThanOrEqual(TRIED_WITHIN_MS);

      // At rest, from frame to frame: the first and the last of its place are its own.
      await version(3).click();
      await tried().waitFor();
      await page.keyboard.press('k');
      for (const [frame, isOwn] of [
        [29, false],
        [30, true],
        [59, true],
        [60, false],
      ] as const) {
        await stage().evaluate(
          (video: HTMLVideoElement, to) => void (video.currentTime = to),
          (frame + 0.5) / 30,
        );
        await until(async () => Number(await tried().getAttribute('data-frame')) === frame);
        await until(async () => (await page.evaluate(differsFromStage)) === isOwn, {
          what: `frame ${frame}`,
        });
      }
      expect(asked.filter((body) => body.includes('mutation'))).toEqual([]);
      expect(await numberOf(jobId)).toBe(2);

      await details().getByRole('button', { name: 'Use this' }).click();
      await news().getByText('Done: Clip 2: use version 3').waitFor({ timeout: COMPOSED_MS });
      await tried().waitFor({ state: 'detached' });
    },
    COMPOSED_MS + 30_000,
  );
});

describe('undo and redo', () => {
  itRequires(
    'chromium',
    'say what comes back, by button and by key, and are nothing while one types',
    async () => {
      const jobId = await fixture.videoWith(NIGHT, RAIN);
      page = await fixture.open(jobId, 1);
      expect(await undo().getAttribute('aria-label')).toBe(
        'Undo: back to version 2, “Clip 2: make it nighttime”',
      );
      expect(await redo().getAttribute('aria-disabled')).toBe('true');
      const source = await playerSource();
      await undo().click();
      await news().getByText('Undone: Clip 1: add rain').waitFor();
      expect(await playerSource()).not.toBe(source);
      await page.keyboard.press('Control+z');
      await news().getByText('Undone: Clip 2: make it nighttime').waitFor();
      expect(await undo().getAttribute('aria-label')).toBe('Nothing to undo');
      await page.keyboard.press('Meta+Shift+z');
      await news().getByText('Redone: Clip 2: make it nighttime').waitFor();
      const before = await numberOf(jobId);
      const field = page.getByTestId('chat-input');
      await field.pressSequentially('night');
      await page.keyboard.press('Control+z');
      await until(async () => (await field.inputValue()) !== 'night');
      expect(await numberOf(jobId)).toBe(before);
      await news().getByRole('button', { name: 'Undo' }).click();
      await news().getByText('Undone: Clip 2: make it nighttime').waitFor();
    },
  );

  itRequires('chromium', 'of a double click undo once, and of a key that is held down', async () => {
    const jobId = await fixture.videoWith(NIGHT, RAIN, WARM);
    page = await fixture.open(jobId, 1);
    await undo().dblclick();
    await news().getByText('Undone: Clip 2: warmer').waitFor();
    await page.keyboard.down('Control');
    for (let press = 0; press < 5; press++) await page.keyboard.down('z');
    await page.keyboard.up('z');
    await page.keyboard.up('Control');
    await news().getByText('Undone: Clip 1: add rain').waitFor();
    expect(await numberOf(jobId)).toBe(6);
  });

  itRequires('chromium', 'are offered with the result in the chat', async () => {
    page = await fixture.open(await fixture.videoWith(NIGHT), 2);
    const chat = page.getByTestId('chat');
    await chat.getByText('Clip 2 has changed').waitFor();
    await chat.getByRole('button', { name: 'Undo' }).click();
    await chat.getByText('Undo: Clip 2: make it nighttime').waitFor();
    await page.waitForLoadState('networkidle');
    await chat.getByRole('button', { name: 'Redo' }).click();
    await chat.getByText('Redo: Clip 2: make it nighttime').waitFor();
    await badge(2, 4).waitFor();
  });

  itRequires(
    'chromium',
    'keep two tabs and a reload in step; what was outdated says so and does nothing',
    async () => {
      const jobId = await fixture.videoWith(NIGHT, RAIN);
      page = await fixture.open(jobId, 1);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await undo(other).waitFor();
      await undo().click();
      await until(
        async () =>
          (await redo(other).getAttribute('aria-label')) === 'Redo: back to version 3, “Clip 1: add rain”',
      );
      await page.reload();
      await until(async () => (await redo().getAttribute('aria-disabled')) === 'false');
      // The other tab does not hear of it before it acts.
      let sent = '';
      await other.route('**/graphql', async (route) => {
        const body = route.request().postDataJSON() as {
          operationName: string;
          variables: { input: object };
        };
        if (body.operationName !== 'Redo') return await route.fallback();
        sent = body.operationName;
        const input = { ...body.variables.input, expectedVersion: 3 };
        await route.continue({ postData: JSON.stringify({ ...body, variables: { input } }) });
      });
      await redo(other).click();
      await news(other).getByText('This video was changed elsewhere meanwhile').waitFor();
      expect([sent, await numberOf(jobId)]).toEqual(['Redo', 4]);
    },
  );

  itRequires(
    'chromium',
    'that does not arrive says so, and is done once when it is tried again',
    async () => {
      const jobId = await fixture.videoWith(NIGHT, RAIN);
      page = await fixture.open(jobId, 1);
      await page.route('**/graphql', async (route) =>
        route.request().postData()?.includes('mutation Undo') ? await route.abort() : await route.fallback(),
      );
      await undo().click();
      await news().getByText('Undoing…').waitFor();
      await news().getByText('The server cannot be reached').waitFor({ timeout: 30_000 });
      expect(await numberOf(jobId)).toBe(3);
      await page.unrouteAll();
      await news().getByRole('button', { name: 'Try again' }).click();
      await news().getByText('Undone: Clip 1: add rain').waitFor();
      expect(await numberOf(jobId)).toBe(4);
    },
    60_000,
  );
});

describe('the history of the video', () => {
  itRequires(
    'chromium',
    'says who did what, when and for what price, in pages; any version can be compared and come back',
    async () => {
      const jobId = await fixture.videoWith(NIGHT);
      for (let change = 1; change <= 21; change++)
        await fixture.publish(jobId, { clipIndex: 0, instruction: `wish ${change}` });
      page = await fixture.open(jobId, 2);
      await page.getByRole('button', { name: 'History of the video' }).click();
      await entry(23).getByText('Current').waitFor();
      expect(await entry(3).count()).toBe(0);
      await history().getByRole('button', { name: 'Show older versions' }).click();
      await entry(1).getByText('The original video').waitFor();
      expect(await entry(2).textContent()).toMatch(/Clip 2: make it nighttimeYou · .+ · \$0\.05/);
      expect(await graveFindings(page, 'everything')).toEqual([]);
      await entry(1).getByRole('button', { name: 'Compare' }).click();
      await compares('Original and v23');
      await page.getByLabel('First version').selectOption({ label: 'v2: Clip 2: make it nighttime' });
      await compares('v2 and v23');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'History of the video' }).click();
      await entry(5).getByRole('button', { name: 'Restore version 5' }).click();
      await news().getByText('The video is version 5 again.').waitFor();
      expect(await numberOf(jobId)).toBe(24);
    },
  );

  itRequires(
    'chromium',
    'brings back what must be composed again, with its progress',
    async () => {
      const jobId = await fixture.videoWith(NIGHT, RAIN);
      const { videoUrl } = await fixture.db.videoVersion.update({
        where: { jobId_versionNumber: { jobId, versionNumber: 2 } },
        data: { videoUrl: null },
      });
      expect(videoUrl).toBeNull();
      page = await fixture.open(jobId, 1);
      await undo().click();
      await news().getByRole('progressbar').waitFor();
      expect(await undo().getAttribute('aria-label')).toMatch(/waits until the change is done/);
      await version(3).waitFor({ timeout: COMPOSED_MS });
      // It shows its original again.
      expect(await badge(1, 3).count()).toBe(0);
      await news().getByText('Undone: Clip 1: add rain').waitFor();
    },
    COMPOSED_MS + 30_000,
  );

  itRequires('chromium', 'can be told to leave a version that is being composed', async () => {
    const jobId = await fixture.videoWith(NIGHT);
    const id = await insertRegenerationOf(fixture.db, {
      jobId,
      userId: DEMO_USER_ID,
      clipIndex: 1,
      instruction: 'Undo: Clip 2: make it nighttime',
    });
    const restores = { clips: { 1: 1 }, standsFor: 1, redo: [2], summary: 'Undo: Clip 2: make it nighttime' };
    await fixture.db.clipRegeneration.update({ where: { id }, data: { kind: 'RESTORE', restores } });
    page = await fixture.open(jobId, 1);
    await news().getByText('Undo: Clip 2: make it nighttime').waitFor();
    await news().getByRole('button', { name: 'Cancel' }).click();
    await news().getByText('Canceling', { exact: true }).waitFor();
    await endRegeneration(fixture.db, claimOf(id, FENCE), { status: 'canceled', message: 'Canceled.' });
    await news().getByRole('progressbar').waitFor({ state: 'detached' });
    await until(async () => (await undo().getAttribute('aria-disabled')) === 'false');
    expect(await numberOf(jobId)).toBe(2);
  });
});

describe('on a phone', () => {
  itRequires(
    'chromium',
    'all of it works by touch and fits, in both color schemes, and nothing moves by itself',
    async () => {
      for (const colorScheme of ['dark', 'light'] as const) {
        const jobId = await fixture.videoWith(NIGHT, WARM);
        page = await fixture.open(jobId, 2, { ...PHONE, colorScheme });
        await version(3).waitFor();
        await page.getByTestId('looks').waitFor();
        const fits = async () =>
          await page.evaluate(
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
          );
        expect(await fits()).toBe(true);
        const whole = await page.locator('.version-tiles').evaluate((tiles) => {
          const [from, to] = [tiles.getBoundingClientRect().left, tiles.getBoundingClientRect().right];
          const boxes = [...tiles.children].map((tile) => tile.getBoundingClientRect());
          return boxes.filter(({ left, right }) => left >= from && right <= to).length;
        });
        expect(whole).toBe(2);
        await watchShifts(page);
        await version(2).tap();
        await details().getByRole('button', { name: 'Use this' }).tap();
        await news().getByText('Clip 2 shows version 2 again.').waitFor();
        await version(4).waitFor();
        await undo().tap();
        await news().getByText('Undone').waitFor();
        await page.getByRole('button', { name: 'History of the video' }).tap();
        await entry(5).waitFor();
        expect([await fits(), await graveFindings(page, 'everything'), await shiftsOf(page)]).toEqual([
          true,
          [],
          [],
        ]);
        if (colorScheme === 'dark') await page.context().close();
      }
    },
  );
});

/**
 * Notes what moves without having been touched, and how. The messages may: what answers a press there comes when it comes, on a
 * slow machine later than the half second in which the browser counts it to the press.
 */
async function watchShifts(on: Page): Promise<void> {
  await on.evaluate(() => {
    const moved: string[] = [];
    Object.assign(globalThis, { moved });
    type Shift = PerformanceEntry & {
      hadRecentInput: boolean;
      sources: { node: Element | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
    };
    const messages = document.querySelector('.chat-messages')!.getBoundingClientRect();
    const isMessage = ({ top, bottom }: DOMRectReadOnly): boolean =>
      top >= messages.top && bottom <= messages.bottom;
    const placeOf = ({ x, y, width, height }: DOMRectReadOnly): string => `${x},${y} ${width}x${height}`;
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, sources } of list.getEntries() as Shift[])
        for (const { node, previousRect, currentRect } of hadRecentInput ? [] : sources)
          if (!isMessage(previousRect) || !isMessage(currentRect))
            moved.push(
              `${node?.outerHTML?.slice(0, 60)}: ${placeOf(previousRect)} to ${placeOf(currentRect)}`,
            );
    }).observe({ type: 'layout-shift' });
  });
}

async function shiftsOf(on: Page): Promise<string[]> {
  return await on.evaluate(() => (globalThis as unknown as { moved: string[] }).moved);
}
