import { UUID_PATTERN } from '../util/uuid.js';

/** The run that a scratch folder belongs to. */
export interface ScratchOwner {
  regenerationId: string;
  attempt: number;
}

const PREFIX = new RegExp(`^regeneration-(${UUID_PATTERN})-a(\\d{1,9})-`);

/** How the scratch folder of a run begins; the runner adds what makes it unique. */
export function scratchPrefix({ regenerationId, attempt }: ScratchOwner): string {
  return `regeneration-${regenerationId}-a${attempt}-`;
}

/** Whose scratch folder a folder's name says it is; null for another folder. */
export function scratchOwner(name: string): ScratchOwner | null {
  const match = PREFIX.exec(name);
  return match && { regenerationId: match[1]!, attempt: Number(match[2]) };
}
