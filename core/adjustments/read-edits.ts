import {
  asksForLess,
  asksForMore,
  findRemovals,
  readInstruction,
  type ReadInstruction,
  type Template,
} from '../templates/templates.js';
import { templateOf, type Adjustment } from './adjustment.js';
import type { Edit } from './merge.js';
import { editOf, lowerOf, raiseOf } from './strength.js';

/** What an instruction asks of a clip's adjustments, and what else it says. */
export interface ReadEdits extends ReadInstruction {
  /** The templates that they are about, those that go too. */
  templates: Template[];
  edits: Edit[];
  /** It is only about adjustments that are there: "a bit less", "less dark", "without the night". */
  refines: boolean;
}

/** Reads an instruction for a clip with adjustments. `last`: what "a bit more" and "a bit less" refer to. */
export function readEdits(
  instruction: string,
  current: readonly Adjustment[],
  last: readonly Template[],
): ReadEdits {
  if (asksForMore(instruction) && last.length > 0)
    return refined(last, (template) => raiseOf(template, instruction, current));
  if (asksForLess(instruction)) {
    const meant = lessened(current, last);
    if (meant.length > 0) return refined(meant, (template) => lowerOf(template, instruction, current));
  }
  const { removed, softened, rest } = findRemovals(instruction, current.map(templateOf));
  const read = rest === '' ? { templates: [], said: [], rest: [] } : readInstruction(rest);
  const edits = [
    ...removed.map(({ id }): Edit => ({ does: 'remove', id })),
    ...softened.map(({ template, said }) => lowerOf(template, said, current)),
    ...read.templates.map((template, at) => editOf(template, read.said[at]!)),
  ];
  const templates = [...removed, ...softened.map(({ template }) => template), ...read.templates];
  return { ...read, templates, edits, refines: edits.length > 0 && rest === '' };
}

function refined(templates: readonly Template[], edit: (template: Template) => Edit): ReadEdits {
  return { templates: [...templates], said: [], rest: [], edits: templates.map(edit), refines: true };
}

/** What is meant by "a bit less": of a clip with one adjustment that one, whatever was said before. */
function lessened(current: readonly Adjustment[], last: readonly Template[]): readonly Template[] {
  const there = current.map(templateOf);
  const meant = last.filter((template) => there.includes(template));
  return meant.length === 0 && there.length === 1 ? there : meant.length === 0 ? last : meant;
}
