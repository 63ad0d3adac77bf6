import { words, type Library } from '../template.js';

const SOFT = 'dreamy|dream-?like|ethereal|otherworldly|soft focus|hazy|gentle glow|soft haze';
const HARD = 'gritty|grungy|grimy|rough texture|dramatic(?: (?:lighting|light|atmosphere))?|ominous';
const CALM = [
  '(?:slow|gentle|calm)(?:, (?:slow|gentle|calm))* (?:movement|motion)|slow[- ]motion|slow[- ]paced',
  'calm|tranquil|serene|(?:static|locked-off) camera',
].join('|');

export const MOOD = {
  dramatic: {
    label: 'Dramatic',
    category: 'Mood',
    phrases: ['dramatic', 'more dramatic', 'drama', 'more drama', 'dramatically', 'dramatic light'],
    adds: 'dramatic lighting, intense atmosphere',
    replaces: ['dreamy', 'ethereal'],
    removes: words(SOFT),
    reply: "I'll make this clip more dramatic.",
  },
  dreamy: {
    label: 'Dreamy',
    category: 'Mood',
    phrases: ['dreamy', 'dreamier', 'more dreamy', 'dreamlike', 'dream like', 'more dreamlike', 'dream'],
    adds: 'dreamy, soft focus, gentle glow',
    replaces: ['dramatic', 'gritty'],
    removes: words(HARD),
    reply: "I'll make this clip dreamy.",
  },
  gritty: {
    label: 'Gritty',
    category: 'Mood',
    phrases: ['gritty', 'grittier', 'more gritty', 'grit', 'more grit'],
    adds: 'gritty, raw film grain, rough texture',
    replaces: ['dreamy', 'ethereal'],
    removes: words(SOFT),
    reply: "I'll make this clip gritty.",
  },
  ethereal: {
    label: 'Ethereal',
    category: 'Mood',
    phrases: [
      'ethereal',
      'more ethereal',
      'ethereal light',
      'heavenly',
      'heavenly glow',
      'angelic',
      'angelic glow',
    ],
    adds: 'ethereal, luminous haze, delicate light',
    replaces: ['dramatic', 'gritty'],
    removes: words(HARD),
    reply: "I'll make this clip ethereal.",
  },
  high_energy: {
    label: 'High energy',
    category: 'Mood',
    phrases: [
      'high energy',
      'higher energy',
      'energy',
      'more energy',
      'energy higher',
      'full of energy',
      'energetic',
      'more energetic',
      'energize',
      'more energized',
      'lively',
      'livelier',
      'more lively',
      'liven up',
    ],
    opposite: 'less_motion',
    adds: 'high energy, vigorous fast-paced action',
    replaces: ['less_motion'],
    removes: words(CALM),
    reply: "I'll give this clip more energy.",
  },
} satisfies Partial<Library>;
