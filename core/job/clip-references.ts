import type { ClipPrompts, ReferenceImages, ScenePlan } from './pipeline-schema.js';
import { mediaKey } from '../storage/media-key.js';

/** Pictures that the pipeline has made of a clip's scene and characters before the clip; storage keys. */
export interface ClipReferences {
  scene: string | null;
  characters: string[];
}

/** The only bucket that holds them: what a row names elsewhere is no reference picture. */
const BUCKET = 'reference-images/';

/** What the clip's prompt names, else what the scene plan has in the clip and the reference generator has drawn. */
export function clipReferences(
  clipIndex: number,
  prompt: ClipPrompts['clip_prompts'][number] | undefined,
  plan: ScenePlan | undefined,
  images: ReferenceImages | undefined,
): ClipReferences {
  const script = plan?.clip_scripts?.find((candidate) => candidate.clip_index === clipIndex);
  const scenes = new Map(images?.scene_references?.map((drawn) => [drawn.scene_id, drawn.image_url]));
  const characters = new Map(
    images?.character_references?.map((drawn) => [drawn.character_id, drawn.image_url]),
  );
  const drawnScenes = (script?.scenes ?? []).map((id) => scenes.get(id));
  const drawnCharacters = (script?.characters ?? []).map((id) => characters.get(id));
  return {
    scene: keys([prompt?.scene_reference_url, ...drawnScenes])[0] ?? null,
    characters: keys(prompt?.character_reference_urls ?? drawnCharacters),
  };
}

/** A picture that our storage cannot serve counts as one that was never drawn. */
function keys(references: (string | null | undefined)[]): string[] {
  const found = references.flatMap((reference) => {
    try {
      return mediaKey(reference ?? null) ?? [];
    } catch {
      return [];
    }
  });
  return [...new Set(found)].filter((key) => key.startsWith(BUCKET));
}
