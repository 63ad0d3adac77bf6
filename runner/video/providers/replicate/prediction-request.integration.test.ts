import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import sharp from 'sharp';
import { createLocalDiskStorage } from '../../../../core/storage/disk/local-disk.js';
import { makeClip, testFfmpeg } from '../../../../test/kit/media/media.js';
import { rejection } from '../../../../test/providers/replicate-models.js';
import { footageOf } from '../../footage.js';
import { startingPictures, type PictureDeps } from '../../pictures.js';
import { MODELS } from './models.js';
import { predictionRequest } from './prediction-request.js';
import type { VideoRequest } from '../../video-model.js';

/** The requests to each model, against the models' own input schemas. */
let folder: string;
let footage: string;
let deps: PictureDeps;
const scene = 'reference-images/j/scene.jpg';
const [anna, ben, cleo] = ['anna', 'ben', 'cleo'].map((name) => `reference-images/j/${name}.png`);
const none = { scene: null, characters: [] };
const withoutPicture = ['kling_v21', 'wan_25_i2v'];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'requests-'));
  const storage = createLocalDiskStorage(path.join(folder, 'storage'));
  footage = await makeClip({ file: path.join(folder, 'footage.mp4'), seconds: 0.5, width: 640, height: 360 });
  for (const key of [scene, anna!, ben!, cleo!]) {
    const file = path.join(folder, path.basename(key));
    await sharp({ create: { width: 1600, height: 1600, channels: 3, background: 'teal' } }).toFile(file);
    await storage.putFile(key, file);
  }
  await writeFile(path.join(folder, 'broken.jpg'), 'no picture');
  await storage.putFile('reference-images/j/broken.jpg', path.join(folder, 'broken.jpg'));
  deps = { storage, ffmpeg: await testFfmpeg(), log: pino({ level: 'silent' }) };
});
afterAll(async () => await rm(folder, { recursive: true }));

/** Nothing is uploaded for a new shot. */
const noFile = (): undefined => undefined;

async function requestOf(model: string, change: Partial<VideoRequest> = {}) {
  const request: VideoRequest = {
    model,
    prompt: 'a street at night',
    negativePrompt: 'blurry',
    references: none,
    seed: 7,
    ...{ looks: [], style: null, beatSeconds: [] },
    clipSeconds: 4.1,
    aspectRatio: '16:9',
    deadlineAt: new Date(Date.now() + 600_000),
    paid: null,
    sourcePath: null,
    edit: null,
    outputPath: path.join(folder, 'output.mp4'),
    ...change,
  };
  const sources = { pictures: startingPictures(deps), footage: footageOf(deps.ffmpeg) };
  return await predictionRequest(MODELS, request, sources, new AbortController().signal);
}

async function sizeOf(picture: unknown): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(Buffer.from(String(picture).split(',')[1]!, 'base64')).metadata();
  return { width, height };
}

const NEW_SHOTS = Object.keys(MODELS).filter((key) => MODELS[key]!.actions.includes('NEW_SHOT'));

describe.each(NEW_SHOTS)('a request to %s', (model) => {
  const references = { scene, characters: [anna!, ben!, cleo!] };

  it('is one that the model takes, for any slot and shape, with footage or without', async () => {
    for (const [clipSeconds, aspectRatio] of [
      [1, '16:9'],
      [4.1, '9:16'],
      [7.9, '16:9'],
      [14, '4:3'],
    ] as const) {
      const { slug, input } = await requestOf(model, { clipSeconds, aspectRatio, references });
      expect(rejection(slug, { ...input }, noFile)).toBeNull();
    }
    const { slug, input } = await requestOf(model, { sourcePath: footage, aspectRatio: '3:4', references });
    expect(rejection(slug, { ...input }, noFile)).toBeNull();
  });

  it('of a clip with neither footage nor pictures is made of words, or says why it cannot be', async () => {
    const request = requestOf(model);
    if (withoutPicture.includes(model)) {
      const message = expect.stringContaining('needs a picture to start from') as string;
      return await expect(request).rejects.toMatchObject({ code: 'VIDEO_MODEL_FAILED', message });
    }
    const { slug, input } = await request;
    expect(rejection(slug, { ...input }, noFile)).toBeNull();
  });
});

describe('the pictures of a request', () => {
  it('are the first frame of the footage, whatever else there is', async () => {
    const { input } = await requestOf('veo_31', {
      clipSeconds: 8,
      sourcePath: footage,
      references: { scene, characters: [anna!] },
    });
    expect(await sizeOf(input['image'])).toEqual({ width: 640, height: 360 });
    expect(input['reference_images']).toBeUndefined();
  });

  it("are the scene's, cut to the video's shape, where the clip was never made", async () => {
    const { input } = await requestOf('kling_v21', {
      aspectRatio: '9:16',
      references: { scene, characters: [anna!] },
    });
    expect(await sizeOf(input['start_image'])).toEqual({ width: 720, height: 1280 });
  });

  it('are those of scene and characters where the model takes several, as many as it takes', async () => {
    const references = { scene, characters: [anna!, ben!, cleo!] };
    const veo = await requestOf('veo_31', { clipSeconds: 8, references });
    expect(veo.input['reference_images']).toHaveLength(3);
    expect(await sizeOf((veo.input['reference_images'] as string[])[0])).toEqual({
      width: 1280,
      height: 1280,
    });
    expect((await requestOf('seedance_1_lite', { references })).input['reference_images']).toHaveLength(4);
    // It would cost eight seconds if four are enough.
    const short = await requestOf('veo_31', { references });
    expect(short.input).toMatchObject({ duration: 4, image: expect.any(String) });
  });

  it('are as small as the provider takes, whatever they show', async () => {
    const file = path.join(folder, 'noise.png');
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const create = { width: 1600, height: 1600, channels: 3, background: 'gray', noise } as const;
    await sharp({ create }).png({ compressionLevel: 1 }).toFile(file);
    await deps.storage.putFile('reference-images/j/noise.png', file);
    const { slug, input } = await requestOf('kling_v21', {
      references: { scene: 'reference-images/j/noise.png', characters: [] },
    });
    expect(rejection(slug, { ...input }, noFile)).toBeNull();
  });

  it('go without one that is gone, or is none', async () => {
    const characters = ['reference-images/j/gone.jpg', 'reference-images/j/broken.jpg', anna!];
    const { input } = await requestOf('seedance_1_lite', { references: { scene: null, characters } });
    expect(input['reference_images']).toHaveLength(1);
    const alone = await requestOf('seedance_1_lite', {
      references: { scene: 'reference-images/j/gone.jpg', characters: [] },
    });
    expect(Object.keys(alone.input)).not.toContain('image');
  });
});

it('has the seed and the negative prompt where the model takes them', async () => {
  const request = { sourcePath: footage };
  expect((await requestOf('wan_25_i2v', request)).input).toMatchObject({
    seed: 7,
    negative_prompt: 'blurry',
  });
  const kling = Object.keys((await requestOf('kling_v21', request)).input);
  expect(kling).toContain('negative_prompt');
  expect(kling).not.toContain('seed');
  const without = await requestOf('wan_25_i2v', { ...request, negativePrompt: null });
  expect(Object.keys(without.input)).not.toContain('negative_prompt');
});
