import { joined, underHeadings } from './headings.js';
import { jsonPrompts } from './json-prompts.js';
import { withoutNegatives } from './negative-prompts.js';

/** A row that only separates, or encloses the whole. */
const RULE = /^\s*(?:([-=*_~])\s*(?:\1\s*){2,}|```\w*)$/;
const BULLET = /^\s*[-*•–]\s+/;

interface Prompts {
  /** One per clip; null for a clip without one. */
  prompts: (string | null)[];
  /** How many the text holds. */
  found: number;
  /** Negative prompts, which are left out. */
  negatives: number;
}

/**
 * The prompts of a text: in JSON, under headings ("Scene 1:", "Intro:") or numbers, else one a line, else one a
 * paragraph, whichever fits the number of clips.
 */
export function parsePrompts(text: string, clipCount: number): Prompts {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const fromJson = jsonPrompts(plain);
  const written = plain.split('\n').map((row) => (RULE.test(row) ? '' : row.trim()));
  const { rows, found: inRows } = withoutNegatives(fromJson ?? written);
  while (rows.at(-1) === '' && fromJson === null) rows.pop();
  const prompts = fromJson === null ? (underHeadings(rows) ?? unnumbered(rows, clipCount)) : rows;
  const inFields =
    fromJson === null ? 0 : (plain.match(/"negative(?:_?prompt)?"\s*:\s*"[^"]/gi) ?? []).length;
  return {
    prompts: Array.from({ length: clipCount }, (_, clip) => prompts[clip] || null),
    found: prompts.length,
    negatives: inRows + inFields,
  };
}

function unnumbered(rows: string[], clipCount: number): string[] {
  const written = rows.filter((row) => row !== '');
  const paragraphs = paragraphsOf(rows);
  const bulleted = written.every((row) => BULLET.test(row));
  const line = (row: string): string => joined([bulleted ? row.replace(BULLET, '') : row]);
  // Blank lines are spacing if the prompts then fit the clips; otherwise each is a clip without a prompt.
  if (written.length === clipCount) return written.map(line);
  if (rows.length === clipCount) return rows.map(line);
  const several = paragraphs.length > 1 && paragraphs.every((paragraph) => paragraph.length > 1);
  if (paragraphs.length === clipCount || several) return paragraphs.map(joined);
  return rows.map(line);
}

function paragraphsOf(rows: string[]): string[][] {
  const paragraphs: string[][] = [];
  rows.forEach((row, at) => {
    if (row === '') return;
    if (at === 0 || rows[at - 1] === '') paragraphs.push([]);
    paragraphs.at(-1)!.push(row);
  });
  return paragraphs;
}
