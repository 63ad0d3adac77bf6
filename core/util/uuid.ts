import { z } from 'zod';

/** A UUID of any version, as ids of rows, tokens and settings are. */
export const uuid = z.uuid();

/** Its text in lower case, as part of a regular expression for names and keys. */
export const UUID_PATTERN = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

export function isUuid(text: string): boolean {
  return uuid.safeParse(text).success;
}
