import { plainWords } from './plain-words.js';
import { TEMPLATES } from '../library/library.js';
import type { Template } from '../template.js';
import { instructionCore } from './instruction-core.js';

/** Nouns that may follow a time of day or a mood; a "dark mood" is not light and a "calm mood" is not motion. */
const ATMOSPHERE = 'mood vibe vibes feel feeling feelings atmosphere ambience ambiance style'.split(' ');

let templatesByCore: Map<string, Template> | undefined;

/** The template that a phrase's core names. The table is made when first needed: it costs 20 ms of a program's start. */
function templateByCore(core: string): Template | undefined {
  templatesByCore ??= new Map(
    TEMPLATES.flatMap((template) => sayings(template).map((saying) => [saying, template] as const)),
  );
  return templatesByCore.get(core);
}

/** "a bit dark" and "very slow" describe the clip; "a bit darker" and "make it very dark" ask for a change. */
const DESCRIPTION =
  /^(?:(?:so|very|really|quite|super|pretty|rather|totally|completely|way|far|even|just|kind of|kinda|sort of|somewhat|slightly|(?:a )?(?:little|tiny)? ?(?:bit|tad|touch)|a little) )+(?!more |less )\S+$/;
const COMPARATIVE = /(?:er|ened|time|light|night|day|dawn|sunset|sunrise|motion|contrast|energy)$|en$/;

/** The template that is the whole meaning of an instruction. */
export function matchInstruction(instruction: string): Template | undefined {
  const plain = plainWords(instruction).replace(/ (?:please|thanks|thank you)$/, '');
  if (DESCRIPTION.test(plain) && !COMPARATIVE.test(plain)) return undefined;
  const core = instructionCore(instruction);
  return templateByCore(core) ?? turnedInto(core);
}

/** "day into night", "from bright to dark", "night instead of day": the wanted state, if it replaces the other. */
function turnedInto(core: string): Template | undefined {
  const [, before, after] = /^(?:from )?(.+?) (?:in)?to (.+)$/.exec(core) ?? [];
  const [, wanted, unwanted] = /^(.+?) (?:instead of|rather than) (.+)$/.exec(core) ?? [];
  const from = templateByCore(instructionCore(before ?? unwanted ?? ''));
  const to = templateByCore(instructionCore(after ?? wanted ?? ''));
  return from !== undefined && to?.replaces.includes(from.id) ? to : undefined;
}

/** "sunset", "sunset mood", "mood to sunset", "time of day to sunset". */
function sayings({ category, phrases }: Template): string[] {
  const nouns =
    category === 'Time of day'
      ? [...ATMOSPHERE, 'time', 'time of day']
      : category === 'Mood'
        ? ATMOSPHERE
        : [];
  return phrases.flatMap((phrase) => {
    const core = instructionCore(phrase);
    return [core, ...nouns.flatMap((noun) => [`${core} ${noun}`, `${noun} ${core}`, `${noun} to ${core}`])];
  });
}
