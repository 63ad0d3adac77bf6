import { z } from 'zod';
import { templateOf, type Adjustment } from './adjustment.js';

/** The light, color and contrast of a picture: what another clip takes over. As measured (core/measurements), 0 to 255. */
const seen = z.object({
  red: z.number(),
  green: z.number(),
  blue: z.number(),
  saturation: z.number(),
  /** Standard deviation of luma within a frame; left out of styles of before it was matched: they are drawn as they were. */
  contrast: z.number().optional(),
});
export type Seen = z.infer<typeof seen>;

const styleSource = z.object({
  clipIndex: z.number().int(),
  versionNumber: z.number().int(),
  /** Storage key of its file. */
  key: z.string(),
  /** Null until the runner has looked: from then on the file is not needed. */
  seen: seen.nullable(),
});

/** Whose light, color and contrast it is. */
export type StyleSource = z.infer<typeof styleSource>;

/** The light, color and contrast of another clip, drawn over a clip's footage before everything else. */
export interface Style extends StyleSource {
  /** Above 0, to 1: how far from the footage's own to the other clip's. */
  strength: number;
}

/** Its id among stored adjustments. Earlier releases do not know it, and take the clip as it is. */
export const STYLE_ID = 'style';

const stored = z.object({ id: z.literal(STYLE_ID), strength: z.number(), of: styleSource });

/** The style among stored adjustments; null where there is none. */
export function readStyle(all: readonly unknown[] | null): Style | null {
  for (const one of all ?? []) {
    const read = stored.safeParse(one);
    if (read.success) return { strength: read.data.strength, ...read.data.of };
  }
  return null;
}

/** Whether two styles draw the same. */
export function isSameStyle(one: Style | null, other: Style | null): boolean {
  return one?.key === other?.key && one?.strength === other?.strength;
}

/**
 * Adjustments under a new style. It says what light and color the clip has, so what was asked of them before gives way;
 * motion, mood and what is for a part of the clip stay, and what is asked for later comes on top.
 */
export function underStyle(adjustments: readonly Adjustment[]): Adjustment[] {
  return adjustments.filter(
    (one) => one.part !== undefined || !['Light', 'Time of day', 'Color'].includes(templateOf(one).category),
  );
}

const REMOVING = 'without|remove|no|drop|undo|take away|take off|get rid of|lose';
const REMOVED = new RegExp(
  `^(?:please )?(?:${REMOVING})(?: (?:the|its|that))?(?: (?:other|copied|matched|borrowed))?(?: (?:look|style|match))?(?: please)?[.!]*$`,
  'i',
);

/** Whether words take the look of another clip away: "without the look". */
export const removesStyle = (wish: string): boolean => REMOVED.test(wish.trim());

/** A style as a version of a clip has it: "like clip 3, 80 %". */
export function shownStyle({ clipIndex, versionNumber, strength }: Style, target: number): string {
  const look = clipIndex === target ? `like version ${versionNumber}` : `like clip ${clipIndex + 1}`;
  return `${look}, ${Math.round(strength * 100)} %`;
}

/** What the assistant says of a new style of a clip. */
export function styleInWords({ clipIndex, versionNumber, strength }: Style, target: number): string {
  const name = clipIndex === target ? `its version ${versionNumber}` : `clip ${clipIndex + 1}`;
  if (strength === 1) return `I'll give this clip the light, color and contrast of ${name}.`;
  return `I'll bring this clip's light, color and contrast ${Math.round(strength * 100)} % of the way to those of ${name}.`;
}
