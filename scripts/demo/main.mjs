/**
 * Draws the demo music video into prisma/demo: `node scripts/demo/main.mjs` makes everything (some minutes
 * on two cores); `node scripts/demo/main.mjs song job 2` only the song, job.json and clip index 2.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shootClip, shootStill } from './film.mjs';
import { jobJson } from './job.mjs';
import { recordSong } from './song/record.mjs';
import { JOB_ID } from './story.mjs';
import { avenueScene } from './scenes/avenue.mjs';
import { bayScene } from './scenes/bay.mjs';
import { festivalScene } from './scenes/festival.mjs';
import { harborScene } from './scenes/harbor.mjs';
import { ridgeScene } from './scenes/ridge.mjs';
import { viaductScene } from './scenes/viaduct.mjs';

const SCENES = [ridgeScene, viaductScene, bayScene, avenueScene, festivalScene, harborScene];
const JPEG = { quality: 82, mozjpeg: true };

const DEMO = fileURLToPath(new URL('../../prisma/demo/', import.meta.url));

async function place(bucket, name) {
  const file = join(DEMO, bucket, JOB_ID, name);
  await mkdir(dirname(file), { recursive: true });
  return file;
}

async function makeClip(index) {
  await shootClip(SCENES[index], await place('video-clips', `clip_${index}.mp4`));
  const thumbnail = (await shootStill(SCENES[index], 0)).resize(320, 180).jpeg(JPEG);
  await thumbnail.toFile(await place('clip-thumbnails', `clip_${index}_thumbnail.jpg`));
}

async function makeReferences() {
  const scene = (await shootStill(ridgeScene, 0.5)).resize(960, 540).jpeg(JPEG);
  await scene.toFile(await place('reference-images', 'scene_1.jpg'));
  const girl = { left: 150, top: 430, width: 360, height: 270 };
  const character = (await shootStill(bayScene, 0)).extract(girl).resize(640, 480).jpeg(JPEG);
  await character.toFile(await place('reference-images', 'char_1.jpg'));
}

async function makeJob() {
  await mkdir(DEMO, { recursive: true });
  await writeFile(join(DEMO, 'job.json'), await jobJson(SCENES));
}

const PARTS = {
  song: async () => recordSong(await place('audio-uploads', 'audio.m4a')),
  job: makeJob,
  references: makeReferences,
  ...Object.fromEntries(SCENES.map((_, index) => [index, () => makeClip(index)])),
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
  if (!Object.hasOwn(PARTS, name))
    throw new Error(`no part called ${name}: use ${Object.keys(PARTS).join(', ')}`);
  const began = Date.now();
  await PARTS[name]();
  console.log(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
