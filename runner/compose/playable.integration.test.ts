import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { createMediaRouter } from '../../api/http/media.js';
import { createUrlSigner } from '../../core/storage/signed-url.js';
import {
  flashesIn,
  makeBeeps,
  makeCodedClip,
  READ_CODE,
  type CodedFrame,
} from '../../test/kit/media/coded-film.js';
import {
  createComposingFixture,
  slotsOf,
  transitionAfter,
  type ComposingFixture,
} from '../../test/kit/media/composing.js';
import { eachFfmpeg } from '../../test/kit/media/ffmpegs.js';
import {
  boxesOf,
  decoderWarnings,
  idrPictures,
  mp4Facts,
  onsetsIn,
  soundOf,
  type Mp4Facts,
} from '../../test/kit/media/mp4-facts.js';
import { launchChromium } from '../../test/kit/browser/chromium.js';
import { itRequires } from '../../test/kit/jest/requirements.js';
import { planSegments, type TimelinePlan } from '../../core/timeline/segments.js';
import type { StoredMedia } from './clip-sources.js';

const SIZE = { width: 160, height: 90 };
/** 7 s; no flashing frame is in a transition. */
const TIMELINE: TimelinePlan = {
  ...slotsOf([50, 55, 60, 45]),
  transitions: [transitionAfter(1, 'crossfade', 0.4), transitionAfter(2, 'fade', 0.4)],
};
const SECONDS = TIMELINE.totalFrames / 30;
const SEGMENTS = planSegments(TIMELINE);
const FRAME_SECONDS = 1 / 30;
const SIGNING = { secret: 'a secret for this test', keyId: 'test' };

let fixture: ComposingFixture;
let clips: StoredMedia[];
let songs: Record<'wav' | 'mp3' | 'm4a', StoredMedia>;

async function storedSong(extension: string): Promise<StoredMedia> {
  return await fixture.stored(await makeBeeps(fixture.inFolder(`song.${extension}`), SECONDS + 1));
}

beforeAll(async () => {
  fixture = await createComposingFixture();
  clips = [];
  for (const slot of TIMELINE.clips) {
    clips.push(
      await fixture.stored(await makeCodedClip(fixture.inFolder(`clip-${slot.clipIndex}.mp4`), slot)),
    );
  }
  songs = { wav: await storedSong('wav'), mp3: await storedSong('mp3'), m4a: await storedSong('m4a') };
});
afterAll(() => fixture.drop());

eachFfmpeg((tools) => {
  const compose = async (song: StoredMedia) => {
    const input = { jobId: tools().build, timeline: TIMELINE, sources: clips, song, ffmpeg: tools() };
    return (await fixture.compose(SIZE, input)).filePath;
  };
  let file: string;
  let facts: Mp4Facts;
  beforeAll(async () => {
    file = await compose(songs.mp3);
    facts = await mp4Facts(file);
  });

  it('is one H.264 High picture and one AAC sound, with the index in front and nothing that tells when', async () => {
    const { streams, formatTags } = facts;
    expect(streams).toMatchObject([
      { codec_type: 'video', codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', time_base: '1/30000' },
      { codec_type: 'audio', codec_name: 'aac', profile: 'LC' },
    ]);
    expect(streams).toHaveLength(2);
    const boxes = await boxesOf(file);
    expect(boxes.indexOf('moov')).toBe(1);
    expect(boxes.indexOf('mdat')).toBeGreaterThan(1);
    const tags = [formatTags, ...streams.map((stream) => stream.tags ?? {})].flatMap(Object.keys);
    const constant = [
      'compatible_brands',
      'handler_name',
      'language',
      'major_brand',
      'minor_version',
      'vendor_id',
    ];
    expect(tags.filter((tag) => !constant.includes(tag))).toEqual([]);
  });

  it('decodes to the end without a warning', async () => {
    expect(await decoderWarnings(file, tools().ffmpegPath)).toBe('');
  });

  it('shows one picture every thirtieth of a second, from zero to the end', () => {
    const { packets } = facts;
    const shown = packets.map(({ pts }) => pts).toSorted((a, b) => a - b);
    expect(shown).toEqual(Array.from({ length: TIMELINE.totalFrames }, (_, frame) => frame * 1000));
    const decoded = packets.map(({ dts }) => dts);
    expect(decoded).toEqual([...new Set(decoded)].toSorted((a, b) => a - b));
    for (const { pts, dts } of packets) expect(pts).toBeGreaterThanOrEqual(dts);
  });

  it('can be entered at the start of every segment', async () => {
    const { packets } = facts;
    const idr = await idrPictures(file);
    expect(idr).toHaveLength(TIMELINE.totalFrames);
    const entries = packets.flatMap(({ pts, keyframe }, index) =>
      keyframe && idr[index] ? [pts / 1000] : [],
    );
    expect(entries).toEqual(expect.arrayContaining(SEGMENTS.map(({ startFrame }) => startFrame)));
  });

  it('is as long in sound as in picture', async () => {
    for (const { duration } of facts.streams) {
      expect(Math.abs(Number(duration) - SECONDS)).toBeLessThan(FRAME_SECONDS);
    }
    const heard = (await soundOf(file)).length / 48_000;
    expect(Math.abs(heard - SECONDS)).toBeLessThan(FRAME_SECONDS);
  });

  it.each(['wav', 'mp3', 'm4a'] as const)('keeps a song in .%s together with the picture', async (format) => {
    const film = format === 'mp3' ? file : await compose(songs[format]);
    const flashes = (await flashesIn(film)).map((frame) => frame * FRAME_SECONDS);
    const beeps = onsetsIn(await soundOf(film));
    expect(flashes).toHaveLength(SECONDS);
    expect(beeps).toHaveLength(SECONDS);
    // Half a frame: a lost or doubled priming of the sound codec would exceed it.
    for (const [n, beep] of beeps.entries())
      expect(Math.abs(beep - flashes[n]!)).toBeLessThan(FRAME_SECONDS / 2);
  });

  describe('in Chromium', () => {
    let server: Server;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const launched = await launchChromium();
      if (launched === undefined) return;
      browser = launched;
      const { key } = await fixture.stored(file);
      const media = createMediaRouter({ presign: null, storage: fixture.storage, ...SIGNING });
      const source = createUrlSigner({ ...SIGNING, baseUrl: '' }).signedUrl(key);
      const html = `<!doctype html><video muted preload="auto" src="${source}"></video>`;
      server = express()
        .use('/media', media)
        .get('/', (_request, response) => void response.send(html))
        .listen(0, '127.0.0.1');
      await once(server, 'listening');
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction('document.querySelector("video").readyState >= 3');
    });
    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });

    /** The picture after a seek to the middle of a frame. */
    async function shownAt(frame: number): Promise<CodedFrame> {
      const seek = `new Promise((resolve, reject) => {
        const video = document.querySelector('video');
        video.onerror = () => reject(new Error(video.error.message));
        video.onseeked = resolve;
        video.currentTime = ${(frame + 0.5) / 30};
      })`;
      await page.evaluate(seek);
      return await page.evaluate<CodedFrame>(READ_CODE);
    }

    itRequires('chromium', 'is found at every cut to the frame, back and forth', async () => {
      const bodies = SEGMENTS.filter(({ kind }) => kind === 'body');
      const asked = TIMELINE.clips.flatMap((_, clip) => {
        const { startFrame, endFrame } = bodies[clip]!;
        return [startFrame, endFrame - 1].map((frame) => ({ clip, frame }));
      });
      const backAndForth = [
        ...asked,
        ...asked.toReversed(),
        ...asked.toSorted((a, b) => (a.frame % 7) - (b.frame % 7)),
      ];
      const shown = [];
      for (const { frame } of backAndForth) shown.push(await shownAt(frame));
      expect(shown).toEqual(backAndForth);
    });

    itRequires('chromium', 'plays to its end, as long as the song', async () => {
      await shownAt(0);
      const played = `new Promise((resolve, reject) => {
        const video = document.querySelector('video');
        video.onerror = () => reject(new Error(video.error.message));
        video.onended = () => resolve({ duration: video.duration, currentTime: video.currentTime });
        video.playbackRate = 4;
        video.play().catch(reject);
      })`;
      const { duration, currentTime } = await page.evaluate<{ duration: number; currentTime: number }>(
        played,
      );
      expect(Math.abs(duration - SECONDS)).toBeLessThan(FRAME_SECONDS);
      expect(currentTime).toBe(duration);
      expect(await page.evaluate(READ_CODE)).toMatchObject({ clip: TIMELINE.clips.length - 1 });
    });
  });
});
