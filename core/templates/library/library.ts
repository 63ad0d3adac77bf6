import { BEAT } from './beat.js';
import { CAMERA } from './camera.js';
import { COLOR } from './color.js';
import { EFFECT } from './effect.js';
import { FILM } from './film.js';
import { FRAMING } from './framing.js';
import { GRADE } from './grade.js';
import { LIGHT } from './light.js';
import { MOOD } from './mood.js';
import { MOTION } from './motion.js';
import { OVERLAY } from './overlay.js';
import { SPEED } from './speed.js';
import { TIME_OF_DAY } from './time-of-day.js';
import { TINT } from './tint.js';
import { CATEGORIES, TEMPLATE_IDS, type Library, type Template } from '../template.js';

/** Total: a template without a definition does not compile. */
const LIBRARY: Library = {
  ...LIGHT,
  ...TIME_OF_DAY,
  ...MOTION,
  ...COLOR,
  ...MOOD,
  ...GRADE,
  ...TINT,
  ...FILM,
  ...EFFECT,
  ...FRAMING,
  ...CAMERA,
  ...SPEED,
  ...OVERLAY,
  ...BEAT,
};

/** In the order in which users see them. */
export const TEMPLATES: readonly Template[] = CATEGORIES.flatMap((category) =>
  TEMPLATE_IDS.map((id) => ({ id, ...LIBRARY[id] })).filter((template) => template.category === category),
);

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
