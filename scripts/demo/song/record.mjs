import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { playSong } from './arrangement.mjs';
import { SAMPLE_RATE } from './synth.mjs';

/** Plays the song and writes it as AAC in an m4a at 128 kbit/s. */
export async function recordSong(file) {
  const { left, right } = playSong();
  const pcm = Buffer.allocUnsafe(left.length * 8);
  for (let i = 0; i < left.length; i += 1) {
    pcm.writeFloatLE(left[i], i * 8);
    pcm.writeFloatLE(right[i], i * 8 + 4);
  }
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    '-f',
    'f32le',
    '-ar',
    `${SAMPLE_RATE}`,
    '-ac',
    '2',
  ];
  args.push(
    '-i',
    'pipe:0',
    '-c:a',
    'aac',
    '-b:a',
    '144k',
    '-movflags',
    '+faststart',
    '-fflags',
    '+bitexact',
    file,
  );
  const ffmpeg = spawn('ffmpeg', args, { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(ffmpeg, 'exit');
  ffmpeg.stdin.end(pcm);
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} while writing ${file}`);
}
