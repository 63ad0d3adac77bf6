import type { LookPicture } from './look-pictures.js';

/** The custom properties that looks.css draws a look with. */
export function lookStyle({ filter, light, place }: LookPicture): Record<string, string> {
  // What lies over a picture can only darken it, so the brightest of the three factors is the filter's.
  const most = Math.max(...(light ?? [1]));
  const filters = [filter, most === 1 ? undefined : `brightness(${most})`].filter((one) => one !== undefined);
  const channels = light?.map((factor) => Math.round((255 * factor) / most)).join(' ');
  return {
    ...(filters.length === 0 ? {} : { '--look-filter': filters.join(' ') }),
    ...(channels === undefined ? {} : { '--look-light': `rgb(${channels})` }),
    ...(place === undefined ? {} : { '--look-place': place }),
  };
}
