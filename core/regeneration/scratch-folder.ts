import { UUID_PATTERN } from '../util/uuid.js';

/** The run that a scratch folder belongs to. */
export interface ScratchOwner {
  regenerationId: string;
  attempt: number;
}

const PREFIX = new RegExp(`^regeneration-(${UUID_PATTERN})-a(\\d{1,9})-`);

/** Prefix of a run's scratch folder; the runner adds a unique suffix. */
export function scratchPrefix({ regenerationId, attempt }: ScratchOwner): string {
  return `regeneration-${regenerationId}-a${attempt}-`;
}

/** The run that a scratch folder belongs to, by its name; null for another folder. */
export function scratchOwner(name: string): ScratchOwner | null {
  const match = PREFIX.exec(name);
  return match && { regenerationId: match[1]!, attempt: Number(match[2]) };
}
