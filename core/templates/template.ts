/** Every template of the contract, in the order of drawing; the ids are stored with regenerations and never change. */
export const TEMPLATE_IDS = [
  'speed_up',
  'slow_motion',
  'reverse',
  'freeze',
  'mirror',
  'flip',
  'rotate',
  'crop_closer',
  'zoom_in',
  'zoom_out',
  'pan_left',
  'pan_right',
  'brighter',
  'darker',
  'nighttime',
  'daytime',
  'sunset',
  'dawn',
  'more_motion',
  'less_motion',
  'shake',
  'beat_pulse',
  'warmer',
  'cooler',
  'high_contrast',
  'desaturated',
  'vivid',
  'pastel',
  'teal_orange',
  'dramatic',
  'dreamy',
  'gritty',
  'ethereal',
  'high_energy',
  'matte',
  'black_and_white',
  'sepia',
  'red_tint',
  'orange_tint',
  'yellow_tint',
  'green_tint',
  'blue_tint',
  'purple_tint',
  'pink_tint',
  'blur',
  'soft_focus',
  'sharpen',
  'cartoon',
  'pixelate',
  'glitch',
  'fog',
  'rain',
  'snow',
  'light_leaks',
  'vintage_film',
  'vhs',
  'film_grain',
  'vignette',
  'beat_flash',
  'letterbox',
  'fade_in',
  'fade_out',
] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** In the order of offering. */
export const CATEGORIES = [
  'Light',
  'Time of day',
  'Motion',
  'Color',
  'Mood',
  'Grade',
  'Tint',
  'Film',
  'Effect',
  'Framing',
  'Camera',
  'Speed',
  'Fade',
  'Overlay',
  'Beat',
] as const;
export type TemplateCategory = (typeof CATEGORIES)[number];

/** A change that needs no language model. */
export interface Template extends TemplateDefinition {
  id: TemplateId;
}

/** All templates; each file of library/ holds those of one category. */
export type Library = Record<TemplateId, TemplateDefinition>;

export interface TemplateDefinition {
  label: string;
  category: TemplateCategory;
  /** What people say when they mean exactly this, as it is left without politeness and degree (matching/instruction-core.ts). */
  phrases: readonly string[];
  /** What a clip is called that has too much of it, beside the phrases; no instruction by itself. */
  qualities?: readonly string[];
  /** The template that "less of it" means. */
  opposite?: TemplateId;
  /** A clip has it or has it not: nothing of it can be stronger or softer. */
  whole?: true;
  /** It is drawn on the beats of the song, and not where none are known. */
  followsBeats?: true;
  /** Words added to the prompt. Stored prompts are recognized by them, so they never change, not even in spelling. */
  adds: string;
  /** Templates that it contradicts: an earlier one of them is removed. */
  replaces: readonly TemplateId[];
  /** Words of a prompt that it contradicts. */
  removes: Words;
  /** What the assistant says it will do. */
  reply: string;
}

/** Words that are looked for in any case. Expressions are made when first needed: that takes a program 1 ms each. */
export interface Words {
  /** Finds all of them, whole. */
  readonly pattern: RegExp;
  /** False where none of them is in a text, which is cheaper to tell. */
  mayBeIn(text: string): boolean;
}

const ASCII = /^[\0-\x7f]*$/;

export function words(...alternatives: string[]): Words {
  const any = alternatives.join('|');
  let whole: RegExp | undefined;
  let part: RegExp | undefined;
  return {
    get pattern() {
      return (whole ??= new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${any})(?![\\p{L}\\p{N}_-])`, 'giu'));
    },
    mayBeIn: (text) => !ASCII.test(text) || (part ??= new RegExp(any, 'i')).test(text),
  };
}

export const NO_WORDS: Words = { pattern: /(?!)/gu, mayBeIn: () => false };
