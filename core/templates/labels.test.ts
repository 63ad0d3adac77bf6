import { readInstruction, TEMPLATES } from './templates.js';

describe('the label of a template', () => {
  it.each(TEMPLATES.map(({ id, label }) => [label, id]))(
    'means exactly that template as an instruction, so that it can be suggested: %s',
    (label, id) => {
      const { templates, rest } = readInstruction(label);
      expect(rest).toEqual([]);
      expect(templates.map((template) => template.id)).toEqual([id]);
    },
  );
});
