import type { PromptContext } from '../../../runner/prompt/messages.js';

/** A minimal context: a girl on a harbor wall. */
export function promptContext(change: Partial<PromptContext> = {}): PromptContext {
  return {
    style: {
      visualStyle: null,
      mood: null,
      lighting: null,
      cinematography: null,
      colorPalette: [],
      characters: [],
      scenes: [],
    },
    firstPrompt: null,
    currentPrompt: 'A girl in a yellow coat stands on a harbor wall.',
    conversation: [],
    earlierInstructions: [],
    instruction: 'add a red car',
    isEdit: false,
    maxWords: 150,
    mark: 'a1b2c3d4e5f6',
    ...change,
  };
}
