// cspell:ignore strobing
import { NO_WORDS, type Library } from '../template.js';

// cspell:ignore pulsate pulsating stroboscope
const BEATS = [
  'beat',
  'beats',
  'music',
  'rhythm',
  'song',
  'drums',
  'drum',
  'bass',
  'kick',
  'each beat',
  'every beat',
];
const WITH = [
  'on',
  'to',
  'with',
  'in time with',
  'in time to',
  'in sync with',
  'synced to',
  'along with',
  'along to',
];

/** "Flash on the beat", "flashing to the drums". */
const toTheBeat = (...verbs: string[]): string[] =>
  verbs.flatMap((verb) => WITH.flatMap((how) => BEATS.map((beat) => `${verb} ${how} ${beat}`)));

/** "Add a strobe" is more of it. */
const alone = (...names: string[]): string[] => names.flatMap((name) => [name, `more ${name}`]);

/** Movements and light that follow the song: there must be beats in the clip's part of it. */
export const BEAT = {
  beat_pulse: {
    label: 'Pulse on the beat',
    category: 'Beat',
    phrases: [
      'beat sync',
      'match beat',
      'follow beat',
      ...alone('pulse', 'pulsing', 'pulsate', 'pulsating', 'pulses'),
      ...toTheBeat(
        'pulse',
        'pulses',
        'pulsing',
        'pulsate',
        'pulsates',
        'pulsating',
        'bounce',
        'bounces',
        'bouncing',
      ),
      ...toTheBeat(
        'sync',
        'synced',
        'zoom',
        'zooms',
        'throb',
        'throbbing',
        'pump',
        'pumping',
        'punch in',
        'move',
        'moving',
        'jump',
      ),
      'beat pulse',
      'more beat pulse',
      'pulsing with kick',
      'pulse with kick',
      'pulsing with kick drum',
      'pulse with kick drum',
      'pulse to kick',
    ],
    followsBeats: true,
    adds: 'rhythmic zoom, pulsing on the beat',
    replaces: [],
    removes: NO_WORDS,
    reply: "I'll make this clip pulse on the beats of the song.",
  },
  beat_flash: {
    label: 'Flash on the beat',
    category: 'Beat',
    phrases: [
      ...alone(
        'strobe',
        'strobes',
        'strobe light',
        'strobe lights',
        'strobe effect',
        'stroboscope',
        'strobing',
      ),
      ...alone('flashing', 'flashing lights', 'flashes of light'),
      ...toTheBeat(
        'strobe',
        'strobes',
        'strobing',
        'flash',
        'flashes',
        'flashing',
        'blink',
        'blinks',
        'blinking',
      ),
      ...toTheBeat(
        'lights flash',
        'lights flashing',
        'flash lights',
        'flashing lights',
        'lights blink',
        'flicker',
      ),
      'beat flash',
      'more beat flash',
    ],
    followsBeats: true,
    adds: 'light flashing on the beat',
    replaces: [],
    removes: NO_WORDS,
    reply: "I'll make this clip flash on the beats of the song.",
  },
} satisfies Partial<Library>;
