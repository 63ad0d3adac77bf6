import type * as templates from '../../core/templates/templates.js';

type Reading = Pick<typeof templates, 'editPrompt' | 'mergeInstruction' | 'readInstruction'>;

/** How instructions are read. Few changes need it, and it is a tenth of a runner's start to load. */
export const loadReading = async (): Promise<Reading> => await import('../../core/templates/templates.js');
