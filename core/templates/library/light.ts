import { words, type Library } from '../template.js';

const BRIGHT =
  'bright(?:ly|er)?[- ]lit|bright light(?:ing)?|high[- ]key(?: (?:exposure|light(?:ing)?))?|brighter';
const DARK =
  'dim(?:ly)?[- ]lit|dim light(?:ing)?|low[- ]key(?: (?:exposure|light(?:ing)?))?|(?:deep |heavy )shadows|darker';

export const LIGHT = {
  brighter: {
    label: 'Brighter',
    category: 'Light',
    phrases: [
      'bright',
      'brighter',
      'more bright',
      'more brighter',
      'brighten',
      'brighten up',
      'lighter',
      'lighten',
      'lighten up',
      'more light',
      'more brightness',
      'more exposure',
      'brightness higher',
      'higher brightness',
      'lit',
    ],
    qualities: ['exposed', 'overexposed', 'blown out'],
    opposite: 'darker',
    adds: 'brightly lit, high-key exposure',
    replaces: ['darker'],
    removes: words(DARK),
    reply: "I'll brighten this clip.",
  },
  darker: {
    label: 'Darker',
    category: 'Light',
    phrases: [
      'dark',
      'darker',
      'more dark',
      'more darker',
      'darken',
      'darken up',
      'darken down',
      'dim',
      'dimmer',
      'dimmed',
      'dim down',
      'dim lights',
      'more dim',
      'less light',
      'less brightness',
      'less exposure',
      'brightness lower',
    ],
    qualities: ['darkness', 'black', 'underexposed', 'gloomy', 'murky'],
    opposite: 'brighter',
    adds: 'dimly lit, deep shadows, low-key exposure',
    replaces: ['brighter'],
    removes: words(BRIGHT),
    reply: "I'll make this clip darker.",
  },
} satisfies Partial<Library>;
