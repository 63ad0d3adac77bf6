import { TEMPLATES } from '../library/library.js';
import type { Template } from '../template.js';

/** Nouns that may follow a time of day or a mood; a "dark mood" is not light and a "calm mood" is not motion. */
const ATMOSPHERE = 'mood vibe vibes feel feeling feelings atmosphere ambience ambiance ambient style'.split(
  ' ',
);

let templatesByCore: Map<string, Template> | undefined;

/** The template that a core names. The table is made when first needed: not every program reads instructions. */
export function templateByCore(core: string): Template | undefined {
  templatesByCore ??= new Map(
    TEMPLATES.flatMap((template) => sayings(template).map((saying) => [saying, template] as const)),
  );
  return templatesByCore.get(core);
}

/** "sunset", "sunset mood", "mood to sunset", "time of day to sunset". */
function sayings({ category, phrases }: Template): string[] {
  const nouns =
    category === 'Time of day'
      ? [...ATMOSPHERE, 'time', 'time of day']
      : category === 'Mood'
        ? ATMOSPHERE
        : [];
  return phrases.flatMap((core) => [
    core,
    ...nouns.flatMap((noun) => [`${core} ${noun}`, `${noun} ${core}`, `${noun} to ${core}`]),
  ]);
}
