import {
  asksForLess,
  asksForMore,
  findRemovals,
  readInstruction,
  withoutCourtesy,
  refinementInEnglish,
  type ReadInstruction,
  type Template,
} from '../templates/templates.js';
import { templateOf, type Adjustment } from './adjustment.js';
import { isSamePart, type Part } from './part.js';
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

/**
 * Reads an instruction for a clip with adjustments.
 * @param last what "a bit more" and "a bit less" refer to
 * @param part which part of the clip it is for; null: for all of it. What is there in parts alone changes there.
 */
export function readEdits(
  instruction: string,
  current: readonly Adjustment[],
  last: readonly Template[],
  part: Part | null = null,
): ReadEdits {
  const there = part === null ? current : current.filter((one) => isSamePart(one.part, part));
  const at = (edit: Edit): Edit[] => placed(edit, there, part);
  const only = withoutCourtesy(instruction);
  const refinement = refinementInEnglish(only);
  if (asksForMore(only) && last.length > 0)
    return refined(last, (template) => at(raiseOf(template, refinement, there)));
  if (asksForLess(only)) {
    const meant = lessened(there, last);
    if (meant.length > 0) return refined(meant, (template) => at(lowerOf(template, refinement, there)));
  }
  const { removed, softened, raised, rest } = findRemovals(instruction, [...new Set(there.map(templateOf))]);
  const read = rest === '' ? { templates: [], said: [], rest: [] } : readInstruction(rest);
  const edits = [
    ...removed.flatMap(({ id }) => everywhere({ does: 'remove', id }, there)),
    ...softened.flatMap(({ template, said }) => at(lowerOf(template, said, there))),
    ...raised.flatMap(({ template, said }) => at(raiseOf(template, said, there))),
    ...read.templates.map((template, index) => ({
      ...editOf(template, read.said[index]!),
      ...(part !== null && { part }),
    })),
  ];
  const changed = [...softened, ...raised].map(({ template }) => template);
  const templates = [...removed, ...changed, ...read.templates];
  return { ...read, templates, edits, refines: edits.length > 0 && rest === '' };
}

function refined(templates: readonly Template[], edit: (template: Template) => Edit[]): ReadEdits {
  return { templates: [...templates], said: [], rest: [], edits: templates.flatMap(edit), refines: true };
}

/** An edit of what is there: in the part that is meant, else in all of the clip, else in the parts that have it. */
function placed(edit: Edit, there: readonly Adjustment[], part: Part | null): Edit[] {
  if (part !== null) return [{ ...edit, part }];
  const isForAll = there.some((one) => one.id === edit.id && one.part === undefined);
  return isForAll ? [edit] : everywhere(edit, there);
}

function everywhere(edit: Edit, there: readonly Adjustment[]): Edit[] {
  const places = there.filter(({ id }) => id === edit.id);
  return places.length === 0
    ? [edit]
    : places.map(({ part }) => ({ ...edit, ...(part !== undefined && { part }) }));
}

/** What is meant by "a bit less": of a clip with one adjustment that one, whatever was said before. */
function lessened(current: readonly Adjustment[], last: readonly Template[]): readonly Template[] {
  const there = [...new Set(current.map(templateOf))];
  const meant = last.filter((template) => there.includes(template));
  return meant.length === 0 && there.length === 1 ? there : meant.length === 0 ? last : meant;
}
