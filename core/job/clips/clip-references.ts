import type { ClipPrompts, ReferenceImages, ScenePlan } from '../pipeline-schema.js';
import { mediaKey } from '../../storage/media-key.js';

/** Reference pictures of a clip's scene and characters, made by the pipeline; storage keys. */
export interface ClipReferences {
  scene: string | null;
  characters: string[];
}

/** The only bucket of reference pictures; keys elsewhere are ignored. */
const BUCKET = 'reference-images/';

/** The pictures that the clip's prompt names, else those drawn for the clip's scenes and characters in the scene plan. */
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

/** A picture that the storage cannot serve counts as missing. */
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
