// cspell:ignore acter
import type { ScenePlan } from '../pipeline-schema.js';

/** Names that a planner numbers say nothing: "char_1", "scene 2". */
const NUMBERED = /^(?:char(?:acter)?|scene|place|location|object|id)?[\s_-]*\d*$/i;
/** A longer description is a sentence, which nobody uses as a name. */
const MOST_WORDS = 4;

/** The characters and places that a clip shows, as people may call them: "Mara", "the rooftop". */
export function clipNames(clipIndex: number, plan: ScenePlan | undefined): string[] {
  const script = plan?.clip_scripts?.find((candidate) => candidate.clip_index === clipIndex);
  const characters = (plan?.characters ?? [])
    .filter(({ id }) => id !== null && id !== undefined && script?.characters?.includes(id))
    .flatMap(({ name, role, id }) => [name ?? role, id]);
  const scenes = (plan?.scenes ?? [])
    .filter(({ id }) => id !== null && id !== undefined && script?.scenes?.includes(id))
    .flatMap(({ name, description, id }) => [name, description, id]);
  const named = [...characters, ...scenes].flatMap((name) => spoken(name) ?? []);
  return [...new Set(named)];
}

/** Null where it is no name. */
function spoken(name: string | null | undefined): string | null {
  const words = (name ?? '').replaceAll('_', ' ').trim();
  const count = words.split(/\s+/).length;
  return words === '' || NUMBERED.test(words) || count > MOST_WORDS ? null : words;
}
