import { readFile } from 'node:fs/promises';
import { packagePath } from '../../../core/util/package-path.js';
import { createPrismaClient } from '../../../prisma/client.js';

interface StoryFile {
  job_stages: { stage_name: string; metadata: { scene_plan: Story; clip_prompts: Prompts } }[];
}
type Story = Record<'characters' | 'scenes' | 'style', object>;
interface Prompts {
  clip_prompts: { clip_index: number; prompt: string }[];
}

/** Gives a database's only video the demo's style, characters and prompts for language models, without the demo's media. */
export async function tellDemoStory(databaseUrl: string): Promise<void> {
  const file = JSON.parse(await readFile(packagePath('prisma/demo/job.json'), 'utf8')) as StoryFile;
  const metadataOf = (stage: string): StoryFile['job_stages'][number]['metadata'] =>
    file.job_stages.find(({ stage_name }) => stage_name === stage)!.metadata;
  const { characters, scenes, style } = metadataOf('scene_planner').scene_plan;
  const { clip_prompts } = metadataOf('prompt_generator').clip_prompts;
  const db = createPrismaClient(databaseUrl, { poolSize: 1 });
  const { id: jobId } = await db.job.findFirstOrThrow();
  const versions = await db.clipVersion.findMany({ where: { jobId } });
  const prompts = clip_prompts.filter(({ clip_index }) => clip_index < versions.length);
  await db.jobStage.createMany({
    data: [
      { jobId, stageName: 'scene_planner', metadata: { scene_plan: { characters, scenes, style } } },
      { jobId, stageName: 'prompt_generator', metadata: { clip_prompts: { clip_prompts: prompts } } },
    ],
  });
  for (const { id, clipIndex } of versions)
    await db.clipVersion.update({ where: { id }, data: { prompt: prompts[clipIndex]!.prompt } });
  await db.$disconnect();
}
