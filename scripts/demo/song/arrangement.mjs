import { BEAT, BEATS, CUTS } from '../story.mjs';
import { bass, bell, hat, kick, lead, pad, pluck, riser, snare } from './instruments.mjs';
import { SAMPLE_RATE, createTrack, pingPong, reverb } from './synth.mjs';

/** One chord a bar, in D major: root of the bass and the notes above. */
const D = { root: 38, notes: [62, 66, 69, 74] };
const A = { root: 33, notes: [61, 64, 69, 73] };
const Bm = { root: 35, notes: [62, 66, 71, 74] };
const G = { root: 31, notes: [62, 67, 71, 74] };
const BARS = [D, G, Bm, A, D, A, Bm, G, D, A, G, D];

/** The sung melody: [beat, beats, MIDI note]; it follows the lines of the story. */
// oxfmt-ignore
const MELODY = [
  [1, 0.7, 66], [1.75, 0.7, 69], [2.5, 0.7, 69], [3.25, 0.7, 71], [4, 0.7, 71], [4.75, 0.7, 69], [5.5, 1.6, 67],
  [8.5, 0.7, 66], [9.25, 0.7, 66], [10, 0.7, 71], [10.75, 0.7, 69], [11.5, 0.7, 66], [12.25, 0.7, 64], [13, 0.7, 66], [13.75, 1.4, 69],
  [16, 0.7, 74], [16.75, 0.7, 73], [17.5, 0.7, 74], [18.25, 0.7, 76], [19, 0.4, 74], [19.4, 0.4, 73], [19.75, 0.7, 69],
  [20.5, 0.7, 69], [21.25, 0.7, 73], [22, 0.7, 73], [22.75, 0.7, 71], [23.5, 1.2, 73],
  [25, 0.7, 74], [25.75, 0.7, 74], [26.5, 0.7, 71], [27.25, 0.7, 69], [28, 0.7, 71], [28.75, 0.7, 67], [29.5, 0.7, 71], [30.25, 0.7, 74], [31, 1.7, 69],
  [33.5, 0.7, 78], [34.25, 0.7, 76], [35, 0.7, 74], [35.75, 0.7, 74], [36.5, 0.7, 73], [37.25, 0.7, 76], [38, 0.7, 76], [38.75, 1.1, 73],
  [41, 0.7, 71], [41.75, 0.7, 71], [42.5, 0.7, 74], [43.25, 0.7, 71], [44, 0.7, 69], [44.75, 0.7, 66], [45.5, 2, 62],
];

/** Semitones down to the second voice, by pitch class: it stays in the key and in the chord. */
const SECOND_VOICE = { 1: 4, 2: 5, 4: 3, 6: 4 };

const at = (beat) => beat * BEAT;
const loud = (beat) => beat >= 16 && beat < 40;

function drums(track) {
  for (let beat = 0; beat < BEATS; beat += 1) {
    if (beat >= 4 && beat < 40) kick(track, at(beat), loud(beat) ? 0.85 : 0.55);
    if (loud(beat) && beat % 4 === 2) kick(track, at(beat + 0.5), 0.5);
    if (beat >= 8 && beat < 40 && beat % 2 === 1) snare(track, at(beat), loud(beat) ? 0.6 : 0.4, beat);
    for (let half = 0; half < 4 && beat >= 4 && beat < 42; half += 1) {
      if (half % 2 === 1 && !loud(beat)) continue;
      hat(
        track,
        at(beat + half / 4),
        (half === 2 ? 0.22 : 0.11) * (loud(beat) ? 1 : 0.6),
        beat * 4 + half,
        loud(beat) && half === 2 && beat % 4 === 3,
      );
    }
  }
  for (const fill of [14.5, 15, 15.5, 31.5, 32.5, 39, 39.25, 39.5, 39.75])
    snare(track, at(fill), 0.35, 900 + fill * 4);
  riser(track, at(12), at(4), 0.16);
  riser(track, at(30), at(3), 0.13);
}

function harmony(track, low, plucks) {
  BARS.forEach(({ root, notes }, bar) => {
    const beat = bar * 4;
    pad(track, at(beat), at(4), notes, loud(beat) ? 0.34 : 0.26, loud(beat) ? 7 : 4);
    if (beat >= 40 || beat < 4) return bass(low, at(beat), at(3.6), root, 0.34);
    const steps = loud(beat) ? [0, 0.75, 1.5, 2, 2.75, 3.5] : [0, 1.5, 2, 3.5];
    for (const step of steps)
      bass(low, at(beat + step), at(0.45), root + (step === 3.5 ? 12 : 0), loud(beat) ? 0.5 : 0.42);
  });
  for (let step = 0; step < (BEATS - 3) * 2; step += 1) {
    const beat = step / 2;
    const { notes } = BARS[Math.floor(beat / 4)];
    const note = notes[[0, 2, 1, 3, 2, 1, 3, 2][step % 8]] + (loud(beat) ? 12 : 0);
    pluck(plucks, at(beat), note, loud(beat) ? 0.12 : 0.16, step % 2 ? 0.45 : -0.45);
  }
}

function voices(track, sparkle) {
  for (const [beat, beats, note] of MELODY) {
    lead(track, at(beat), at(beats), note, loud(beat) ? 0.26 : 0.24);
    if (beat >= 33 && beat < 40) lead(track, at(beat), at(beats), note - SECOND_VOICE[note % 12], 0.11);
  }
  for (const cut of CUTS.slice(0, -1)) bell(sparkle, at(cut), 86, 0.13, 0.3);
  [78, 81, 86, 90].forEach((note, n) => bell(sparkle, at(46 + n * 0.25), note, 0.11, n % 2 ? 0.5 : -0.5));
}

/** Ducks a track a little under every kick, so that the beat breathes. */
function pump(track) {
  track.left.forEach((_, i) => {
    const beat = i / SAMPLE_RATE / BEAT;
    const dip = loud(beat) ? 1 - 0.32 * Math.exp(-(beat % 1) * 6) : 1;
    track.left[i] *= dip;
    track.right[i] *= dip;
  });
}

/** The whole song as a stereo track, peak at -3 dBFS (AAC overshoots a little), faded out at its very end. */
export function playSong() {
  const seconds = at(BEATS);
  const [beat, low, chords, plucks, voice, sparkle] = Array.from({ length: 6 }, () => createTrack(seconds));
  drums(beat);
  harmony(chords, low, plucks);
  voices(voice, sparkle);
  pump(chords);
  const echoes = [pingPong(voice, BEAT * 0.75, 0.34), pingPong(plucks, BEAT * 0.75, 0.42)];
  const wet = createTrack(seconds);
  const sends = [
    [voice, 0.5],
    [plucks, 0.5],
    [sparkle, 0.8],
    [chords, 0.35],
    [beat, 0.07],
    [echoes[0], 0.5],
  ];
  for (const [track, amount] of sends) mixInto(wet, track, amount);
  const master = createTrack(seconds);
  for (const track of [beat, low, chords, plucks, voice, sparkle]) mixInto(master, track, 1);
  for (const echo of echoes) mixInto(master, echo, 0.6);
  mixInto(master, reverb(wet), 0.55);
  return finish(master);
}

function mixInto(target, source, gain) {
  for (let i = 0; i < target.left.length; i += 1) {
    target.left[i] += source.left[i] * gain;
    target.right[i] += source.right[i] * gain;
  }
}

function finish(track) {
  const length = track.left.length;
  const fade = 1.1 * SAMPLE_RATE;
  let peak = 0;
  for (const side of [track.left, track.right]) {
    for (let i = 0; i < length; i += 1) {
      side[i] = Math.tanh(side[i] * 0.8) * Math.min(1, (length - 1 - i) / fade);
      peak = Math.max(peak, Math.abs(side[i]));
    }
  }
  const gain = 10 ** (-3 / 20) / peak;
  for (const side of [track.left, track.right]) side.forEach((value, i) => (side[i] = value * gain));
  return track;
}
