import { z } from 'zod';

/** A part of a message: https://platform.openai.com/docs/api-reference/chat/object, https://docs.mistral.ai/capabilities/reasoning */
const partSchema = z.object({ type: z.string().nullish(), text: z.string().nullish() });
const TEXT_PARTS = new Set(['text', 'output_text']);

/** The text of a message's content, which is a string or an array of parts; without the parts that are thoughts. */
export function visibleText(content: unknown): string {
  if (typeof content === 'string') return content;
  return partsOf(content)
    .filter(({ type }) => TEXT_PARTS.has(type ?? 'text'))
    .map(({ text }) => text ?? '')
    .join('');
}

/** Whether a part of a message's content is thoughts. */
export function holdsThoughts(content: unknown): boolean {
  return partsOf(content).some(({ type }) => /think|reason/i.test(type ?? ''));
}

function partsOf(content: unknown): z.infer<typeof partSchema>[] {
  const parts: unknown[] = Array.isArray(content) ? content : [content];
  return parts.flatMap((part) => {
    if (typeof part === 'string') return { type: 'text', text: part };
    return partSchema.safeParse(part).data ?? [];
  });
}
