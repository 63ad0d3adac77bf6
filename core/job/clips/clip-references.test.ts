import { clip, neonStages, neonWith, onlyClips, type Json } from '../../../test/kit/rows/pipeline-stages.js';
import { loadJobData } from '../job-data.js';
import type { PipelineStage } from '../pipeline-stages.js';

const NEON = 'reference-images/6477f7ac-f98c-5d2b-8e5e-9056e81883e7';
const clipsOf = (stages: PipelineStage[]) => loadJobData({ aspectRatio: null }, stages).clips;
const referencesOf = (stages: PipelineStage[]) => clipsOf(stages).map(({ references }) => references);

/** The neon city with one field of each clip's prompt replaced. */
function prompts(change: Json): PipelineStage[] {
  const clip_prompts = [0, 1, 2, 3, 4, 5].map((clip_index) => ({
    clip_index,
    prompt: 'A street',
    ...change,
  }));
  return neonWith({ prompt_generator: { clip_prompts } });
}

describe('the reference pictures of a clip', () => {
  it('are those that its prompt names', () => {
    const [first, , third] = referencesOf(neonStages());
    expect(first).toEqual({ scene: `${NEON}/scene_1.jpg`, characters: [`${NEON}/char_1.jpg`] });
    expect(third).toEqual({ scene: `${NEON}/scene_1.jpg`, characters: [] });
  });

  it('are found by the scene plan where the prompt names none', () => {
    for (const stages of [prompts({}), neonWith({ prompt_generator: null })]) {
      const [first, second, third] = referencesOf(stages);
      expect(first).toEqual({ scene: `${NEON}/scene_1.jpg`, characters: [`${NEON}/char_1.jpg`] });
      expect(second).toEqual({ scene: null, characters: [`${NEON}/char_1.jpg`] });
      expect(third).toEqual({ scene: null, characters: [] });
    }
  });

  it('are found by keys and by URLs of the object storage, each once', () => {
    const url = 'https://p1.supabase.co/storage/v1/object/sign/reference-images/j/a.jpg?token=abc';
    const [first] = referencesOf(prompts({ character_reference_urls: [url, 'reference-images/j/a.jpg'] }));
    expect(first!.characters).toEqual(['reference-images/j/a.jpg']);
  });

  it.each<[string, Json]>([
    ['files of another machine', { scene_reference_url: 'file:///tmp/a.jpg', character_reference_urls: [] }],
    [
      'what is in another bucket',
      { scene_reference_url: 'video-clips/j/a.jpg', character_reference_urls: [] },
    ],
    ['what is no reference', { scene_reference_url: 7, character_reference_urls: [] }],
  ])('are none where the row names %s', (_what, change) => {
    const stages = prompts(change).filter((stage) => stage.stageName !== 'reference_generator');
    expect(referencesOf(stages)[0]).toEqual({ scene: null, characters: [] });
  });

  it('are none without the stages that name them, and in forms that nobody knows', () => {
    const none = { scene: null, characters: [] };
    expect(referencesOf(onlyClips(clip(0)))).toEqual([none]);
    const odd = neonWith({ prompt_generator: null, reference_generator: { scene_references: 'soon' } });
    expect(referencesOf(odd)[0]).toEqual(none);
  });
});

it.each([
  [{ generation_seed: 42 }, 42],
  [{ generation_seed: '42' }, 42],
  [{ generation_seed: 0 }, 0],
  [{ generation_seed: 4_294_967_295 }, null],
  [{ generation_seed: null }, null],
  [{}, null],
  ['none', null],
  [undefined, null],
])('the seed in the metadata %j is %s', (metadata, seed) => {
  expect(clipsOf(onlyClips(clip(0, { metadata })))[0]!.seed).toBe(seed);
});
