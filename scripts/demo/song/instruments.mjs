import { addNote, createHiss, envelope, pitch, softSaw } from './synth.mjs';

const TAU = Math.PI * 2;

export function kick(track, start, gain) {
  addNote(track, start, 0.32, { gain }, (t) => {
    const phase = TAU * (48 * t + (112 / 28) * (1 - Math.exp(-t * 28)));
    return Math.sin(phase) * Math.exp(-t * 9) + 0.25 * Math.exp(-t * 260);
  });
}

export function snare(track, start, gain, seed) {
  const hiss = createHiss(seed, 0.25);
  addNote(track, start, 0.28, { gain, pan: 0.05 }, (t) => {
    const clap = Math.exp(-t * 20) + 0.5 * Math.exp(-Math.abs(t - 0.012) * 300);
    return hiss() * clap * 0.55 + Math.sin(TAU * 190 * t) * Math.exp(-t * 30) * 0.5;
  });
}

export function hat(track, start, gain, seed, open = false) {
  const hiss = createHiss(seed, 0.75);
  addNote(
    track,
    start,
    open ? 0.3 : 0.08,
    { gain, pan: 0.3 },
    (t) => hiss() * Math.exp(-t * (open ? 12 : 60)),
  );
}

/** Air that swells into a downbeat. */
export function riser(track, start, seconds, gain) {
  const hiss = createHiss(99, 0.4);
  addNote(track, start, seconds, { gain }, (t) => hiss() * (t / seconds) ** 3);
}

export function bass(track, start, seconds, note, gain) {
  const hz = pitch(note);
  addNote(track, start, seconds + 0.1, { gain }, (t) => {
    const level = envelope(t, { attack: 0.008, decay: 0.25, sustain: 0.6, held: seconds, release: 0.1 });
    return (Math.sin(TAU * hz * t) + 0.35 * softSaw(TAU * hz * t, 2 + 6 * Math.exp(-t * 7))) * level;
  });
}

/** A chord held by three slightly detuned voices a side. */
export function pad(track, start, seconds, notes, gain, brightness = 5) {
  for (const note of notes) {
    for (const [detune, pan] of [
      [-0.07, -0.7],
      [0, 0],
      [0.07, 0.7],
    ]) {
      const hz = pitch(note + detune);
      addNote(track, start, seconds + 0.9, { gain: gain / notes.length, pan }, (t) => {
        const level = envelope(t, { attack: 0.35, decay: 1, sustain: 0.85, held: seconds, release: 0.9 });
        return softSaw(TAU * hz * t + note, brightness) * level;
      });
    }
  }
}

/** A plucked string: bright at first, soon round. */
export function pluck(track, start, note, gain, pan) {
  const hz = pitch(note);
  addNote(track, start, 0.7, { gain, pan }, (t) => {
    const tone =
      Math.sin(TAU * hz * t) +
      0.5 * Math.exp(-t * 9) * Math.sin(TAU * hz * 2 * t) +
      0.3 * Math.exp(-t * 18) * Math.sin(TAU * hz * 3 * t);
    return tone * Math.exp(-t * 6.5) * Math.min(1, t * 400);
  });
}

/** The singing lead: a hummed vowel with late vibrato. */
export function lead(track, start, seconds, note, gain) {
  const hz = pitch(note);
  addNote(track, start, seconds + 0.2, { gain, pan: -0.08 }, (t) => {
    const vibrato = Math.sin(TAU * 5.4 * t) * 0.0045 * Math.min(1, t * 2.5) * (hz / 5.4);
    const phase = TAU * hz * t + vibrato;
    const voice =
      Math.sin(phase) + 0.42 * Math.sin(phase * 2) + 0.2 * Math.sin(phase * 3) + 0.07 * Math.sin(phase * 5);
    return voice * envelope(t, { attack: 0.035, decay: 0.3, sustain: 0.75, held: seconds, release: 0.2 });
  });
}

export function bell(track, start, note, gain, pan) {
  const hz = pitch(note);
  addNote(
    track,
    start,
    2.2,
    { gain, pan },
    (t) =>
      Math.sin(TAU * hz * t + 1.4 * Math.exp(-t * 5) * Math.sin(TAU * hz * 3.01 * t)) * Math.exp(-t * 2.4),
  );
}
