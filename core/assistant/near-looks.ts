import { templateById, type TemplateId } from '../templates/definitions.js';

/** What of the footage's own looks comes near to things that only a video model can show. */
const NEAR: readonly (readonly [RegExp, readonly TemplateId[]])[] = [
  [/\b(?:snow|snowy|winter|blizzard)\b/, ['snow', 'cooler', 'desaturated']],
  [/\b(?:rain|rainy|storm|thunder|lightning)\b/, ['rain', 'dramatic', 'darker']],
  [/\b(?:fog|foggy|mist|misty|haze|smoke)\b/, ['fog', 'desaturated', 'dreamy']],
  [/\b(?:ice|icy|frost|frozen|sea|ocean|underwater|water)\b/, ['cooler', 'desaturated', 'dreamy']],
  [/\b(?:fire|dragon|monster|battle|war|explosion|apocalypse)\b/, ['dramatic', 'darker', 'high_contrast']],
  [
    /\b(?:beach|sun|sunny|summer|desert|love|kiss|wedding|autumn|field|flowers?)\b/,
    ['warmer', 'sunset', 'brighter'],
  ],
  [/\b(?:ghost|space|stars?|moon|spaceship|angel|magic|fairy|heaven)\b/, ['ethereal', 'nighttime', 'dreamy']],
  [
    /\b(?:dance|dancing|run|running|car|cars|party|jump|fight|crowd|chase)\b/,
    ['high_energy', 'more_motion', 'high_contrast'],
  ],
  [/\b(?:old|older|vintage|retro|abandoned|ruins?|street|alley)\b/, ['gritty', 'desaturated', 'warmer']],
];
const USUAL: readonly TemplateId[] = ['nighttime', 'dramatic', 'warmer'];

/** Three wishes that can be done on the footage, near to one that cannot. */
export function nearWishes(wish: string): string[] {
  const plain = wish.toLowerCase();
  const ids = NEAR.find(([things]) => things.test(plain))?.[1] ?? USUAL;
  return ids.map((id) => templateById(id)!.label);
}
