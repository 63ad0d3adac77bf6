import { basename } from 'node:path';
import { z } from 'zod';
import { uuid } from '../../../core/util/uuid.js';
import { money } from '../../../core/job/pipeline-schema.js';
import { ImportError } from '../import-error.js';
import { readTextFile } from '../folder/text-file.js';

const text = z.string().nullish();

const schema = z.object({
  job: z.object({
    id: uuid,
    audio_url: text,
    video_url: text,
    user_prompt: text,
    video_model: text,
    aspect_ratio: text,
    template: text,
    total_cost: money.nullish(),
  }),
  job_stages: z.array(
    z.object({
      stage_name: z.string(),
      status: z.enum(['pending', 'processing', 'completed', 'failed']).default('completed'),
      cost: money.nullish(),
      metadata: z.unknown(),
    }),
  ),
  job_costs: z.array(z.object({ stage_name: z.string(), api_name: z.string(), cost: money })).nullish(),
});

/** A job of the pipeline as a file: the rows of jobs, job_stages and, if present, job_costs. */
export type JobFile = z.infer<typeof schema>;

/** Reads a pipeline job's JSON; throws ImportError that says what is wrong and where. */
export async function readJobFile(path: string): Promise<JobFile> {
  const name = basename(path);
  let json: unknown;
  try {
    json = JSON.parse((await readTextFile(path)).text);
  } catch (error) {
    throw new ImportError(`${name} is not valid JSON: ${(error as Error).message}`, error);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return withUniqueStages(name, parsed.data);
  const issue = parsed.error.issues[0]!;
  throw new ImportError(
    `${name} is not a job of the pipeline: ${issue.path.join('.') || 'it'}: ${issue.message}.`,
  );
}

/** Whether a JSON file claims to be a pipeline job; a folder may contain other JSON files too. */
export async function looksLikeJobFile(path: string): Promise<boolean> {
  return (await readTextFile(path)).text.includes('"job_stages"');
}

function withUniqueStages(name: string, file: JobFile): JobFile {
  const names = file.job_stages.map((stage) => stage.stage_name);
  const twice = names.find((stageName, index) => names.indexOf(stageName) !== index);
  if (twice !== undefined) throw new ImportError(`${name} has the stage ${twice} twice.`);
  return file;
}
