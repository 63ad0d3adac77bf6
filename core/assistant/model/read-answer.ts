import type { Completion } from '../../language-model/prompt-model.js';
import { withoutThoughts } from '../../language-model/thoughts.js';
import { readArguments, type Said } from './tool.js';

/** Longer answers are none that were asked for. */
const LONGEST = 20_000;

/**
 * What a model answered: the arguments of its call, or the same as JSON in its text, alone, in a code fence, or between
 * words. Null where it declined, was cut off, or answered otherwise.
 */
export function readAnswer({ text, toolArguments, end }: Completion): Said | null {
  if (end === 'refused' || end === 'filtered') return null;
  const called = toolArguments === null ? null : readArguments(jsonIn(toolArguments));
  if (called !== null) return called;
  const written = withoutThoughts(text).slice(0, LONGEST);
  for (const candidate of candidatesIn(written)) {
    const read = readArguments(unwrapped(jsonIn(candidate)));
    if (read !== null) return read;
  }
  return null;
}

/** The whole text, and from its first brace to its last. */
function candidatesIn(text: string): string[] {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  return from < 0 || to < from ? [] : [text, text.slice(from, to + 1)];
}

/** A call that was written as text: {"name": …, "arguments": {…}}, the arguments as an object or as JSON. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { arguments: given, parameters } = value as { arguments?: unknown; parameters?: unknown };
  const inner = given ?? parameters ?? value;
  return typeof inner === 'string' ? jsonIn(inner) : inner;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
