import { words, type Library } from '../template.js';

const HOW =
  '(?:(?:bright|blazing|blinding|warm|hot|harsh|clear|golden|soft|low|high|late|early|first|last) )*';
const DAY = [
  `${HOW}(?:midday|noon|noonday|afternoon)(?:[- ](?:sun(?:light|shine)?|light))?`,
  '(?:at|around|in the|(?:sunny |bright |warm )?(?:spring |summer |autumn |winter )?)(?: )?(?:noon|midday|afternoon)',
  '(?:in )?(?:broad |bright |full |clear )*day(?:light|time)',
  '(?:on )?(?:a )?(?:bright|sunny|clear)(?: (?:spring|summer|autumn|winter))? (?:day|sky)',
  '(?:clear |bright )*blue (?:sky|skies)|clear (?:sky|skies)|sunny',
].join('|');
/** What night contradicts and the ends of the day do not. */
const SUN = [
  `${HOW}(?:(?:shafts|rays|beams|bands|patches) of )?${HOW}(?:morning |evening |golden[- ]hour )?sun(?:light|shine|beams?|rays?)?`,
  'sun(?:lit|kissed|-drenched|-dappled)|dappled',
].join('|');
const SUNSET = [
  `(?:at |before |into |during )?${HOW}sunset(?:[- ](?:sky|light|glow))?`,
  `(?:at )?${HOW}(?:sundown|dusk|twilight)`,
  `(?:at |in )?${HOW}(?:golden|magic)[- ]hour(?: (?:light|glow|sun(?:light)?))?`,
  `${HOW}evening (?:light|sun(?:light)?|glow)|setting sun|orange sky`,
].join('|');
const DAWN = [
  `(?:at |before |into )?${HOW}(?:sunrise|daybreak|dawn)(?:[- ](?:sky|light|glow))?`,
  `${HOW}morning(?: (?:light|sun(?:light)?|glow|mist))?|first light|rising sun`,
].join('|');
const NIGHT = [
  '(?:at|by|in the|during the|into the|late at) night(?:-?time)?|night[- ]?time|midnight',
  '(?:on|in|during) (?:a|the) (?:dark |starry |rainy |cold |warm |clear )*night(?=[,.;]|$)',
  'night (?:sky|skies|lighting|falls over|settles over)|night',
  `(?:full |crescent |pale |silver |bright )*moon(?:light|shine)?|moonlit`,
  '(?:the )?(?:first |bright |countless |twinkling )*stars|star(?:ry|lit|light)(?: sky| skies)?|(?:dark|black) (?:sky|skies)',
].join('|');

export const TIME_OF_DAY = {
  nighttime: {
    label: 'Nighttime',
    category: 'Time of day',
    phrases: [
      'night',
      'nighttime',
      'nighttimes',
      'night time',
      'nocturnal',
      'moonlight',
      'moonlit',
      'moonlit night',
      'after dark',
      'midnight',
      'by night',
      'day for night',
      'more night',
    ],
    adds: 'at night, dark sky, stars, night lighting',
    replaces: ['daytime', 'sunset', 'dawn'],
    removes: words(DAWN, SUNSET, DAY, SUN),
    reply: "I'll set this clip at night.",
  },
  daytime: {
    label: 'Daytime',
    category: 'Time of day',
    phrases: [
      'day',
      'daytime',
      'day time',
      'daylight',
      'noon',
      'midday',
      'bright day',
      'broad daylight',
      'by day',
      'more daylight',
    ],
    adds: 'in bright daylight, clear sky',
    replaces: ['nighttime', 'sunset', 'dawn'],
    removes: words(NIGHT, SUNSET, DAWN),
    reply: "I'll set this clip in daylight.",
  },
  sunset: {
    label: 'Sunset',
    category: 'Time of day',
    phrases: [
      'sunset',
      'dusk',
      'twilight',
      'evening',
      'evening light',
      'sun set',
      'sundown',
      'golden hour',
      'more sunset',
      'sun',
      'late evening',
      'sun going down',
      'sun goes down',
      'as sun goes down',
      'sun is going down',
    ],
    adds: 'at sunset, golden hour glow, orange sky, long shadows',
    replaces: ['nighttime', 'daytime', 'dawn'],
    removes: words(NIGHT, DAWN, DAY),
    reply: "I'll set this clip at sunset.",
  },
  dawn: {
    label: 'Dawn',
    category: 'Time of day',
    phrases: [
      'dawn',
      'sunrise',
      'sun rise',
      'daybreak',
      'early morning',
      'morning',
      'morning light',
      'first light',
      'more sunrise',
      'sun coming up',
      'sun just coming up',
      'sun comes up',
      'as sun comes up',
      '6am',
      'early morning sun',
    ],
    adds: 'at dawn, first light, pale pink sky, soft morning mist',
    replaces: ['nighttime', 'daytime', 'sunset'],
    removes: words(NIGHT, SUNSET, DAY),
    reply: "I'll set this clip at dawn.",
  },
} satisfies Partial<Library>;
