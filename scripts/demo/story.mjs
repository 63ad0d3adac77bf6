// The prompts are those of the stored demo. cspell:ignore harbour

/** The fixed ids of the demo: the same job on every machine. */
export const JOB_ID = 'c1e7a3d2-5b46-4f0e-9a8d-2f6b7c3d9e10';
export const USER_ID = '5a0d4c1b-7e92-4d36-8b1f-0c9e3a7f6d24';

/** Seconds per beat; 48 beats are 24.6 s, and a bar of four ends on a whole frame at 30 fps. */
export const BEAT = 0.5125;
export const BEATS = 48;

/** Where the song cuts to the next clip, in beats. */
export const CUTS = [0, 8, 16, 24, 33, 40, 48];

export const SECTIONS = [
  { type: 'intro', from: 0, to: 8, energy: 'low' },
  { type: 'verse', from: 8, to: 16, energy: 'medium' },
  { type: 'chorus', from: 16, to: 33, energy: 'high' },
  { type: 'chorus', from: 33, to: 40, energy: 'high' },
  { type: 'outro', from: 40, to: 48, energy: 'low' },
];

/** The sung lines: [first beat, beats per word, words]. */
export const LINES = [
  [1, 0.75, 'Run where the ridge meets the sun'],
  [8.5, 0.75, 'Count every arch as the valley goes by'],
  [16, 0.62, 'Oh give me a little more line'],
  [20.5, 0.75, 'the whole bay is blue'],
  [25, 0.75, 'Petals come down like a slow kind of rain'],
  [33.5, 0.75, 'Oh we are a sky full of paper'],
  [41, 0.75, 'Leave me a light on the water'],
];

export const TITLE = 'Paper Sky';
export const SUMMARY =
  'A girl follows her red kite from a mountain ridge down to the sea, from first sun to dusk';

export const CHARACTER = {
  id: 'char_1',
  role: 'main character',
  name: 'Noa',
  description:
    'Noa, about ten, dark bobbed hair, mustard-yellow coat, long red scarf, always with her red diamond kite',
};

export const STYLE = {
  color_palette: ['#EF5A3A', '#F4B942', '#2A7D83', '#FFE9C0', '#4D4B8C'],
  visual_style: 'hand-painted storybook animation',
  mood: 'hopeful, windswept',
  lighting: 'soft natural light, warm highlights and teal shadows',
  cinematography: 'wide layered compositions, slow parallax moves, gentle lens bloom',
};

/** What each clip shows; the prompt is what a video model would have received. */
export const CLIPS = [
  {
    title: 'Noa runs along a mountain ridge at sunrise, her red kite climbing behind her',
    prompt:
      'A girl in a mustard-yellow coat runs through tall grass along a mountain ridge, a red diamond kite climbing behind her against golden morning light. Misty hills with pines roll away into the sunrise, pollen drifting in the air.',
    time: 'early morning',
    motion: 'tracking shot',
    angle: 'eye level',
    characters: ['char_1'],
    intensity: 'low',
  },
  {
    title: 'A little steam train crosses a stone viaduct over a lake, the red kite tied to its last carriage',
    prompt:
      'A small steam train with red and teal carriages crosses a tall stone viaduct over a mirror-still lake, a red kite tied to its last carriage. Warm golden-hour sunlight on snowy peaks, dark pines sliding past in the foreground.',
    time: 'golden hour',
    motion: 'slow lateral tracking shot',
    angle: 'wide, level',
    characters: [],
    intensity: 'medium',
  },
  {
    title: 'Noa flies her kite from the harbour wall above a turquoise bay',
    prompt:
      'A girl in a yellow coat stands on a harbour wall and flies a red kite over a turquoise bay under the bright midday sun. Sailing boats glide past a whitewashed hill village, sunlight glitters on the water, white clouds in a clear blue sky.',
    time: 'midday',
    motion: 'slow drift to the right',
    angle: 'wide, slightly high',
    characters: ['char_1'],
    intensity: 'high',
  },
  {
    title: 'Noa walks away through an avenue of cherry trees in bloom, petals falling',
    prompt:
      'The camera glides forward behind a girl carrying a red kite down an avenue of cherry trees in full bloom. Sunny spring afternoon, shafts of sunlight through pink crowns, petals falling over a dappled sandy path.',
    time: 'afternoon',
    motion: 'slow dolly forward',
    angle: 'eye level',
    characters: ['char_1'],
    intensity: 'medium',
  },
  {
    title: 'A hillside kite festival, the sky full of kites in the low sun',
    prompt:
      'Dozens of bright kites dance over a grassy hill at a festival while a girl in yellow holds up her big red one. Low golden sunset light behind the hill, rays through warm clouds, the camera tilts up into the sky.',
    time: 'sunset',
    motion: 'tilt up',
    angle: 'low angle',
    characters: ['char_1'],
    intensity: 'high',
  },
  {
    title: 'Lanterns drift across the harbour at dusk while the lighthouse turns',
    prompt:
      'Paper lanterns drift across a calm harbour at dusk below a striped lighthouse whose beam sweeps the rose and violet sky. A girl waves from a wooden pier, her red kite resting beside her, the first stars coming out.',
    time: 'dusk',
    motion: 'slow drift to the right',
    angle: 'wide, level',
    characters: ['char_1'],
    intensity: 'low',
  },
];

/** How each clip hands over to the next. */
export const TRANSITIONS = [
  ['crossfade', 0.5, 'the verse grows out of the intro'],
  ['cut', 0, 'the chorus hits on the bar'],
  ['crossfade', 0.4, 'the chorus breathes before its second half'],
  ['cut', 0, 'the last chorus hits on the beat'],
  ['fade', 0.6, 'day ends, the outro begins'],
];
