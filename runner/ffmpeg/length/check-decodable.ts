import type { FfmpegTools } from '../binaries.js';
import { DECODED } from '../decoders.js';
import { UnusableMedia, type MediaProbe } from '../probe.js';
import { FfmpegError, runFfmpeg, type FfmpegEnd } from '../run-ffmpeg.js';
import { soundFilters, soundLength } from './sound-length.js';
import { isStreamedWav } from './streamed-wav.js';

/**
 * Messages about damage that a song may have: two or three where files were joined, even short ones. One of which every
 * packet is damaged has more than 40 a second.
 */
const mostMessages = (seconds: number): number => 20 + 2 * seconds;
/** An Ogg file that ends earlier than its last page says was cut or damaged. */
const LOST_SECONDS = 1;

/**
 * Decodes the whole picture, and the sound of a finished video. A clip's sound is never used and may be in any state.
 * Rejects with UnusableMedia if the file ends early or is damaged: the headers of a truncated file still promise its full
 * length.
 */
export async function checkDecodable(
  file: string,
  probe: MediaProbe,
  binaries: FfmpegTools,
  signal: AbortSignal,
  sound: 'unused' | 'heard' = 'unused',
): Promise<void> {
  const frameCount = Math.ceil(probe.durationSeconds * Math.max(probe.video?.frameRate ?? 0, 1));
  let decoded = 0;
  const picture = probe.video === null ? [] : ['-map', `0:${probe.video.specifier}`];
  const streams = [...picture, ...(sound === 'heard' ? ['-map', '0:a:0?'] : [])];
  const run = { file, probe, streams, frameCount, strict: true };
  await decode(run, binaries, signal, (frames) => (decoded = frames));
  // Its pictures may be in another file, which ffmpeg must not open.
  if (probe.video !== null && decoded === 0) throw new UnusableMedia('No picture can be read from the file.');
}

/**
 * Decodes a song, at most `mostSeconds` of it, and resolves to its length in seconds: headers of AAC, MP3 and streams
 * only guess it. Rejects with UnusableMedia if it is damaged. Joined files have the header of the next one in their
 * middle; players go past it, and so does this.
 */
export async function decodeSong(
  file: string,
  probe: MediaProbe,
  mostSeconds: number,
  binaries: FfmpegTools,
  signal: AbortSignal,
): Promise<number> {
  const strict = !(await mayHoldMore(file, probe));
  const streams = ['-map', '0:a:0', ...soundFilters(probe), '-t', String(mostSeconds)];
  // In seconds: decoding sound takes far less time than a picture.
  const end = await decode({ file, probe, streams, frameCount: mostSeconds, strict }, binaries, signal);
  const seconds = soundLength(probe, end.seconds);
  if (!(end.seconds > 0)) throw new UnusableMedia('No sound can be read from the file.');
  const promised = probe.demuxer === 'ogg' ? Math.min(probe.audio?.declaredSeconds ?? 0, mostSeconds) : 0;
  if (end.messageCount > mostMessages(end.seconds) || seconds < promised - LOST_SECONDS)
    throw damaged(new Error(end.messages.join('\n')));
  return seconds;
}

/** Whether a decoder may meet what is no sound in a song that is whole: streams without an index can be joined. */
async function mayHoldMore(file: string, { demuxer }: MediaProbe): Promise<boolean> {
  if (demuxer === 'wav') return await isStreamedWav(file);
  return demuxer === 'mp3' || demuxer === 'aac' || demuxer === 'ogg';
}

const DAMAGED = 'The file is damaged or incomplete.';
export const damaged = (cause: Error): UnusableMedia => new UnusableMedia(DAMAGED, cause);

async function decode(
  run: { file: string; probe: MediaProbe; streams: string[]; frameCount: number; strict: boolean },
  binaries: FfmpegTools,
  signal: AbortSignal,
  onFrames?: (frames: number) => void,
): Promise<FfmpegEnd> {
  try {
    return await runFfmpeg(
      binaries,
      {
        inputs: [{ file: run.file, format: run.probe.demuxer, options: [...DECODED] }],
        outputOptions: run.streams,
        format: 'null',
        outputPath: null,
        frameCount: run.frameCount,
        strict: run.strict,
        doing: 'read the file',
        failureCode: 'VIDEO_MODEL_FAILED',
      },
      signal,
      onFrames,
    );
  } catch (error) {
    if (error instanceof FfmpegError) throw damaged(error);
    throw error;
  }
}
