import { random } from '../draw/noise.mjs';

export const SAMPLE_RATE = 44100;

/** MIDI note number -> Hz. */
export const pitch = (note) => 440 * 2 ** ((note - 69) / 12);

/** A stereo track of silence, `seconds` long. */
export function createTrack(seconds) {
  const length = Math.round(seconds * SAMPLE_RATE);
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Adds `voice(time since the note began)` to the track; pan -1 left, 1 right. */
export function addNote(track, start, seconds, { gain, pan = 0 }, voice) {
  const first = Math.round(start * SAMPLE_RATE);
  const last = Math.min(track.left.length, first + Math.round(seconds * SAMPLE_RATE));
  const left = gain * Math.cos(((pan + 1) * Math.PI) / 4);
  const right = gain * Math.sin(((pan + 1) * Math.PI) / 4);
  for (let i = Math.max(0, first); i < last; i += 1) {
    const value = voice((i - first) / SAMPLE_RATE);
    track.left[i] += value * left;
    track.right[i] += value * right;
  }
}

/** Rises in `attack`, falls to `sustain` in `decay`, is gone `release` after `held` (seconds). */
export function envelope(time, { attack, decay = 0.1, sustain = 1, held, release }) {
  const level = (t) => (t < attack ? t / attack : sustain + (1 - sustain) * Math.exp(-(t - attack) / decay));
  return time < held ? level(time) : level(held) * Math.max(0, 1 - (time - held) / release) ** 2;
}

/** A sawtooth without harsh overtones: harmonics up to `brightness`, falling a little faster than 1/n. */
export function softSaw(phase, brightness) {
  let sum = 0;
  for (let n = 1; n <= brightness; n += 1) sum += Math.sin(phase * n) / n ** 1.25;
  return sum * 0.6;
}

/** White noise through a one-pole high pass; `edge` 0..1 is brighter the higher. */
export function createHiss(seed, edge) {
  const next = random(seed);
  let low = 0;
  return () => {
    const white = next() * 2 - 1;
    low += (white - low) * edge;
    return white - low;
  };
}

function comb(input, delay, feedback, damping) {
  const buffer = new Float32Array(delay);
  const out = new Float32Array(input.length);
  let low = 0;
  for (let i = 0, at = 0; i < input.length; i += 1, at = (at + 1) % delay) {
    const heard = buffer[at];
    low = heard * (1 - damping) + low * damping;
    buffer[at] = input[i] + low * feedback;
    out[i] = heard;
  }
  return out;
}

function allPass(input, delay) {
  const buffer = new Float32Array(delay);
  return input.map((value, i) => {
    const at = i % delay;
    const heard = buffer[at];
    buffer[at] = value + heard * 0.5;
    return heard - value * 0.5;
  });
}

function room(input, spread) {
  const sum = new Float32Array(input.length);
  for (const delay of [1557, 1617, 1491, 1422, 1277, 1188]) {
    comb(input, delay + spread, 0.84, 0.25).forEach((value, i) => (sum[i] += value / 6));
  }
  return [225, 556, 441, 341].reduce((signal, delay) => allPass(signal, delay + spread), sum);
}

/** A small hall around a track (Schroeder's combs and all-passes); returns only the reflections. */
export function reverb({ left, right }) {
  return { left: room(left, 0), right: room(right, 23) };
}

/** An echo every `seconds` that swaps sides; returns only the echoes. */
export function pingPong({ left, right }, seconds, feedback) {
  const delay = Math.round(seconds * SAMPLE_RATE);
  const out = { left: new Float32Array(left.length), right: new Float32Array(right.length) };
  for (let i = delay; i < left.length; i += 1) {
    out.left[i] = (right[i - delay] + out.right[i - delay]) * feedback;
    out.right[i] = (left[i - delay] + out.left[i - delay]) * feedback;
  }
  return out;
}
