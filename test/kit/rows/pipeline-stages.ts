import { readFileSync } from 'node:fs';
import { packagePath } from '../../../core/util/package-path.js';
import type { PipelineStage } from '../../../core/job/pipeline-stages.js';

export type Json = Record<string, unknown>;

export interface JobFile {
  job: { aspect_ratio: string | null };
  job_stages: { stage_name: string; metadata: Json | string }[];
}

/** A job of test/fixtures. */
export function fixture(name: string): JobFile {
  return JSON.parse(readFileSync(packagePath(`test/fixtures/${name}.json`), 'utf8')) as JobFile;
}

export function stagesOf(file: JobFile): PipelineStage[] {
  return file.job_stages.map((stage) => ({ stageName: stage.stage_name, metadata: stage.metadata }));
}

export const neonStages = () => stagesOf(fixture('job-neon-city'));

/** The stages of the neon city, with some metadata replaced; `null` omits a stage. */
export function neonWith(changes: Record<string, unknown>): PipelineStage[] {
  const kept = neonStages().filter((stage) => !(stage.stageName in changes));
  const changed = Object.entries(changes).map(([stageName, metadata]) => ({ stageName, metadata }));
  return [...kept, ...changed.filter((stage) => stage.metadata !== null)];
}

/** A generated clip of 2 s. */
export function clip(clipIndex: number, more: Json = {}): Json {
  const key = `video-clips/j/clip_${clipIndex}.mp4`;
  return { clip_index: clipIndex, video_url: key, target_duration: 2, status: 'success', ...more };
}

/** The only stage that every job needs. */
export const onlyClips = (...clips: Json[]) => [
  { stageName: 'video_generator', metadata: { clips: { clips } } },
];
