import { words, type Template } from './template.js';

const STILL = [
  'slow[- ]motion|slo-mo|slow,? gentle (?:movement|motion)|(?:slow|gentle|calm) (?:movement|motion)',
  '(?:static|still|locked-off|motionless) (?:camera|shot)|slow[- ]paced',
].join('|');
const LIVELY = [
  'dynamic camera (?:movement|motion)|energetic (?:motion|movement)|(?:fast|quick|rapid)[- ]paced(?: action)?',
  '(?:fast|quick|rapid) (?:movement|motion|cuts|camera)|high[- ]energy|frantic|frenetic|explosive movement',
].join('|');

export const MOTION: readonly Template[] = [
  {
    id: 'more_motion',
    label: 'More motion',
    category: 'Motion',
    phrases: [
      'more motion',
      'more movement',
      'more camera movement',
      'more camera motion',
      'more dynamic',
      'dynamic',
      'move more',
      'faster',
      'faster motion',
      'faster movement',
      'faster paced',
      'fast paced',
      'speed up',
      'more speed',
      'liven up movement',
    ],
    adds: 'dynamic camera movement, energetic motion',
    replaces: ['less_motion'],
    removes: words(STILL),
    reply: "I'll add more motion to this clip.",
  },
  {
    id: 'less_motion',
    label: 'Less motion',
    category: 'Motion',
    phrases: [
      'less motion',
      'less movement',
      'less camera movement',
      'less camera motion',
      'move less',
      'less dynamic',
      'calm',
      'calmer',
      'more calm',
      'calm down',
      'slow',
      'slower',
      'slow down',
      'slower motion',
      'slower movement',
      'slower paced',
      'less speed',
      'steadier',
    ],
    adds: 'slow, gentle movement',
    replaces: ['more_motion', 'high_energy'],
    removes: words(LIVELY),
    reply: "I'll calm the motion in this clip.",
  },
];
