import { FRAME_RATE, OUTPUT_SIZES } from '../../../core/job/frames.js';
import { segmentEncoder } from '../../../runner/compose/segments/segment-args.js';
import type { FfmpegTools } from '../../../runner/ffmpeg/binaries.js';
import { runFfmpeg } from '../../../runner/ffmpeg/run-ffmpeg.js';
import { clipsOf, planSegments } from '../../../core/timeline/segments.js';
import { plainGraph } from './plain-graph.js';
import type { BenchVideo } from '../video.js';

const signal = new AbortController().signal;

/**
 * The whole video with one ffmpeg: all clips, each normalized, crossfades, encoder, song. The composer's own
 * encoder settings, with ffmpeg's default threads.
 */
export async function composeByOneGraph(video: BenchVideo, tools: FfmpegTools, outputPath: string) {
  const { width, height } = OUTPUT_SIZES['16:9'];
  const scaled = `scale=${width}:${height}:force_original_aspect_ratio=decrease`;
  const normalize = `${scaled},pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p,`;
  const { graph, inputs } = plainGraph(planSegments(video.timeline), video.timeline, normalize);
  const sound = ['-map', `${inputs.length}:a:0`, '-c:a', 'aac', '-b:a', '192k', '-shortest'];
  await run(tools, {
    files: [...inputs.map(({ clip }) => ({ file: video.clips[clip]!.file, options: [] })), video.song],
    graph,
    options: [...encoderOfAnyThreads(), ...sound, '-movflags', '+faststart'],
    frameCount: video.timeline.totalFrames,
    outputPath,
  });
}

/**
 * Only the frames that a change to one clip affects, with one bare ffmpeg: its body and its transitions, with seeks
 * into the neighbors, no normalizing, no sound, and one thread to decode, which costs the least CPU.
 */
export async function encodeOnlyChanged(
  video: BenchVideo,
  clip: number,
  tools: FfmpegTools,
  outputPath: string,
) {
  const changed = planSegments(video.timeline).filter((segment) => clipsOf(segment).includes(clip));
  const { graph, inputs } = plainGraph(changed, video.timeline, '');
  const files = inputs.map((input) => ({
    file: video.clips[input.clip]!.file,
    options: ['-threads', '1', '-ss', input.seekSeconds.toFixed(6)],
  }));
  const frameCount = changed.reduce((sum, { startFrame, endFrame }) => sum + endFrame - startFrame, 0);
  await run(tools, { files, graph, options: segmentEncoder('body'), frameCount, outputPath });
}

function encoderOfAnyThreads(): string[] {
  const options = segmentEncoder('body');
  return options
    .toSpliced(options.indexOf('-threads'), 2)
    .map((option) => option.replace(/sliced-threads=1:slices=\d+:/, ''));
}

async function run(
  tools: FfmpegTools,
  command: {
    files: { file: string; options?: string[] }[];
    graph: string;
    options: string[];
    frameCount: number;
    outputPath: string;
  },
): Promise<void> {
  const { files, graph, options, frameCount, outputPath } = command;
  const inputs = files.map(({ file, options: before }) => ({ file, format: 'mov', options: before ?? [] }));
  const outputOptions = ['-map', '[video]', '-r', String(FRAME_RATE), ...options];
  const wording = { doing: 'put the video together', failureCode: 'RECOMPOSITION_FAILED' as const };
  await runFfmpeg(
    tools,
    { inputs, filterGraph: graph, outputOptions, format: 'mp4', frameCount, outputPath, ...wording },
    signal,
  );
}
