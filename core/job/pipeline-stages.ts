import type { z } from 'zod';

/** The columns of job_stages that the product reads. */
export interface PipelineStage {
  stageName: string;
  metadata: unknown;
}

/** A stage of the pipeline cannot be read; names the stage and the place in its metadata. */
export class JobDataError extends Error {
  constructor(
    readonly stage: string,
    /** Inside the stage's metadata, e.g. `clips.clips[2].clip_index`; empty for the whole. */
    readonly path: string,
    readonly reason: string,
  ) {
    super(`Stage ${stage}${path === '' ? '' : `, ${path}`}: ${reason}`);
    this.name = 'JobDataError';
  }
}

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A stage's metadata as an object; it is stored as one or as a JSON string of one. Null if the stage is missing or has no
 * metadata yet.
 */
export function stageMetadata(stages: PipelineStage[], stageName: string): JsonObject | null {
  const metadata = stages.find((stage) => stage.stageName === stageName)?.metadata ?? null;
  if (metadata === null) return null;
  const value = typeof metadata === 'string' ? parseEncoded(stageName, metadata) : metadata;
  if (value === null) return null;
  if (!isObject(value)) throw new JobDataError(stageName, '', 'the metadata is not an object');
  return Object.keys(value).length === 0 ? null : value;
}

function parseEncoded(stageName: string, encoded: string): unknown {
  try {
    return JSON.parse(encoded);
  } catch {
    throw new JobDataError(stageName, '', 'the metadata is a string that is not JSON');
  }
}

/** Where a stage's payload sits: under its key, or at the top level of the metadata. */
export function stagePayload(metadata: JsonObject, key: string): { payload: JsonObject; under: string[] } {
  const nested = metadata[key];
  // `clips` and `clip_prompts` are also the names of the lists inside: a list under the key is the top level.
  return isObject(nested) ? { payload: nested, under: [key] } : { payload: metadata, under: [] };
}

/** A stage's parsed payload, and a way to report errors in it. */
export interface ParsedStage<T> {
  value: T;
  /** An error at a path inside the payload. */
  error(path: PropertyKey[], reason: string): JobDataError;
}

/** Parses a stage's payload; null if the stage is missing. Throws JobDataError. */
export function parseStage<T>(
  stages: PipelineStage[],
  stageName: string,
  key: string,
  schema: z.ZodType<T>,
): ParsedStage<T> | null {
  const metadata = stageMetadata(stages, stageName);
  if (metadata === null) return null;
  const { payload, under } = stagePayload(metadata, key);
  const error = (path: PropertyKey[], reason: string) => {
    return new JobDataError(stageName, formatPath([...under, ...path]), reason);
  };
  const parsed = schema.safeParse(payload);
  if (parsed.success) return { value: parsed.data, error };
  const issue = parsed.error.issues[0]!;
  throw error(issue.path, issue.message);
}

/** `['clips', 'clips', 2, 'cost']` → `clips.clips[2].cost`. */
function formatPath(path: PropertyKey[]): string {
  return path.reduce<string>((joined, part) => {
    if (typeof part === 'number') return `${joined}[${part}]`;
    return joined === '' ? String(part) : `${joined}.${String(part)}`;
  }, '');
}
