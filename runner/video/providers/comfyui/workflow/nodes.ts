import { z } from 'zod';

export const nodeSchema = z.looseObject({
  class_type: z.string().min(1),
  inputs: z.record(z.string(), z.unknown()),
});
export const nodesSchema = z.record(z.string(), nodeSchema);

/** Nodes of ComfyUI's API format by their ids; an input is a value, or a link `[node, output]`. */
export type WorkflowNodes = z.infer<typeof nodesSchema>;

/** An input of a node, as sentences begin. */
export function inputName(node: string, type: string, input: string): string {
  return `Node ${node} (${type}), input ${input}`;
}

/** The node that an input is linked to; null for a value. */
export function linkedNode(value: unknown): string | null {
  return Array.isArray(value) && value.length === 2 && typeof value[1] === 'number' ? String(value[0]) : null;
}
