import { copyFile, mkdir, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Locator, Page, Request } from 'playwright-core';
import { DEMO_USER_ID } from '../../core/import/demo-user.js';
import { createPrismaClient } from '../../prisma/client.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { storedPreview } from '../../core/previews/preview.js';
import { keepScreenshot, launchChromium } from '../kit/browser/chromium.js';
import { lumaOfBoth } from '../kit/browser/comparison.js';
import { ApiClient } from '../kit/server/client.js';
import { createShortFixture, importVideo, type DemoFixture } from '../kit/server/demo-fixture.js';
import { confirmChange, demoJobId, followToEnd } from '../kit/server/editing.js';
import { insertJob } from '../kit/rows/job-rows.js';
import { itRequires } from '../kit/jest/requirements.js';
import { startHttpProxy, type HttpProxy } from '../kit/proxies/http-proxy.js';
import { startServer, type TestServer } from '../kit/server/server.js';
import { until } from '../kit/server/until.js';

// The video has three clips of a second.
const CHANGE_LIMIT_MS = 45_000;
const BROKEN = 0;
const CHANGED = 2;
const MANY = 60;

let fixture: DemoFixture;
let server: TestServer;
let browser: Browser;
let page: Page;
let jobId: string;
let manyClipsId: string;
let originalVideo: string | undefined;

beforeAll(async () => {
  const launched = await launchChromium();
  if (launched === undefined) return;
  browser = launched;
  fixture = await createShortFixture();
  server = await startServer({ DATABASE_URL: fixture.databaseUrl, DATA_DIR: fixture.dataDir });
  const api = await ApiClient.asDemoUser(server.url);
  jobId = await demoJobId(api);
  await emptyThumbnail(api);
  const db = createPrismaClient(fixture.databaseUrl);
  manyClipsId = await insertJob(db, { userId: DEMO_USER_ID, clips: MANY });
  await giveFilms(db);
  await db.$disconnect();
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(10_000);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await fixture?.drop();
});

/** Makes one thumbnail a file of no bytes. */
async function emptyThumbnail(api: ApiClient): Promise<void> {
  const query =
    'query ($jobId: ID!, $clipIndex: Int!) { clip(jobId: $jobId, clipIndex: $clipIndex) { thumbnailUrl } }';
  const { clip } = await api.data<{ clip: { thumbnailUrl: string } }>(query, { jobId, clipIndex: BROKEN });
  const key = new URL(clip.thumbnailUrl, server.url).pathname.replace('/media/', '');
  await truncate(join(fixture.dataDir, 'storage', key));
}

/** Gives each of the many clips a poster and a film of its own, which are copies of a real clip's. */
async function giveFilms(db: PrismaClient): Promise<void> {
  const { preview } = await db.mediaPreview.findFirstOrThrow({
    where: { jobId, key: { contains: 'clip_1' } },
  });
  const { poster, filmstrip } = storedPreview.parse(preview);
  const copy = async (source: string, to: string): Promise<string> => {
    const [from, target] = [source, to].map((key) => join(fixture.dataDir, 'storage', key));
    await mkdir(dirname(target!), { recursive: true });
    await copyFile(from!, target!);
    return to;
  };
  for (let clip = 0; clip < MANY; clip++) {
    const folder = `video-clips/${manyClipsId}/clip_${clip}`;
    const own = {
      poster: await copy(poster!, `${folder}/poster.jpg`),
      filmstrip: { ...filmstrip!, key: await copy(filmstrip!.key, `${folder}/filmstrip.jpg`) },
    };
    await db.mediaPreview.create({ data: { jobId: manyClipsId, key: `${folder}.mp4`, preview: own } });
  }
}

const card = (index: number): Locator => page.getByTestId(`clip-card-${index}`);
const player = (): Locator => page.getByTestId('final-video').locator('video');
const timeline = (): Locator => page.getByTestId('timeline');
const placeInVideo = async (): Promise<number> =>
  await player().evaluate((video: HTMLVideoElement) => video.currentTime);
const playing = (): Locator => page.locator('.clip-grid video.playing');
const focusedCard = async (): Promise<string | null> =>
  await page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

const comparison = (): Locator => page.getByTestId('comparison');

/** The frame of the song whose pictures are compared. */
async function frameCompared(): Promise<number> {
  return Number(await comparison().locator('canvas').getAttribute('data-frame'));
}

/** Whether the strip shows how loud the song is. */
async function hasWave(): Promise<boolean> {
  const wave = page.locator('canvas.strip-wave');
  if ((await wave.count()) === 0) return false;
  return await wave.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((byte, index) => index % 4 === 3 && byte > 0).length > 3 * canvas.width;
  });
}

/** How far what is drawn is from a frame of the second clip's film: the mean difference of its bytes. */
async function apartFromFilm(picture: Locator, frame: number): Promise<number> {
  return await picture.evaluate(async (canvas: HTMLCanvasElement, at) => {
    const { style } = document.querySelector<HTMLElement>('[data-testid=timeline-clip-1] .strip-frame')!;
    const film = new Image();
    await new Promise((loaded) => {
      film.onload = loaded;
      film.src = /url\("(.*)"\)/.exec(style.backgroundImage)![1]!;
    });
    const { width, height } = canvas;
    const wanted = new OffscreenCanvas(width, height).getContext('2d')!;
    wanted.drawImage(film, -at * width, 0);
    const [drawn, there] = [canvas.getContext('2d')!, wanted].map(
      (each) => each.getImageData(0, 0, width, height).data,
    );
    return drawn!.reduce((sum, byte, index) => sum + Math.abs(byte - there![index]!), 0) / drawn!.length;
  }, frame);
}

/** Numbers of the clips whose film a page has asked for, and how many requests were under way at once. */
async function filmsAskedFor(on: Page): Promise<{ clips: number[]; atOnce: number; afterPoster: boolean }> {
  return await on.evaluate(() => {
    const of = (file: string): PerformanceResourceTiming[] =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(({ name }) =>
        name.includes(file),
      );
    const films = of('/filmstrip.jpg');
    const beside = films.map(
      ({ startTime: at }) => films.filter((film) => film.startTime <= at && film.responseEnd > at).length,
    );
    const posterEnd = Math.min(...of('/poster.jpg').map(({ responseEnd }) => responseEnd));
    return {
      clips: films.map(({ name }) => Number(/clip_(\d+)/.exec(name)![1])).toSorted((a, b) => a - b),
      atOnce: Math.max(0, ...beside),
      afterPoster: films.every(({ startTime }) => startTime >= posterEnd),
    };
  });
}

/** Where the player was, and when, both in seconds. */
interface Played {
  seconds: number;
  at: number;
}
/** Seconds of video in one second. */
const SLOWLY = 0.0625;

/** Plays the video without sound, so slowly that it lasts, and records every place of the playhead. */
async function playSlowlyFrom(seconds: number): Promise<void> {
  await player().evaluate(
    async (video: HTMLVideoElement, [from, playbackRate]) => {
      Object.assign(video, { muted: true, playbackRate });
      const there = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
      video.currentTime = from;
      await there;
      await video.play();
      const played: Played[] = [];
      Object.assign(window, { played });
      const note = (): void => {
        // Between two versions, until the next one has been sent to its place, the time is exactly 0 behind a still.
        if (video.readyState > 0 && video.currentTime > 0)
          played.push({ seconds: video.currentTime, at: performance.now() / 1000 });
        requestAnimationFrame(note);
      };
      note();
    },
    [seconds, SLOWLY] as const,
  );
}

const playedTimes = async (): Promise<Played[]> =>
  await page.evaluate(() => (window as unknown as { played: Played[] }).played);

async function selectionBecomes(testId: string | null): Promise<void> {
  const selected = page.locator('[data-testid^=clip-card][aria-selected=true]');
  const ids = async () =>
    await selected.evaluateAll((cards) => cards.map((each) => each.getAttribute('data-testid')));
  await until(async () => (await ids()).join() === (testId ?? ''), { what: `selection ${testId}` });
}

async function open(path: string, on = page): Promise<void> {
  await on.goto(`${server.url}${path}`);
  await on.getByTestId('clip-card-2').waitFor();
}

async function playerReaches(seconds: number): Promise<void> {
  await until(async () => Math.abs((await placeInVideo()) - seconds) < 0.1);
}

describe('the clips of a video', () => {
  itRequires('chromium', 'show what each is, and draw a picture for a thumbnail that is broken', async () => {
    await open(`/jobs/${jobId}`);
    expect(await card(1).innerText()).toMatch(/Clip 2\s+1\.0 s\s+0:01 - 0:02/);
    await card(BROKEN).locator('.thumbnail-missing svg').waitFor();
    await card(CHANGED).locator('.thumbnail:not(.skeleton) img').waitFor();
    expect(await card(CHANGED).locator('.thumbnail-missing').count()).toBe(0);
  });

  itRequires('chromium', 'keep their places while thumbnails come', async () => {
    const fresh = await browser.newPage({ viewport: { width: 1000, height: 2000 } });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await fresh.route('**/clip-thumbnails/**', async (route) => {
      await held;
      await route.continue();
    });
    await open(`/jobs/${jobId}`, fresh);
    const before = await fresh.getByTestId('clip-card-2').boundingBox();
    expect(await fresh.locator('.clip-grid .skeleton').count()).toBe(3);
    // With 120 clips, what moves while it waits to be seen costs each frame a tenth of a second.
    expect(
      await fresh.locator('.clip-grid').evaluate((grid) => grid.getAnimations({ subtree: true }).length),
    ).toBe(0);
    release();
    await fresh.locator('.clip-grid .skeleton').first().waitFor({ state: 'detached' });
    await until(async () => (await fresh.locator('.clip-grid .skeleton').count()) === 0);
    expect(await fresh.getByTestId('clip-card-2').boundingBox()).toEqual(before);
    await fresh.close();
  });

  itRequires('chromium', 'are one stop of Tab: arrows move, Enter selects, Escape deselects', async () => {
    await card(0).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focusedCard()).toBe('clip-card-1');
    await selectionBecomes(null);
    await page.keyboard.press('Enter');
    await selectionBecomes('clip-card-1');
    await playerReaches(1);
    await page.getByTestId('chat-input').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    expect(await focusedCard()).toBe('chat-input');
    await page.keyboard.press('Shift+Tab');
    expect(await focusedCard()).toBe('clip-card-1');
    await page.keyboard.press('Escape');
    await selectionBecomes(null);
    expect(new URL(page.url()).search).toBe('');
  });

  itRequires(
    'chromium',
    'play without sound, one at a time, under the pointer or with the focus',
    async () => {
      await page.getByRole('heading', { level: 1 }).click();
      expect(await page.locator('.clip-grid video').count()).toBe(0);
      await card(1).hover();
      await card(1).locator('video.playing').waitFor();
      expect(await playing().evaluate((video: HTMLVideoElement) => video.muted && !video.paused)).toBe(true);
      await card(2).hover();
      await card(2).locator('video.playing').waitFor();
      expect(await page.locator('.clip-grid video').count()).toBe(1);
      await page.getByRole('heading', { level: 1 }).hover();
      await page.locator('.clip-grid video').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Pick several' }).focus();
      await page.keyboard.press('Tab');
      await card(0).locator('video.playing').waitFor();
    },
  );

  itRequires('chromium', 'stand still for people who want less motion', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const requested: string[] = [];
    const note = (request: Request): void => void requested.push(request.url());
    page.on('request', note);
    await card(1).hover();
    // Longer than a preview waits for the pointer to rest.
    await page.waitForTimeout(500);
    page.off('request', note);
    await page.emulateMedia({ reducedMotion: null });
    expect(await page.locator('.clip-grid video').count()).toBe(0);
    expect(requested.filter((url) => url.includes('.mp4'))).toEqual([]);
  });

  itRequires('chromium', 'are in two to four columns, without sideways scrolling', async () => {
    const columns: number[] = [];
    for (const width of [360, 1000, 1400, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      columns.push(
        await page
          .locator('.clip-grid')
          .evaluate((grid) => getComputedStyle(grid).gridTemplateColumns.split(' ').length),
      );
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    expect(columns).toEqual([2, 3, 2, 3]);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  itRequires('chromium', 'touch no card but the chosen one of sixty, all without pictures', async () => {
    await open(`/jobs/${manyClipsId}`);
    await until(
      async () => (await page.locator('[data-testid^=clip-card] .thumbnail-missing').count()) === 60,
    );
    await page.evaluate(() => {
      const touched = new Set<Element>();
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const found = (target as Element).closest('[data-testid^=clip-card]');
          if (found) touched.add(found);
        }
      }).observe(document.querySelector('.clip-grid')!, { attributes: true, childList: true, subtree: true });
      Object.assign(window, { touched });
    });
    await card(40).click();
    await selectionBecomes('clip-card-40');
    const touched = await page.evaluate(() => (window as unknown as { touched: Set<Element> }).touched.size);
    expect(touched).toBeLessThanOrEqual(2);
  });
});

describe('the timeline', () => {
  itRequires('chromium', 'shows the clips to scale; a click seeks there and selects the clip', async () => {
    await open(`/jobs/${jobId}`);
    await until(async () => await player().evaluate((video: HTMLVideoElement) => video.readyState > 0));
    const track = (await timeline().boundingBox())!;
    const clip = (await page.getByTestId('timeline-clip-1').boundingBox())!;
    expect((clip.x - track.x) / track.width).toBeCloseTo(1 / 3, 2);
    expect(clip.width / track.width).toBeCloseTo(1 / 3, 2);
    await timeline().click({ position: { x: track.width * 0.5, y: track.height / 2 } });
    await playerReaches(1.5);
    await selectionBecomes('clip-card-1');
    const playhead = (await page.locator('.strip-playhead').boundingBox())!;
    expect((playhead.x - track.x) / track.width).toBeCloseTo(0.5, 1);
    expect(await page.getByTestId('timeline-clip-1').getAttribute('class')).toContain('selected');
    await keepScreenshot(page, 'clips-timeline');
  });

  itRequires('chromium', 'seeks and selects by keyboard, and says where it is', async () => {
    await timeline().focus();
    await page.keyboard.press('PageUp');
    await playerReaches(2);
    await until(async () => (await timeline().getAttribute('aria-valuetext')) === '0:02 of 0:03, clip 3');
    await selectionBecomes('clip-card-1');
    await page.keyboard.press('Enter');
    await selectionBecomes('clip-card-2');
    await page.keyboard.press('Home');
    await playerReaches(0);
    await page.keyboard.press('Escape');
    await selectionBecomes(null);
  });

  itRequires(
    'chromium',
    'seeks once at a time while it is dragged, and ends where the pointer does',
    async () => {
      await page.evaluate(() => {
        const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime')!;
        const seeks = { all: 0, overlapping: 0 };
        Object.assign(window, { seeks });
        Object.defineProperty(HTMLMediaElement.prototype, 'currentTime', {
          ...own,
          set(this: HTMLMediaElement, seconds: number) {
            seeks.all++;
            if (this.seeking) seeks.overlapping++;
            own.set!.call(this, seconds);
          },
        });
      });
      const track = (await timeline().boundingBox())!;
      const y = track.y + track.height / 2;
      await page.mouse.move(track.x + 5, y);
      await page.mouse.down();
      await page.mouse.move(track.x + track.width * 0.8, y, { steps: 40 });
      await page.mouse.up();
      await playerReaches(2.4);
      const seeks = await page.evaluate(
        () => (window as unknown as { seeks: { all: number; overlapping: number } }).seeks,
      );
      expect(seeks.all).toBeGreaterThan(1);
      expect(seeks.overlapping).toBe(0);
      await timeline().press('Home');
      // Of two keys at once, none is lost.
      for (let presses = 0; presses < 2; presses++) await page.keyboard.press('ArrowRight');
      await until(async () => Math.abs((await placeInVideo()) - 2.5 / 30) < 0.001);
    },
  );

  itRequires(
    'chromium',
    'shows picture and time under the pointer; a double click loops the clip',
    async () => {
      const clip = page.getByTestId('timeline-clip-1');
      const hover = page.getByTestId('strip-hover');
      const { width, height } = (await clip.boundingBox())!;
      // Two frames a second: the picture is the one of its place.
      for (const [share, words, frame] of [
        [0.2, '0:01.2 Clip 2', '0'],
        [0.8, '0:01.8 Clip 2', '1'],
      ] as const) {
        await clip.hover({ position: { x: share * width, y: height / 2 } });
        expect(await hover.innerText()).toBe(words);
        const picture = hover.locator('.strip-hover-frame');
        expect(await picture.getAttribute('data-frame')).toBe(frame);
        expect(await apartFromFilm(picture, Number(frame))).toBeLessThan(1);
        expect(await apartFromFilm(picture, 1 - Number(frame))).toBeGreaterThan(1);
      }
      await until(hasWave, { what: 'the wave of the song' });
      await player().evaluate((video: HTMLVideoElement) => (video.muted = true));
      await clip.dblclick();
      const loop = page.getByRole('button', { name: 'Loop clip' });
      expect(await loop.getAttribute('aria-pressed')).toBe('true');
      // From its middle to its end, and from its start again.
      await until(async () => (await placeInVideo()) > 1.6);
      await until(async () => (await placeInVideo()) < 1.4, { what: 'the start of the clip again' });
      expect(await player().evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
      await loop.click();
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByRole('heading', { level: 1 }).hover();
      await hover.waitFor({ state: 'detached' });
      await selectionBecomes('clip-card-1');
      await timeline().press('Escape');
    },
  );

  itRequires(
    'chromium',
    'loads the films of sixty clips after the picture of the stage, two at once, and shows one with the frame in which the pointer comes',
    async () => {
      const on = await browser.newPage({ viewport: { width: 900, height: 900 } });
      // A busy machine measures its line as slow.
      await on.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: undefined }));
      await open(`/jobs/${manyClipsId}`, on);
      await until(async () => (await filmsAskedFor(on)).clips.length === MANY, { what: 'all films' });
      expect(await filmsAskedFor(on)).toEqual({
        clips: Array.from({ length: MANY }, (_, clip) => clip),
        atOnce: 2,
        afterPoster: true,
      });
      await on.evaluate(() => {
        const track = document.querySelector('[data-testid=timeline]')!;
        const shown = new Promise((resolve) => {
          const look = (): void => {
            const hover = document.querySelector('[data-testid=strip-hover]');
            const picture = hover?.querySelector('canvas');
            const pixel = picture?.getContext('2d')!.getImageData(1, 1, 1, 1).data[3];
            resolve([hover?.textContent, picture?.dataset.frame, pixel]);
          };
          // Before the frame that this move comes with is drawn.
          track.addEventListener('pointermove', () => requestAnimationFrame(look), { once: true });
        });
        Object.assign(window, { shown });
      });
      const { width, height } = (await on.getByTestId('timeline').boundingBox())!;
      await on.getByTestId('timeline').hover({ position: { x: (width * 47.3) / MANY, y: height / 2 } });
      const shown = await on.evaluate(async () => await (window as unknown as { shown: unknown }).shown);
      expect(shown).toEqual([expect.stringMatching(/Clip 48/), '1', 255]);
      expect((await filmsAskedFor(on)).clips).toHaveLength(MANY);
      await on.close();
    },
  );

  itRequires('chromium', 'loads where bytes are to be saved only the film that is pointed at', async () => {
    const on = await browser.newPage({ viewport: { width: 900, height: 900 } });
    const devtools = await on.context().newCDPSession(on);
    await devtools.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true });
    await open(`/jobs/${manyClipsId}`, on);
    await on.evaluate(async () => await new Promise((idle) => requestIdleCallback(idle)));
    const { width, height } = (await on.getByTestId('timeline').boundingBox())!;
    await on.getByTestId('timeline').hover({ position: { x: (width * 47.3) / MANY, y: height / 2 } });
    await on.getByTestId('strip-hover').locator('canvas[data-frame]').waitFor();
    expect((await filmsAskedFor(on)).clips).toEqual([47]);
    await on.close();
  });

  itRequires('chromium', 'gives the room of the storyboard to the picture, and back', async () => {
    const width = async (): Promise<number> => (await page.getByTestId('final-video').boundingBox())!.width;
    const before = await width();
    const storyboard = page.getByRole('button', { name: 'Storyboard' });
    await storyboard.click();
    await card(0).waitFor({ state: 'hidden' });
    expect(await width()).toBeGreaterThan(1.2 * before);
    await storyboard.click();
    await card(0).waitFor();
    expect(await width()).toBe(before);
  });

  itRequires('chromium', 'is zoomed around the playhead, here of sixty clips', async () => {
    await open(`/jobs/${manyClipsId}`);
    const whole = (await timeline().boundingBox())!;
    await card(40).click();
    const [nearer, further] = ['Zoom strip in', 'Zoom strip out'].map((name) =>
      page.getByRole('button', { name }),
    );
    for (let presses = 0; presses < 2; presses++) await nearer!.click();
    const near = (await timeline().boundingBox())!;
    expect(near.width / whole.width).toBeCloseTo(4, 1);
    const clip = (await page.getByTestId('timeline-clip-40').boundingBox())!;
    expect(Math.abs(clip.x - whole.x - whole.width / 2)).toBeLessThan(whole.width / 10);
    for (let presses = 0; presses < 2; presses++) await further!.click();
    expect(await further!.getAttribute('aria-disabled')).toBe('true');
    expect(await timeline().boundingBox()).toEqual(whole);
  });

  itRequires(
    'chromium',
    'starts at the clip that the address names, with the picture of that clip',
    async () => {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/media/video-outputs/**', async (route) => {
        await held;
        await route.continue();
      });
      await open(`/jobs/${jobId}?clip=3`);
      await selectionBecomes('clip-card-2');
      expect((await player().getAttribute('poster'))?.split('?')[0]).toMatch(/\/clip_2\/poster\.jpg$/);
      release();
      await playerReaches(2);
      await page.unrouteAll({ behavior: 'wait' });
    },
  );
});

describe('the keys of the page', () => {
  /** The number of the frame that is seen, at 30 a second, and how far from its middle the player stands. */
  const frame = async (): Promise<number> => Math.floor((await placeInVideo()) * 30);
  const comesToFrame = async (wanted: number): Promise<void> =>
    await until(async () => (await frame()) === wanted, { what: `frame ${wanted}` });
  const paused = async (): Promise<boolean> =>
    await player().evaluate((video: HTMLVideoElement) => video.paused);

  itRequires('chromium', 'are listed by one of them, and rest while the list is open', async () => {
    await open(`/jobs/${jobId}`);
    await until(async () => await player().evaluate((video: HTMLVideoElement) => video.readyState > 0));
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(await list.innerText()).toMatch(/Space\s+Play or pause[\s\S]*Undo/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('l');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await selectionBecomes(null);
    expect(await paused()).toBe(true);
  });

  itRequires('chromium', 'lead from clip to clip, and exactly from frame to frame', async () => {
    await page.keyboard.press('ArrowDown');
    await selectionBecomes('clip-card-1');
    await comesToFrame(30);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await comesToFrame(32);
    expect(await placeInVideo()).toBeCloseTo(32.5 / 30, 4);
    await page.keyboard.press('ArrowUp');
    await selectionBecomes('clip-card-0');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await comesToFrame(0);
  });

  itRequires(
    'chromium',
    'play, stop and go back, and lead to the field, where they are letters',
    async () => {
      await player().evaluate((video: HTMLVideoElement) => (video.muted = true));
      await page.keyboard.press('Space');
      await until(async () => (await placeInVideo()) > 0.2);
      await page.keyboard.press('k');
      expect(await paused()).toBe(true);
      await page.keyboard.press('j');
      await comesToFrame(0);
      await page.keyboard.press('l');
      await page.keyboard.press('l');
      expect(await player().evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(2);
      await page.keyboard.press('Space');
      expect(await paused()).toBe(true);
      await page.keyboard.press('Enter');
      await page.keyboard.type('l j?');
      expect(await page.getByTestId('chat-input').inputValue()).toBe('l j?');
      expect(await paused()).toBe(true);
      await page.getByTestId('chat-input').fill('');
    },
  );
});

describe('a video with a small rendition', () => {
  let proxy: HttpProxy;
  let path: string;
  beforeAll(async () => {
    if (browser === undefined) return;
    await importVideo(fixture, { OUTPUT_RESOLUTION: '540' });
    const db = createPrismaClient(fixture.databaseUrl);
    const { id } = await db.job.findFirstOrThrow({ where: { userPrompt: 'another' } });
    await db.$disconnect();
    path = `/jobs/${id}`;
    proxy = await startHttpProxy(() => server.url);
  }, 60_000);
  afterAll(async () => await proxy?.close());

  const shown = async (on: Page): Promise<string | undefined> =>
    (await on.getByTestId('final-video').locator('video').getAttribute('src'))
      ?.split('?')[0]
      ?.split('/')
      .at(-1);
  const becomes = async (on: Page, file: string): Promise<void> =>
    await until(async () => (await shown(on)) === file, { what: file });
  const state = async (on: Page): Promise<{ seconds: number; paused: boolean; height: number }> =>
    await on
      .getByTestId('final-video')
      .locator('video')
      .evaluate(({ currentTime, paused, videoHeight, readyState }: HTMLVideoElement) => {
        // Until the next source has been sent to its place, the time is no place.
        return { seconds: readyState > 0 ? currentTime : -1, paused, height: videoHeight };
      });

  itRequires(
    'chromium',
    'plays it where the line is slow, from the same place on, without a shift of the page; the person may choose otherwise',
    async () => {
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
      const on = await context.newPage();
      const quality = on.getByRole('combobox', { name: 'Quality' });
      await on.addInitScript(() => {
        const shifts: string[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) =>
          (list.getEntries() as unknown as { sources: { node: Element | null }[] }[]).forEach(({ sources }) =>
            // Beside it, the looks find their place.
            shifts.push(
              ...sources.flatMap(({ node }) => node?.parentElement?.closest('.player')?.className ?? []),
            ),
          ),
        ).observe({ type: 'layout-shift', buffered: true });
      });
      // Less than it takes; from the first byte, since browsers keep what they have of a file.
      proxy.slow({ path: '/final_video.mp4', bytesPerSecond: 40_000 });
      await on.route('**/media/video-outputs/**', async (route) => {
        await route.continue({ url: route.request().url().replace(server.url, proxy.url) });
      });
      await on.goto(`${server.url}${path}`);
      await quality.waitFor();
      const box = await on.getByTestId('final-video').boundingBox();
      expect(await shown(on)).toBe('final_video.mp4');
      expect(await quality.inputValue()).toBe('auto');
      await on
        .getByTestId('final-video')
        .locator('video')
        .evaluate(async (video: HTMLVideoElement) => {
          video.muted = true;
          if (video.readyState === 0)
            await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }));
          video.currentTime = 1;
          void video.play();
        });
      await becomes(on, 'small_video.mp4');
      await until(async () => (await state(on)).seconds > 2, { what: 'playing on' });
      expect(await state(on)).toMatchObject({ paused: false, height: 480 });
      expect(await quality.locator('option:checked').innerText()).toBe('Auto (small)');
      expect(await on.getByTestId('final-video').boundingBox()).toEqual(box);
      await keepScreenshot(on, 'quality-small');
      await on.keyboard.press('k');
      const { seconds } = await state(on);
      proxy.slow(null);
      await quality.selectOption('Full');
      await becomes(on, 'final_video.mp4');
      await until(async () => (await state(on)).seconds === seconds, { what: 'the same frame' });
      expect(await state(on)).toMatchObject({ paused: true, height: 540 });
      await quality.selectOption('Small');
      await becomes(on, 'small_video.mp4');
      await until(async () => (await state(on)).seconds === seconds, { what: 'the same frame' });
      expect(await on.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
      await on.reload();
      await quality.waitFor();
      expect([await quality.inputValue(), await shown(on)]).toEqual(['small', 'small_video.mp4']);
      await context.close();
    },
    40_000,
  );

  itRequires('chromium', 'plays it from the start where bytes are to be saved', async () => {
    const context = await browser.newContext();
    const on = await context.newPage();
    const devtools = await context.newCDPSession(on);
    await devtools.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true });
    await on.goto(`${server.url}${path}`);
    await on.getByRole('combobox', { name: 'Quality' }).waitFor();
    expect(await shown(on)).toBe('small_video.mp4');
    // A phone that lies on its side: the stage ends where its column does.
    await on.setViewportSize({ width: 844, height: 390 });
    const [stage, strip] = await Promise.all(
      ['.stage', '.strip'].map(async (part) => (await on.locator(part).boundingBox())!),
    );
    expect(stage!.x + stage!.width).toBeCloseTo(strip!.x + strip!.width, 0);
    await keepScreenshot(on, 'quality-landscape');
    await on.setViewportSize({ width: 390, height: 844 });
    await keepScreenshot(on, 'quality-phone');
    await context.close();
  });
});

/** A busy machine reads and plays a new video late; how soon is not what is looked at. */
const LOADED = { limitMs: CHANGE_LIMIT_MS, what: 'the new video plays' };

describe('the result of a change', () => {
  itRequires(
    'chromium',
    'takes the player to the changed clip, and shows it beside what it was, in step',
    async () => {
      const source = await player().getAttribute('src');
      originalVideo = source!.split('?')[0];
      await card(CHANGED).click();
      await page.getByTestId('chat-input').fill('make it nighttime');
      await page.getByTestId('chat-input').press('Enter');
      await page.getByTestId(`strip-progress-${CHANGED}`).waitFor();
      await page.getByTestId(`regenerated-badge-${CHANGED}`).waitFor({ timeout: CHANGE_LIMIT_MS });
      const film = page.getByTestId(`timeline-clip-${CHANGED}`);
      expect(await film.innerText()).toMatch(/^3\s+v2$/);
      await film.locator('.strip-frame').first().waitFor();
      await until(async () => (await placeInVideo()) >= CHANGED);
      expect(await player().getAttribute('src')).not.toBe(source);
      await page.getByRole('button', { name: 'Before and after' }).click();
      await page.getByRole('group', { name: 'Versions of clip 3: Original and v2' }).waitFor();
      expect((await comparison().locator('video').getAttribute('src'))?.split('?')[0]).toBe(originalVideo);
      await until(async () => (await frameCompared()) >= 30 * CHANGED);
      const first = await frameCompared();
      await page.keyboard.press('Space');
      await until(async () => (await frameCompared()) > first, { what: 'both play' });
      await page.keyboard.press('Space');
      await until(async () => {
        const [before, after] = await lumaOfBoth(page);
        return before > 0 && after < 0.8 * before;
      });
      await keepScreenshot(page, 'before-after');
      await page.keyboard.press('Escape');
      await comparison().waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Before and after');
      await page.keyboard.press('c');
      await comparison().waitFor();
      await page.keyboard.press('c');
      await comparison().waitFor({ state: 'detached' });
    },
    CHANGE_LIMIT_MS + 30_000,
  );

  itRequires(
    'chromium',
    'can be compared after a reload, with what another change or the pipeline had made before it',
    async () => {
      const source = await player().getAttribute('src');
      const api = await ApiClient.asDemoUser(server.url);
      await playSlowlyFrom(2.2);
      await followToEnd(api, await confirmChange(api, jobId, 1, 'make it nighttime'));
      await api.close();
      // What lands under a playing playhead does not move it, although another clip has changed.
      await until(async () => (await player().getAttribute('src')) !== source, LOADED);
      await until(
        async () =>
          await player().evaluate((video: HTMLVideoElement) => !video.paused && video.currentTime > 0),
        LOADED,
      );
      const played = await playedTimes();
      expect(Math.min(...played.map(({ seconds }) => seconds))).toBeGreaterThan(2.1);
      // A busy machine may draw no frame for seconds, in which it plays on.
      const leaps = played.slice(1).filter(({ seconds, at }, index) => {
        const before = played[index]!;
        return Math.abs(seconds - before.seconds) > 0.1 + SLOWLY * (at - before.at);
      });
      expect(leaps).toEqual([]);
      await open(`/jobs/${jobId}?clip=2`);
      const before = async (): Promise<string | undefined> => {
        await page.getByRole('button', { name: 'Before and after' }).click();
        return (await comparison().locator('video').getAttribute('src'))?.split('?')[0];
      };
      expect(await before()).toBe(source!.split('?')[0]);
      await card(CHANGED).click();
      await comparison().waitFor({ state: 'detached' });
      expect(await before()).toBe(originalVideo);
      await page.keyboard.press('Escape');
    },
    CHANGE_LIMIT_MS + 30_000,
  );
});
