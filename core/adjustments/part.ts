import type { TemplateId } from '../templates/definitions.js';

/** A part of a clip: seconds from its start, to two digits, which tell all frames apart. */
export interface Part {
  from: number;
  to: number;
}

/** Null and undefined: all of a clip. */
type Where = Part | null | undefined;

/** Whether both are the same part of a clip, or all of it. */
export const isSamePart = (one: Where, other: Where): boolean =>
  one?.from === other?.from && one?.to === other?.to;

/** "From 1 s to 2.5 s". */
export const partInWords = ({ from, to }: Part): string => `from ${from} s to ${to} s`;

/** What partInWords writes, at the end of what is asked for. */
const WRITTEN = /, from (\d+(?:\.\d{1,2})?) s to (\d+(?:\.\d{1,2})?) s$/;

/** Words that are kept of a wish for a part of a clip. */
export const withPart = (wish: string, part: Part | null): string =>
  part === null ? wish : `${wish}, ${partInWords(part)}`;

/** The wish and the part that were kept by withPart. */
export function splitPart(kept: string): { wish: string; part: Part | null } {
  const [written, from, to] = WRITTEN.exec(kept) ?? [];
  if (written === undefined) return { wish: kept, part: null };
  return { wish: kept.slice(0, -written.length), part: { from: Number(from), to: Number(to) } };
}

const TIME = 'changes the time of a clip';
const PLACE = 'has its own place in a clip';
const TURN = 'turns the picture around';
const FOR_ALL: Partial<Record<TemplateId, string>> = {
  ...{ speed_up: TIME, slow_motion: TIME, reverse: TIME, freeze: TIME },
  ...{ fade_in: PLACE, fade_out: PLACE },
  ...{ mirror: TURN, flip: TURN, rotate: TURN },
};

/** Why a look is for all of a clip or not at all; null where it can be for a part. */
export const whyForAll = (id: TemplateId): string | null => FOR_ALL[id] ?? null;
