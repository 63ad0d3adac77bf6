import { Prisma } from '../../prisma/generated/client.js';

/** The words of a search, in the form that titles are compared in: "é" is one character, however it was typed. */
export function wordsOf(search: string): string[] {
  return search
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The title of a row of `jobs j`, as toRecord makes it. */
const TITLE = Prisma.sql`COALESCE(j.title,
  NULLIF(split_part(btrim(j.user_prompt, E' \\t\\r\\n'), E'\\n', 1), ''), 'Untitled video')`;

/** Holds for a title with all the words, in any order and case; without words for every title. */
export function titleHas(words: readonly string[]): Prisma.Sql {
  if (words.length === 0) return Prisma.sql`true`;
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return Prisma.sql`normalize(${TITLE}, NFC) ILIKE ALL (${patterns}::text[])`;
}
