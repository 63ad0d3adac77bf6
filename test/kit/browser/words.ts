import compile from 'icu-minify/compile';
import type { Page } from 'playwright-core';
import english from '../../../web/src/languages/en.js';

/** Fewer letters between its arguments may be anybody's. */
const FEWEST_LETTERS = 8;

/** All that a page says: its texts, and the names and hints of its parts. */
export async function wordsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const said: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) said.push(texts.currentNode.textContent!);
    for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name)!);
    return [...new Set(said.map((words) => words.trim().replace(/\s+/g, ' ')))].filter(Boolean);
  });
}

/** Which of these words are an English message that another language has in other words. */
export function englishIn(words: readonly string[], catalog: Readonly<Record<string, string>>): string[] {
  const patterns = Object.entries(english)
    .filter(([key, message]) => catalog[key] !== message)
    .map(([, message]) => patternOf(compile(message)))
    .filter((pattern) => pattern.replace(/[^\p{L}]/gu, '').length >= FEWEST_LETTERS);
  const messages = patterns.map((pattern) => new RegExp(`^${pattern}$`, 'u'));
  return words.filter((said) => messages.some((message) => message.test(said)));
}

/** What a message may become, whatever its arguments are. */
function patternOf(node: unknown): string {
  if (typeof node === 'string') return node.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // The number of a plural.
  if (!Array.isArray(node)) return '[\\d.,]+';
  return (node as unknown[])
    .map((part) => (Array.isArray(part) ? argumentPattern(part) : patternOf(part)))
    .join('');
}

function argumentPattern([, type, ...inside]: unknown[]): string {
  // A tag has what it marks in the place of a type.
  if (type !== undefined && typeof type !== 'number') return patternOf([type, ...inside]);
  const [branches] = inside;
  if (typeof branches !== 'object' || branches === null) return '.+';
  return `(?:${Object.values(branches).map(patternOf).join('|')})`;
}

/** Pairs of controls of which one lies over a part of the other. */
export async function overlaps(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const isSeen = (control: Element) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      return width > 1 && height > 1 && (control.contains(found) || found?.contains(control) === true);
    };
    const nameOf = (control: Element) => `${control.localName}.${control.className}`.split(' ', 1)[0]!;
    const all = [...document.querySelectorAll('button, a, input, select, textarea, h1, h2')].filter(isSeen);
    return all.flatMap((one, at) =>
      all.slice(at + 1).flatMap((other) => {
        if (one.contains(other) || other.contains(one)) return [];
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return across > 1 && down > 1 ? [`${nameOf(one)} ${nameOf(other)}`] : [];
      }),
    );
  });
}
