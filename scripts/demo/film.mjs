import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import sharp from 'sharp';
import { createFrame } from './draw/frame.mjs';
import { createGrade } from './draw/grade.mjs';
import { WIDTH } from './draw/layer.mjs';

/** Frames per second of a rate written as ffmpeg writes it ('24', '24000/1001'). */
export function framesPerSecond(rate) {
  const [over, under = 1] = rate.split('/').map(Number);
  return over / under;
}

async function openScene(scene) {
  const draw = await scene.prepare(scene.width / WIDTH);
  const grade = createGrade(scene.width, scene.height, scene.look);
  return async (index) => {
    const frame = createFrame(scene.width, scene.height);
    await draw(frame, index / (scene.frameCount - 1), index / framesPerSecond(scene.rate));
    return grade(frame);
  };
}

function encoderArgs({ width, height, rate, crf }, file) {
  const input = `-f rawvideo -pix_fmt rgb24 -s ${width}x${height} -r ${rate} -i pipe:0 -an`;
  const color = '-colorspace bt709 -color_primaries bt709 -color_trc bt709';
  const encoder = `-c:v libx264 -preset veryslow -crf ${crf} -aq-mode 3 -pix_fmt yuv420p -threads 2`;
  const output = '-vf scale=out_color_matrix=bt709:out_range=tv -movflags +faststart -fflags +bitexact';
  const all = `-hide_banner -loglevel error -y ${input} ${output} ${color} ${encoder} -flags:v +bitexact`;
  return [...all.split(' '), file];
}

/** Draws every frame of a scene and encodes it as H.264 without sound; `file` appears only when it is complete. */
export async function shootClip(scene, file) {
  const drawFrame = await openScene(scene);
  const ffmpeg = spawn('ffmpeg', encoderArgs(scene, `${file}.part.mp4`), {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(ffmpeg, 'exit');
  for (let index = 0; index < scene.frameCount; index += 1) {
    if (!ffmpeg.stdin.write(await drawFrame(index))) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} while writing ${file}`);
  await rename(`${file}.part.mp4`, file);
}

/** One frame of a scene as a sharp image; `position` 0..1 in the clip. */
export async function shootStill(scene, position) {
  const drawFrame = await openScene(scene);
  const pixels = await drawFrame(Math.round(position * (scene.frameCount - 1)));
  return sharp(pixels, { raw: { width: scene.width, height: scene.height, channels: 3 } });
}
