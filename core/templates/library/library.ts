import { COLOR } from './color.js';
import { LIGHT } from './light.js';
import { MOOD } from './mood.js';
import { MOTION } from './motion.js';
import { TIME_OF_DAY } from './time-of-day.js';
import { TEMPLATE_IDS, type Library, type Template } from '../template.js';

/** Total: a template without a definition does not compile. */
const LIBRARY: Library = { ...LIGHT, ...TIME_OF_DAY, ...MOTION, ...COLOR, ...MOOD };

/** In the order in which users see them. */
export const TEMPLATES: readonly Template[] = TEMPLATE_IDS.map((id) => ({ id, ...LIBRARY[id] }));

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
